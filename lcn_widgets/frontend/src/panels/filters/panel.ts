import { valueAt, type Place } from "../../protocol/frames";
import type { Run } from "../../protocol/run";
import type { Palette } from "../../ui/colours";
import { layerName } from "../../ui/scripts";
import { barSwatch } from "../../ui/swatches";
import { say, t } from "../../words";
import { CanvasPanel } from "../canvaspanel";
import { layerEntry, legendEntry } from "../legend";
import { ghostEntries } from "../tracks";
import type { Grab, Mark } from "../panel";
import { CONTROLS, decimalsAt, filtersOf, startAt, teacherOf } from "../byhand";
import { Hold, type Changes } from "../hold";
import { listEntries, listTarget, longest, normMark } from "./describe";
import { arrange, type Chart, type Picture } from "./layout";
import { paintAxis, paintBars, paintGrip, paintLevels, type Style } from "./paint";

const DIM = 0.25;
/** Pixels above and below a chart within which a pointer meets it. */
const REACH = 4;
/** Pixels beside a chart that its handle takes. */
const GRIP = 16;
/** The legend names the layers of a network up to this depth. */
const MOST_NAMED = 4;

export class FiltersPanel extends CanvasPanel {
  private picture: Picture = { charts: [], width: 0, height: 0 };
  private readonly hold = new Hold(this.host);
  /** Entries put by hand since the last answer: of all filters at the start, and of the target. */
  private entries: Float64Array | null = null;
  private teacher: Float64Array | null = null;

  protected arrange(run: Run, width: number): Picture {
    if (this.hold.held && this.surface.width > 0) return this.picture; // nothing moves under the pointer
    const height = (least: number): number => this.askHeight(width, least);
    this.picture = arrange(run, { width, height, size: this.frame.fontSize });
    return this.picture;
  }

  /** Height to fill: what suits the width, unless the page decides otherwise. */
  private askHeight(width: number, least: number): number {
    return this.frame.askHeight(Math.round(Math.max(least, Math.min(300, width * 0.42))));
  }

  protected paint(): void {
    const { run, palette, place, highlighted } = this;
    if (!run || !palette || !place) return;
    const context = this.surface.clear();
    const aside = t("page.panel.filters.against", { target: run.targetLabel });
    const style: Style = {
      palette,
      size: this.frame.fontSize,
      font: (size, weight) => this.frame.font(size, weight),
    };
    for (const chart of this.picture.charts) {
      const dimmed = highlighted !== null && chart.layer !== null && chart.layer !== highlighted;
      context.globalAlpha = dimmed ? DIM : 1;
      paintAxis(context, chart, aside, this.surface.width, style);
      const grip = this.norm(chart);
      if (grip) paintGrip(context, chart, grip, palette);
      paintBars(context, chart, (index) => this.entry(chart, index, place), this.target, palette);
      this.paintGhosts(context, run, chart, style);
    }
    context.globalAlpha = 1;
    this.hold.commit();
  }

  settle(): void {
    if (!this.hold.told || !(this.entries ?? this.teacher)) return;
    this.entries = this.teacher = null;
    this.host.redraw();
  }

  /** Whether the start is seen, and can be moved. */
  private get movable(): boolean {
    return this.host.live && this.now?.time === 0;
  }

  private get target(): Float64Array {
    return this.teacher ?? this.run!.reference.final_filter;
  }

  /** The handle of a layer. */
  private norm(chart: Chart): Mark | null {
    const { layer } = chart;
    if (layer === null || !this.movable) return null;
    const entries = Array.from({ length: chart.count }, (_, index) => this.entry(chart, index, this.place!));
    return { ...normMark(chart, layer, entries), grab: this.grabNorm(chart, layer) };
  }

  /** Pinned runs, where they have a filter of this size in its place. */
  private paintGhosts(context: CanvasRenderingContext2D, run: Run, chart: Chart, style: Style): void {
    const source = chart.layer === null ? "final_filters" : "filters";
    run.tracks.forEach((track, i) => {
      const place = this.now!.places[i];
      if (!track.ghost || !place || track[source].columns !== run.tracks[0][source].columns) return;
      paintLevels(context, chart, (index) => valueAt(track[source], place, chart.offset + index), track, style);
    });
  }

  private entry({ layer, offset }: Chart, index: number, place: Place): number {
    if (layer !== null && this.entries) return this.entries[offset + index];
    const [track] = this.run!.tracks;
    return valueAt(layer === null ? track.final_filters : track.filters, place, offset + index);
  }

