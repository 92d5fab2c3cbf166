import type { Insights, Link, Theorem } from "../../protocol/insights";
import type { Run } from "../../protocol/types";
import { h, setText } from "../../ui/dom";
import { verdict, verdictIcon } from "../../ui/verdict";
import { BasePanel } from "../base";
import type { PanelSetting } from "../panel";
import { missing, subjectOf, Waiting } from "../waiting";
import { Explanation } from "./explain";
import { LogBar } from "./logbar";

/** Milliseconds between two readings of the numbers. */
const PACE = 90;

interface Box {
  element: HTMLElement;
  bar: LogBar | null;
}

export class TheoremPanel extends BasePanel {
  private readonly chain = h("ol", { class: "lcn-chain" });
  private readonly waiting: Waiting;
  private readonly explanation = new Explanation();
  private boxes: Box[] = [];
  private read = 0;

  constructor(setting: PanelSetting) {
    super(setting);
    const { legend, stage } = this.frame;
    legend.classList.add("lcn-overall");
    this.waiting = new Waiting([legend, this.chain]);
    stage.append(this.chain, this.waiting.element);
    this.element.append(this.explanation.element);
  }

  override setRun(run: Run): void {
    super.setRun(run);
    setText(this.frame.about, subjectOf(run));
  }

  setInsights(insights: Insights | null): void {
    this.waiting.show(missing(insights, "theorem"));
    if (insights?.theorem) this.build(insights.theorem);
    else this.explanation.close();
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

  protected override describe(): void {
    this.drawBars(true);
  }

  private build(theorem: Theorem): void {
    const { status, sentence } = theorem.verdict;
    this.frame.legend.replaceChildren(verdictIcon(status), h("span", {}, sentence));
    this.boxes = theorem.links.map((link) => this.box(link, theorem));
    this.chain.replaceChildren(...this.boxes.map(({ element }) => element));
    this.drawBars(true);
  }

  private box(link: Link, theorem: Theorem): Box {
    const statements = theorem.statements.filter(({ name }) => link.statements.includes(name));
    const open = h("button", { type: "button", class: "lcn-link-title", "aria-haspopup": "dialog" }, link.title);
    open.addEventListener("click", () => this.explanation.open(link, statements));
    const bar = link.values ? new LogBar() : null;
    bar?.show(link.value_label, link.values!, link.bounds, link.name === "limit");
    // The link speaks with the words of the statement that decides it.
    const decisive = statements.find(({ sentence }) => sentence === link.sentence) ?? statements[0];
    const element = h(
      "li",
      { class: "lcn-link", "data-status": link.status },
      h("div", { class: "lcn-link-head" }, open, h("span", { class: "lcn-link-source" }, decisive?.source ?? ""), verdict(link.status)),
      bar?.element,
      h("p", {}, link.sentence),
    );
    return { element, bar };
  }

  private drawBars(readable: boolean): void {
    const { place } = this;
    if (!place) return;
    for (const { bar } of this.boxes) bar?.draw(place, readable);
  }
}
