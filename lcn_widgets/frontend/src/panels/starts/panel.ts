import type { Many, ManyLimit } from "../../protocol/many";
import type { Run } from "../../protocol/run";
import { h, setText } from "../../ui/dom";
import { formatNumber, say, t } from "../../words";
import { BasePanel } from "../base";
import { kindMark, kindName } from "../kinds";
import type { PanelSetting, RootMarks } from "../panel";

const COUNTS = [30, 100, 300];
const START = "initialization";

export class StartsPanel extends BasePanel {
  private readonly count = h("select", { class: "lcn-select", "aria-label": t("page.panel.starts.count") });
  private readonly target = h("input", { type: "checkbox" });
  private readonly targetLabel = h("label", {}, this.target, t("page.panel.starts.target"));
  private readonly go = h("button", { type: "button", class: "lcn-button" });
  private readonly progress = h("progress", { max: 1, "aria-label": t("page.panel.starts.progress") });
  private readonly sentence = h("p", { role: "status" });
  private readonly bars = h("ol", { class: "lcn-limits" });
  private readonly remains = h("ul", { class: "lcn-unsettled" });
  private many: Many = {};
  private looked: RootMarks | null = null;

  constructor(setting: PanelSetting) {
    super(setting);
    this.count.append(...COUNTS.map((value) => h("option", { value }, t("page.panel.starts.starts", { count: value }))));
    this.count.value = String(COUNTS[1]);
    this.go.addEventListener("click", () => {
      const anew = this.target.checked && !this.target.disabled ? ["data", START] : [START];
      this.host.startMany(this.many.running ? 0 : Number(this.count.value), anew);
    });
    const asked = h("div", { class: "lcn-ask" }, this.count, this.targetLabel, this.go);
    this.frame.stage.append(asked, this.progress, this.sentence, this.bars, this.remains);
  }

  override setRun(run: Run): void {
    super.setRun(run);
    const { data } = run.experiment as { data: object };
    this.target.disabled = !("seed" in data);
    this.targetLabel.hidden = this.target.disabled;
  }

  setMany(many: Many): void {
    this.many = many;
    const { running = false, wanted = 0, done = 0, problem, message, limits = [], others = 0, unsettled = [] } = many;
    setText(this.go, t(running ? "page.work.stop" : "page.panel.starts.go"));
    this.go.disabled = !this.host.live;
    this.progress.hidden = !running;
    this.progress.value = wanted ? done / wanted : 0;
    const short = !running && wanted > done && !problem ? t("page.panel.starts.short", { wanted }) : "";
    const told = message ? `${say(message)}. ${short}` : short;
    // While they are computed the count is seen in the bar, and not read out with every run.
    setText(this.sentence, problem ? say(problem) : running ? t("page.work") : told || t("page.panel.starts.what"));
    this.show(limits);
    const more = others ? [h("li", {}, t("page.panel.starts.others", { count: others }))] : [];
    this.remains.replaceChildren(...more, ...unsettled.map((each) => h("li", {}, say(each))));
  }

  get markedRoots(): RootMarks | null {
    return this.looked;
  }

  protected paint(): void {}

  /** The bars; those that stay keep their elements, so that the focus stays as well. */
  private show(limits: readonly ManyLimit[]): void {
    while (this.bars.children.length > limits.length) this.bars.lastElementChild!.remove();
    while (this.bars.children.length < limits.length) this.bars.append(h("li", {}, this.button(this.bars.children.length)));
    limits.forEach((limit, index) => {
      const button = this.bars.children[index].firstElementChild as HTMLElement;
      const { share, low, high, seed, pattern, count } = limit;
      const name = t("page.panel.starts.limit", { kind: kindName(limit.kind), risk: limit.risk });
      const span = t("page.panel.starts.share", { share, low, high });
      button.style.cssText = `--share: ${share}; --low: ${low}; --high: ${high}`;
      button.title = t("page.panel.starts.open", { seed });
      button.replaceChildren(
        h("span", { class: "lcn-limit-name" }, kindMark(limit.kind), name),
        h("span", { class: "lcn-limit-pattern" }, pattern, h("span", { class: "lcn-hidden" }, say(limit.pattern_message))),
        h("span", { class: "lcn-limit-share" }, t("page.panel.starts.runs", { count }), " · ", span),
        h("span", { class: "lcn-limit-bar" }, h("span", {}), h("span", {})),
      );
    });
  }

  private button(index: number): HTMLElement {
    const button = h("button", { type: "button", class: "lcn-limit-button" });
    const look = (limit: ManyLimit | null): void => {
      this.looked = limit && { label: t("page.panel.starts.mark", { risk: formatNumber(limit.risk) }), re: limit.roots_re, im: limit.roots_im };
      this.host.redraw();
    };
    for (const event of ["pointerenter", "focus"]) button.addEventListener(event, () => look(this.many.limits?.[index] ?? null));
    for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => look(null));
    button.addEventListener("click", () => {
      const { limits, anew = [] } = this.many;
      const limit = limits?.[index];
      if (limit) this.host.change(Object.fromEntries(anew.map((section) => [`${section}_seed`, limit.seed])));
    });
    return button;
  }
}
