import type { Insights, Theorem } from "../../protocol/insights";
import type { Run } from "../../protocol/run";
import { h, setText } from "../../ui/dom";
import { PACE } from "../../ui/pace";
import { termed } from "../../ui/term";
import { verdict, verdictIcon, verdictWord } from "../../ui/verdict";
import { say, text } from "../../words";
import { BasePanel } from "../base";
import type { Mark, PanelSetting } from "../panel";
import { nearestMark } from "../reader";
import { missing, subjectOf, Waiting } from "../waiting";
import { stepsOf, type Step } from "./chain";
import { breakButton, Explanation, type Attempt } from "./explain";
import { LogBar } from "./logbar";

interface Box {
  title: string;
  /** Its verdict in words. */
  said: string;
  element: HTMLElement;
  bar: LogBar | null;
}

export class TheoremPanel extends BasePanel {
  private readonly chain = h("ol", { class: "lcn-chain" });
  private readonly waiting: Waiting;
  private readonly explanation: Explanation;
  private boxes: Box[] = [];
  private read = 0;

  constructor(setting: PanelSetting) {
    super(setting);
    const { legend, stage } = this.frame;
    legend.classList.add("lcn-overall");
    this.element.tabIndex = -1;
    this.explanation = new Explanation(this.tryOut);
    this.waiting = new Waiting([legend, this.chain]);
    stage.append(this.chain, this.waiting.element);
    this.element.append(this.explanation.element);
    this.readMarks(null);
  }

  override setRun(run: Run): void {
    super.setRun(run);
    setText(this.frame.about, subjectOf(run));
  }

  setInsights(insights: Insights | null): void {
    this.waiting.show(missing(insights, "theorem"));
    if (insights?.theorem) this.build(insights.theorem);
    else {
      this.boxes = [];
      this.explanation.close();
    }
  }

  /** The verdict of each link, and the numbers on its bar. */
  override marks(): Mark[] {
    return this.boxes.flatMap(({ title, said, element, bar }, i) => [
      { id: `link-${i}`, name: title, value: said, ...this.middleOf(element.firstElementChild!) },
      ...(bar?.readings() ?? []).map(({ element: at, name, value }, j): Mark => ({ id: `bar-${i}-${j}`, name, value, ...this.middleOf(at) })),
    ]);
  }

  /** The links are written out: only what lies on their bars is pointed at. */
  protected override hit(x: number, y: number, reach: number): Mark | null {
    return nearestMark(this.marks().filter(({ id }) => id.startsWith("bar")), x, y, reach);
  }

  override destroy(): void {
    this.explanation.close();
    super.destroy();
  }

  protected paint(): void {
    const time = performance.now();
    const readable = time - this.read >= PACE;
    if (readable) this.read = time;
    this.drawBars(readable);
  }

  protected override rest(): void {
    super.rest();
    this.drawBars(true);
  }

  private build(theorem: Theorem): void {
    const { status, premise } = theorem.verdict;
    this.frame.legend.replaceChildren(verdictIcon(status), h("span", {}, ...termed(say(premise))));
    this.boxes = stepsOf(theorem, this.host.schema).map((step) => this.box(step));
    this.chain.replaceChildren(...this.boxes.map(({ element }) => element));
    this.drawBars(true);
  }

  private box(step: Step): Box {
    const { link, meaning, decisive, judged } = step;
    const { claim, statement } = decisive;
    const breaking = (statement.breaking ? decisive : judged.find((each) => each.statement.breaking))?.statement.breaking;
    const { tryOut } = this;
    const title = text(`chain.${meaning.name}.title`, meaning.title);
    const open = h("button", { type: "button", class: "lcn-link-title", "aria-haspopup": "dialog" }, title);
    open.addEventListener("click", () => this.explanation.open(title, step));
    const label = text(`chain.${meaning.name}.value_label`, meaning.value_label);
    const bar = link.values && new LogBar(label, link.values, link.bounds, meaning.arrives);
    const source = h("span", { class: "lcn-link-source" }, ...termed(text(`claim.${claim.name}.source`, claim.source)));
    // The link speaks with the words of the statement that decides it.
    const element = h(
      "li",
      { class: "lcn-link", "data-status": link.status },
      h("div", { class: "lcn-link-head" }, open, source, verdict(link.status)),
      bar?.element,
      h("p", {}, ...termed(say(statement.message))),
      breaking && tryOut && breakButton(breaking, tryOut),
    );
    return { title, said: `${verdictWord(link.status)}: ${say(statement.message)}`, element, bar };
  }

  /** Change what a statement needs. What is pressed goes with its run, so the focus stays with the panel. */
  private get tryOut(): Attempt | null {
    if (!this.host.live) return null;
    return ({ controls }) => {
      this.explanation.close();
      this.element.focus();
      this.host.contrast(controls);
    };
  }

  private drawBars(readable: boolean): void {
    const { place } = this;
    if (!place) return;
    for (const { bar } of this.boxes) bar?.draw(place, readable);
  }
}
