import { riskAt } from "../../protocol/frames";
import type { CriticalMap, Insights } from "../../protocol/insights";
import type { Run } from "../../protocol/run";
import { h, setText } from "../../ui/dom";
import { setTermed } from "../../ui/term";
import { formatNumber, say, t } from "../../words";
import { BasePanel } from "../base";
import type { Mark, PanelSetting, RootMarks } from "../panel";
import { missing, subjectOf, Waiting } from "../waiting";
import { cardOf, kindTag } from "./card";
import { describeFilter, headingOf } from "./describe";
import { Levels } from "./levels";
import { marksOf } from "./marks";

export class CriticalPanel extends BasePanel {
  private readonly card = h("div", { class: "lcn-limit" });
  private readonly cardWaiting = new Waiting([this.card]);
  private readonly heading = h("h4", {}, t("page.panel.critical.map"));
  private readonly sentence = h("p", { class: "lcn-map-sentence" });
  private readonly levels: Levels;
  private readonly mapWaiting: Waiting;
  private eigenvalues: readonly number[] = [];
  private map: CriticalMap | null = null;
  private reached: RootMarks | null = null;
  private looked: RootMarks | null = null;

  constructor(setting: PanelSetting) {
    super(setting);
    this.levels = new Levels((index) => this.look(index));
    this.mapWaiting = new Waiting([this.sentence, this.levels.element]);
    const { stage } = this.frame;
    const top = h("div", { class: "lcn-limit-box" }, this.card, this.cardWaiting.element);
    const below = h("div", { class: "lcn-map" }, this.heading, this.sentence, this.levels.element, this.mapWaiting.element);
    stage.append(top, below);
    this.frame.tools.classList.add("lcn-limit-kind");
    this.readMarks(null);
  }

  override setRun(run: Run): void {
    super.setRun(run);
    setText(this.frame.about, subjectOf(run));
  }

  setInsights(insights: Insights | null): void {
    this.reader!.leave();
    this.showPoint(insights);
    this.showMap(insights);
  }

  private showPoint(insights: Insights | null): void {
    const point = insights?.critical_point;
    this.cardWaiting.show(missing(insights, "critical_point"));
    this.frame.tools.replaceChildren(...(point?.settled ? kindTag(point) : []));
    this.eigenvalues = point?.settled ? point.eigenvalues : [];
    this.card.replaceChildren(...(point ? cardOf(point) : []));
  }

  private showMap(insights: Insights | null): void {
    const map = insights?.critical_map ?? null;
    this.mapWaiting.show(missing(insights, "critical_map"));
    this.map = map && "filters" in map && map.filters.length > 0 ? map : null;
    setTermed(this.heading, headingOf(map));
    setTermed(this.sentence, map ? say("unavailable" in map ? map.unavailable : map.message) : "");
    this.levels.element.hidden = !this.map && map !== null;
    this.looked = null;
    this.reached = null;
    if (!this.map) return;
    this.levels.show(this.map);
    const { reached, filters } = this.map;
    this.reached = reached === null ? null : marksOf(filters[reached], t("page.panel.critical.mark.reached"));
  }

  get markedRoots(): RootMarks | null {
    return this.looked ?? this.reached;
  }

  protected paint(): void {
    const { map, run, place } = this;
    if (map && run && place) this.levels.draw(riskAt(run.tracks[0], place));
  }

  /** The critical filters, the run between them, and the eigenvalues at its end. */
  override marks(): Mark[] {
    const { map, levels, readingPlace, eigenvalues } = this;
    const circles = this.card.querySelectorAll("circle");
    const filters = map ? map.filters.map((filter, i): Mark => {
      const { name, value } = describeFilter(filter, i === map.reached);
      return { id: `filter-${i}`, name, value, ...this.middleOf(levels.buttons[i]) };
    }) : [];
    const now = map && readingPlace && formatNumber(riskAt(this.run!.tracks[0], readingPlace), 4);
    return [
      ...filters,
      ...(now ? [{ id: "now", name: t("page.panel.critical.now"), value: now, ...this.middleOf(levels.cursor) }] : []),
      ...eigenvalues.map((value, i): Mark => ({
        id: `eigenvalue-${i}`,
        name: t("page.panel.critical.eigenvalue", { number: i + 1 }),
        value: formatNumber(value),
        ...this.middleOf(circles[i]),
      })),
    ];
  }

  private look(index: number | null): void {
    if (index === null || !this.map) {
      this.looked = null;
      this.reader!.leave();
    } else {
      const filter = this.map.filters[index];
      const reached = index === this.map.reached;
      this.looked = reached ? this.reached : marksOf(filter, t("page.panel.critical.mark"));
      this.reader!.read(`filter-${index}`);
    }
    this.host.redraw();
  }
}
