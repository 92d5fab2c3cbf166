import { h } from "../dom";
import { PanelFrame } from "../drawing/frame";
import { LogBar } from "../drawing/logbar";
import type { Insights, Link, Theorem } from "../insights";
import type { Frame, Palette, Panel } from "../types";
import { verdict, verdictIcon } from "../verdict";
import { missing, Waiting } from "../waiting";
import { Explanation } from "./explain";

/** Milliseconds between two readings of the numbers. */
const PACE = 90;

/** The chain from the data to convergence, with each link's bound beside its present value. */
export function createTheorem(): Panel {
  return new TheoremPanel();
}

interface Box {
  element: HTMLElement;
  bar: LogBar | null;
}

class TheoremPanel implements Panel {
  readonly name = "theorem";
  readonly title = "Why it converges";
  readonly element: HTMLElement;
  private readonly frame: PanelFrame;
  private readonly chain = h("ol", { class: "lcn-chain" });
  private readonly waiting: Waiting;
  private readonly explanation = new Explanation();
  private boxes: Box[] = [];
  private now: Frame | null = null;
  private read = 0;

  constructor() {
    this.frame = new PanelFrame(this.name, this.title, () => {}, () => this.drawBars(true));
    this.element = this.frame.element;
    const { legend, stage } = this.frame;
    legend.classList.add("lcn-overall");
    this.waiting = new Waiting([legend, this.chain]);
    stage.append(this.chain, this.waiting.element);
    this.element.append(this.explanation.element);
  }

  setRun(): void {
    this.now = null;
  }

  setInsights(insights: Insights | null): void {
    this.waiting.show(missing(insights, "theorem"));
    if (insights?.theorem) this.build(insights.theorem);
    else this.explanation.close();
  }

  draw(frame: Frame): void {
    this.now = frame;
    const time = performance.now();
    const readable = time - this.read >= PACE;
    if (readable) this.read = time;
    this.drawBars(readable);
    this.frame.touch();
  }

  setPalette(palette: Palette): void {
    this.frame.setPalette(palette);
  }

  setHighlight(): void {
    // The theorem is about all layers together.
  }

  destroy(): void {
    this.explanation.close();
    this.frame.destroy();
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
    const place = this.now?.places[0];
    if (!place) return;
    for (const { bar } of this.boxes) bar?.draw(place, readable);
  }
}
