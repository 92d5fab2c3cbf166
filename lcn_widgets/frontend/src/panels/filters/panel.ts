import { valueAt, type Place } from "../../protocol/frames";
import type { Run } from "../../protocol/run";
import type { Palette } from "../../ui/colours";
import { layerName } from "../../ui/scripts";
import { barSwatch } from "../../ui/swatches";
import { say, t } from "../../words";
import { CanvasPanel } from "../canvaspanel";
import { layerEntry, legendEntry } from "../legend";
import { ghostEntries } from "../tracks";
import type { Mark } from "../panel";
import { listEntries } from "./describe";
import { arrange, type Chart, type Picture } from "./layout";
import { paintAxis, paintBars, paintLevels, type Style } from "./paint";

const DIM = 0.25;
/** Pixels above and below a chart within which a pointer meets it. */
const REACH = 4;
/** The legend names the layers of a network up to this depth. */
const MOST_NAMED = 4;

export class FiltersPanel extends CanvasPanel {
  private picture: Picture = { charts: [], width: 0, height: 0 };

  protected arrange(run: Run, width: number): Picture {
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
      paintBars(context, chart, (index) => this.entry(chart, index, place), run.reference.final_filter, palette);
      this.paintGhosts(context, run, chart, style);
    }
    context.globalAlpha = 1;
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
    const [track] = this.run!.tracks;
    return valueAt(layer === null ? track.final_filters : track.filters, place, offset + index);
  }

  /** The same as a number to be written. */
  private readonly value = (chart: Chart, index: number): number => this.entry(chart, index, this.readingPlace!);

  override marks(): Mark[] {
    return this.picture.charts.flatMap((chart) => listEntries(this.run!, chart, (index) => this.value(chart, index)));
  }

  /** A bar is met anywhere in its slot. */
  protected override hit(pointX: number, pointY: number): Mark | null {
    const met = ({ x, y, width, height }: Chart): boolean =>
      pointX >= x && pointX < x + width && pointY >= y - REACH && pointY <= y + height + REACH;
    const chart = this.picture.charts.find(met);
    if (!chart) return null;
    const index = Math.floor(((pointX - chart.x) / chart.width) * chart.count);
    return listEntries(this.run!, chart, (entry) => this.value(chart, entry))[index];
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
