import { Surface } from "../../draw/surface";
import type { Insights, Spot, TargetMap } from "../../protocol/insights";
import type { Run } from "../../protocol/run";
import type { Palette } from "../../ui/colours";
import { h, setText } from "../../ui/dom";
import { crossSwatch, lineSwatch, markerSwatch } from "../../ui/swatches";
import { formatValue, say, t } from "../../words";
import { BasePanel } from "../base";
import { legendEntry } from "../legend";
import type { Mark, PanelSetting } from "../panel";
import { missing, Waiting } from "../waiting";
import { on, spotAt, spotOf, type Disc } from "./disc";
import { DASH, MINIMUM, OTHER, paintFilters, paintMap, paintPath, regionsOf } from "./paint";

/** Pixels between the disc and the edge of the stage. */
const AIR = 10;

export class TargetsPanel extends BasePanel {
  private readonly surface: Surface;
  private readonly sentence = h("p", { class: "lcn-targets-sentence" });
  private readonly sheet = h("p", { class: "lcn-targets-sentence" });
  private readonly waiting: Waiting;
  private map: TargetMap | null = null;
  private regions: HTMLCanvasElement | null = null;

  constructor(setting: PanelSetting) {
    super(setting);
    const { legend, stage } = this.frame;
    this.surface = new Surface(stage);
    this.waiting = new Waiting([legend, this.surface.canvas, this.sentence, this.sheet]);
    stage.append(this.waiting.element);
    this.readMarks();
    this.element.append(this.sentence, this.sheet);
  }

  setInsights(insights: Insights | null): void {
    this.waiting.show(missing(insights, "target_map"));
    this.map = insights?.target_map ?? null;
    this.regions = null;
    setText(this.sentence, this.map ? say(this.map.message) : "");
    setText(this.sheet, this.map ? say(this.map.sheet) : "");
    this.paint();
  }

  override setPalette(palette: Palette): void {
    super.setPalette(palette);
    this.regions = null;
  }

  protected override layout(width: number, height: number): void {
    this.surface.resize(width, height);
    this.paint();
  }

  private get disc(): Disc {
    const { width, height } = this.surface;
    return { x: width / 2, y: height / 2, radius: Math.max(1, Math.min(width, height) / 2 - AIR) };
  }

  protected paint(): void {
    const { map, palette, place, disc } = this;
    if (!map || !palette || !place || this.surface.width === 0) return;
    const context = this.surface.clear();
    this.regions ??= regionsOf(map, palette);
    const { fontSize } = this.frame;
    const fonts = { regular: this.frame.font(fontSize), bold: this.frame.font(fontSize, 700) };
    paintMap(context, disc, map, this.regions, palette, fonts);
    paintPath(context, disc, map, place, palette);
    paintFilters(context, disc, map, palette);
  }

  protected override legend(_: Run, palette: Palette): HTMLElement[] {
    const [, colour] = palette.layers;
    return [
      legendEntry(lineSwatch(palette.final), "v(t)"),
      legendEntry(crossSwatch(palette.target), t("page.panel.targets.target")),
      legendEntry(lineSwatch(palette.accent), t("page.panel.targets.wall")),
      legendEntry(lineSwatch(palette.muted, DASH), t("page.panel.targets.double")),
      legendEntry(markerSwatch(MINIMUM, colour, colour), t("page.panel.targets.minimum")),
      legendEntry(markerSwatch(OTHER, "none", colour), t("page.panel.targets.other")),
    ];
  }

  /** The run, the target, its critical filters, the nearest wall, and the numbers of the regions. */
  override marks(): Mark[] {
    const { map, now, disc } = this;
    if (!map || !now?.places[0]) return [];
    const mark = (id: string, name: string, value: string, spot: Spot): Mark => {
      const [x, y] = on(disc, spot);
      return { id, name, value, x, y };
    };
    const count = (n: number): string => t("page.panel.targets.count", { count: n });
    const { final_filters } = this.run!.tracks[0];
    const { index, fraction } = now.reading.places[0]!;
    const row = Math.min(index + Math.round(fraction), final_filters.rows - 1) * final_filters.columns;
    const v = Array.from(final_filters.data.subarray(row, row + final_filters.columns), formatValue);
    return [
      mark("now", "v(t)", `(${v.join(", ")})`, spotAt(map.path, now.places[0]!)),
      mark("start", t("page.panel.start"), "v(0)", spotOf(map.path, 0)),
      mark("target", t("page.panel.targets.target"), count(map.filters.length), map.target),
      ...map.filters.map(({ place, minimum, risk, reached }, i) => {
        const name = t(`page.panel.targets.${minimum ? "minimum" : "other"}`);
        const known = t("page.panel.targets.risk", { risk });
        return mark(`filter-${i}`, name, reached ? `${known}, ${t("page.panel.critical.filter.reached")}` : known, place);
      }),
      mark("wall", t("page.panel.targets.wall"), t("page.panel.targets.nearest"), map.wall),
      ...map.regions.map(({ place, count: n }, i) => mark(`region-${i}`, t("page.panel.targets.region"), count(n), place)),
    ];
  }

  protected override summary(_: Run, time: string): string {
    return t("page.panel.targets.picture", { time });
  }
}