  /** The same as a number to be written. */
  private readonly value = (chart: Chart, index: number): number => this.entry(chart, index, this.readingPlace!);

  override marks(): Mark[] {
    const { charts } = this.picture;
    return [...charts.flatMap((chart) => this.marksOf(chart)), ...charts.flatMap((chart) => this.norm(chart) ?? [])];
  }

  /** Of v and of the target, or of the entries of a layer. */
  private marksOf(chart: Chart): Mark[] {
    const { run, host, target } = this;
    const marks = listEntries(run!, chart, (index) => this.value(chart, index), target);
    if (chart.layer === null) {
      const beside = listTarget(run!, chart, target);
      if (host.live) beside.forEach((mark, index) => (mark.grab = this.grabTarget(chart, index)));
      return [...marks, ...beside];
    }
    if (host.live) marks.forEach((mark, index) => (mark.grab = this.grabEntry(chart, index)));
    return marks;
  }

  private grabEntry(chart: Chart, index: number): Grab {
    return this.grab(CONTROLS.filters, chart, () => this.startEntries()[chart.offset + index], (entry) => {
      this.entries![chart.offset + index] = entry;
      return filtersOf(this.run!, this.entries!);
    });
  }

  private grabTarget(chart: Chart, index: number): Grab {
    return this.grab(CONTROLS.teacher, chart, () => (this.teacher ??= this.target.slice())[index], (entry) => {
      this.teacher![index] = entry;
      return teacherOf(this.run!, this.teacher!);
    });
  }

  /** The longest bar follows the hand, and the others in proportion: the roots stay where they are. */
  private grabNorm(chart: Chart, layer: number): Grab {
    let before: number[] = [];
    let run = this.run!;
    return this.grab(
      CONTROLS.start,
      chart,
      () => {
        run = this.run!;
        before = [...this.startEntries().subarray(chart.offset, chart.offset + chart.count)];
        return longest(before);
      },
      (peak) => {
        const factor = (peak || 1e-3) / (longest(before) || 1); // a filter of norm 0 has no roots
        before.forEach((entry, index) => (this.entries![chart.offset + index] = entry * factor));
        const norms = run.handles.norms.map((norm, i) => (i === layer ? Number((norm * factor).toPrecision(6)) : norm));
        return startAt(run, run.handles.roots, norms);
      },
    );
  }

  /** All entries at the start, to be changed. */
  private startEntries(): Float64Array {
    const { data, columns } = this.run!.tracks[0].filters;
    return (this.entries ??= data.slice(0, columns));
  }

  /** How a bar is moved: `take` returns its height, `put` gets another one. */
  private grab(controls: readonly string[], { scale }: Chart, take: () => number, put: (height: number) => Changes): Grab {
    const decimals = decimalsAt(Math.abs(scale(1) - scale(0)));
    let y = 0;
    return this.hold.grab(
      controls,
      () => (y = scale(take())),
      (_, dy) => put(Number(scale.invert(y + dy).toFixed(decimals))),
      () => (this.entries = this.teacher = null),
    );
  }

  /** A bar is met anywhere in its slot, in that of v and the target in its half; beside a chart is its handle. */
  protected override hit(pointX: number, pointY: number): Mark | null {
    const met = ({ x, y, width, height }: Chart): boolean =>
      pointX >= x && pointX < x + width + GRIP && pointY >= y - REACH && pointY <= y + height + REACH;
    const chart = this.picture.charts.find(met);
    if (!chart) return null;
    const slots = ((pointX - chart.x) / chart.width) * chart.count;
    const index = Math.floor(slots);
    if (index >= chart.count) return this.norm(chart);
    const second = chart.layer === null && slots % 1 >= 0.5;
    return this.marksOf(chart)[second ? index + chart.count : index];
  }

  protected override legend(run: Run, palette: Palette): HTMLElement[] {
    const { depth } = run.architecture;
    // Each chart has its name: many of them need the room of the legend.
    const layers = Array.from({ length: depth > MOST_NAMED ? 0 : depth }, (_, layer) =>
      layerEntry(this.host, layer, layerName("w", layer)),
    );
    return [
      ...layers,
      legendEntry(barSwatch(palette.final), "v"),
      legendEntry(barSwatch(palette.target), say(run.targetLabel)),
      ...ghostEntries(run.tracks, palette),
    ];
  }

  protected override summary(_: Run, time: string): string {
    return t("page.panel.filters.picture", { time });
  }
}
