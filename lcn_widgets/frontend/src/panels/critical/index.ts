import { h, setText, type Child } from "../../ui/dom";
import { formatRoot } from "../../draw/format";
import { scalarAt } from "../../draw/frames";
import { formatNumber } from "../../ui/format";
import {
  marksOf, type CommonRoot, type CriticalMap, type CriticalPoint, type Insights, type RootMarks,
} from "../../protocol/insights";
import type { Panel, PanelHost, Run } from "../../protocol/types";
import { verdict } from "../../ui/verdict";
import { missing, Waiting } from "../../ui/waiting";
import { BasePanel } from "../base";
import { eigenvalueStrip } from "./eigenvalues";
import { kindMark } from "./kinds";
import { Levels } from "./levels";

/** What kind of point the run ends at, and all the points it could have ended at. */
export function createCritical(host: PanelHost): Panel {
  return new CriticalPanel(host);
}

class CriticalPanel extends BasePanel {
  private readonly card = h("div", { class: "lcn-limit" });
  private readonly cardWaiting = new Waiting([this.card]);
  private readonly sentence = h("p", { class: "lcn-map-sentence" });
  private readonly levels: Levels;
  private readonly mapWaiting: Waiting;
  private map: CriticalMap | null = null;
  private reached: RootMarks | null = null;
  private looked: RootMarks | null = null;

  constructor(host: PanelHost) {
    super(host, "critical", "Where it ends");
    this.levels = new Levels((index, button) => this.look(index, button));
    this.mapWaiting = new Waiting([this.sentence, this.levels.element]);
    const { stage } = this.frame;
    const top = h("div", { class: "lcn-limit-box" }, this.card, this.cardWaiting.element);
    const heading = h("h4", {}, "All critical points");
    const below = h("div", { class: "lcn-map" }, heading, this.sentence, this.levels.element, this.mapWaiting.element);
    stage.append(top, below);
    this.frame.tools.classList.add("lcn-limit-kind");
  }

  override setRun(run: Run): void {
    super.setRun(run);
    setText(this.frame.about, run.tracks.length > 1 ? "about the flow" : "");
  }

  setInsights(insights: Insights | null): void {
    this.cardWaiting.show(missing(insights, "critical_point"));
    const kind = insights?.critical_point?.kind;
    this.frame.tools.replaceChildren(...(kind ? [kindMark(kind), h("strong", {}, kind)] : []));
    this.card.replaceChildren(...(insights?.critical_point ? cardOf(insights.critical_point) : []));
    const map = insights?.critical_map ?? null;
    this.mapWaiting.show(missing(insights, "critical_map"));
    this.map = map && "filters" in map && map.filters.length > 0 ? map : null;
    setText(this.sentence, map ? ("unavailable" in map ? map.unavailable : map.sentence) : "");
    this.levels.element.hidden = !this.map && map !== null;
    this.looked = null;
    this.reached = null;
    this.frame.showTip(null);
    if (!this.map) return;
    this.levels.show(this.map);
    const { reached, filters } = this.map;
    this.reached = reached === null ? null : marksOf(filters[reached], "limit of this run");
  }

  get markedRoots(): RootMarks | null {
    return this.looked ?? this.reached;
  }

  protected paint(): void {
    const { map, run, place } = this;
    if (map && run && place) this.levels.draw(scalarAt(run.tracks[0].risks, place));
  }

  private look(index: number | null, button: HTMLElement | null): void {
    if (index === null || !button || !this.map) {
      this.looked = null;
      this.frame.showTip(null);
    } else {
      const filter = this.map.filters[index];
      this.looked = index === this.map.reached ? this.reached : marksOf(filter, "critical filter");
      const box = this.frame.stage.getBoundingClientRect();
      const mark = button.getBoundingClientRect();
      const lines = [filter.kinds.join(" or "), `risk ${formatNumber(filter.risk, 4)}, roots ${filter.pattern}`];
      if (index === this.map.reached) lines.push("reached by this run");
      this.frame.showTip(lines, mark.right - box.left, mark.top - box.top);
    }
    this.host.redraw();
  }
}

function cardOf(point: CriticalPoint): Node[] {
  const parts: Child[] = [
    h("p", {}, point.sentence),
    point.theorem && !says(point.sentence, point.theorem) && h("p", { class: "lcn-note" }, point.theorem),
    point.settled && eigenvalueStrip(point),
    point.settled && h("dl", { class: "lcn-facts-grid" }, ...facts(point)),
    point.rate && h("p", { class: "lcn-rate" }, verdict(point.rate.status), point.rate.sentence),
  ];
  return parts.filter((part): part is HTMLElement => part instanceof HTMLElement);
}

/** Whether a sentence holds another one, up to capitals and punctuation. */
function says(sentence: string, other: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return plain(sentence).includes(plain(other));
}

function facts(point: CriticalPoint): HTMLElement[] {
  const { risk, risk_gap, jacobian_rank, largest_rank, pattern, pattern_words, common_roots = [] } = point;
  const entries: [string, Child | undefined, string?][] = [
    ["risk", number(risk)],
    ["above the best filter", number(risk_gap)],
    ["rank of J", jacobian_rank === undefined ? undefined : `${jacobian_rank} of ${largest_rank}`],
    ["roots of v", pattern_words ?? pattern, pattern_words && pattern],
    ["common roots", common_roots.length ? common_roots.map(commonRoot).join("; ") : "none"],
  ];
  return entries
    .filter(([, value]) => value)
    .map(([label, value, aside]) => h("div", {}, h("dt", {}, label), h("dd", {}, value, aside && h("small", {}, aside))));
}

function number(value: number | null | undefined): string | undefined {
  return value == null ? undefined : formatNumber(value);
}

function commonRoot({ layers, re, im }: CommonRoot): string {
  return `layers ${layers.join(", ")} at ${formatRoot(re ?? Infinity, im ?? 0)}`;
}
