import { ColourMap } from "../../draw/colourmap";
import { reachOf } from "../../draw/robust";
import { formatTick } from "../../draw/ticks";
import { valueAt, type Place } from "../../protocol/frames";
import type { Run } from "../../protocol/run";
import type { Palette } from "../../ui/colours";
import { h } from "../../ui/dom";
import { termed } from "../../ui/term";
import { t } from "../../words";
import { CanvasPanel } from "../canvaspanel";
import type { Mark } from "../panel";
import { cellMark, describePicture, listEntries } from "./describe";
import { arrange, factorsOf, type Factor, type Picture } from "./layout";
import { captionWidth, paintBlock, paintSign, type Fonts } from "./paint";

const MOST_HEIGHT = 720;
const DIM = 0.25;
/** Stops of the colour ramp in the legend, on either side of 0. */
const STOPS = 6;

export class NetworkPanel extends CanvasPanel {
  private colours: ColourMap | null = null;
  private picture: Picture = { blocks: [], cell: 1, width: 0, height: 0 };
  /** Whether some values lie beyond the scales. */
  private clipped = false;
  private scales = { layers: 1, final: 1 };

  override setRun(run: Run): void {
    const [track] = run.tracks;
    this.scales = { layers: roundedUp(reachOf(track.filters, run)), final: roundedUp(reachOf(track.final_filters, run)) };
    this.clipped = run.outcome === "diverged";
    super.setRun(run);
  }

  override setPalette(palette: Palette): void {
    this.colours = new ColourMap(palette.theme, palette.surface);
    super.setPalette(palette);
  }

  protected arrange(run: Run, width: number): Picture {
    const size = this.frame.fontSize;
    const factors = factorsOf(run);
    const captions = factors.map((factor) => captionWidth(this.surface.context, factor, size, this.font));
    const height = (readable: number): number => this.askHeight(width, readable);
    this.picture = arrange(factors, { width, height, size, captions });
    return this.picture;
  }

  private readonly font: Fonts = (size, weight) => this.frame.font(size, weight);

  /** Height to fill: what suits the width, unless the page decides otherwise. */
  private askHeight(width: number, readable: number): number {
    const usual = Math.max(170, Math.min(340, width * 0.5));
    return this.frame.askHeight(Math.ceil(Math.min(Math.max(usual, readable), MOST_HEIGHT)));
  }

  protected paint(): void {
    const { palette, colours, place, highlighted, picture, font } = this;
    if (!palette || !colours || !place || picture.blocks.length === 0) return;
    const context = this.surface.clear();
    const style = { palette, colours, size: this.frame.fontSize, font };
    for (const block of picture.blocks) {
      const dimmed = highlighted !== null && block.layer !== null && block.layer !== highlighted;
      const scale = block.layer === null ? this.scales.final : this.scales.layers;
      context.globalAlpha = dimmed ? DIM : 1;
      paintBlock(context, block, (index) => this.entry(block, index, place) / scale, style);
      context.globalAlpha = 1;
      paintSign(context, block, style);
    }
  }

  private entry({ layer, offset }: Factor, index: number, place: Place): number {
    const [track] = this.run!.tracks;
    return valueAt(layer === null ? track.final_filters : track.filters, place, offset + index);
  }

  override marks(): Mark[] {
    return this.picture.blocks.flatMap((block) => listEntries(block, this.picture.cell, this.read(block)));
  }

  /** Each cell of a matrix is met, also those off the band. */
  protected override hit(pointX: number, pointY: number): Mark | null {
    const { blocks, cell } = this.picture;
    const block = blocks.find(
      ({ x, y, width, height }) => pointX >= x && pointX < x + width && pointY >= y && pointY < y + height,
    );
    if (!block) return null;
    const [row, column] = [Math.floor((pointY - block.y) / cell), Math.floor((pointX - block.x) / cell)];
    return cellMark(block, row, column, cell, this.read(block));
  }

  /** Reads the filter of a matrix. */
  private read(factor: Factor): (index: number) => number {
    return (index) => this.entry(factor, index, this.readingPlace!);
  }

  protected override legend(): HTMLElement[] {
    return [this.ramp(t("page.panel.network.layers", { name: "W⁽ⁱ⁾" }), this.scales.layers), this.ramp("V", this.scales.final)];
  }

  /** The colour scale from −`most` to `most`. */
  private ramp(label: string, most: number): HTMLElement {
    const [below, above] = this.clipped ? ["≤ ", "≥ "] : ["", ""];
    const stops = Array.from({ length: 2 * STOPS + 1 }, (_, i) => this.colours!.at(i / STOPS - 1));
    const ramp = h("span", { class: "lcn-ramp" });
    ramp.style.background = `linear-gradient(to right, ${stops.join(",")})`;
    return h(
      "span",
      { class: "lcn-legend-entry" },
      h("span", {}, ...termed(label)),
      h("span", { class: "lcn-live" }, `${below}−${formatTick(most)}`),
      ramp,
      h("span", { class: "lcn-live" }, `${above}${formatTick(most)}`),
    );
  }

  protected override summary(_: Run, time: string): string {
    return describePicture(this.picture.blocks, time);
  }
}

/** The next number with one digit. */
function roundedUp(most: number): number {
  if (most === 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(most));
  return Math.ceil(most / unit - 1e-9) * unit;
}
