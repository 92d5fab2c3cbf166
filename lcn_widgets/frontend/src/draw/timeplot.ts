import uPlot from "uplot";
import { hasEnded, logScalarAt, scalarAt, type Frame } from "../protocol/frames";
import type { Palette } from "../ui/colours";
import { h } from "../ui/dom";
import { layerMark } from "../ui/swatches";
import { copiesOf, ordered, tableOf, type Curve, type Curves, type TimeAxis } from "./curves";
import { settingsOf } from "./timesettings";

export interface TimePlotOptions {
  logValues: boolean;
  /** Whether the time axis is labelled (false for a plot with another one below). */
  labelTime: boolean;
  onSeek(time: number): void;
}

/** A curve at the cursor. */
export interface Dot {
  curve: Curve;
  value: number;
  x: number;
  y: number;
}

const DIM = 0.18;
/** Nothing narrower or flatter is drawn. */
const SMALLEST = 40;

/**
 * Curves over flow time, drawn once by uPlot, with a cursor that moves over them at no cost: a line
 * and a dot per curve, positioned by transforms only.
 */
export class TimePlot {
  readonly element = h("div", { class: "lcn-timeplot" });
  private readonly cursor = h("div", { class: "lcn-cursor" });
  private plot: uPlot | null = null;
  private marks: HTMLElement[] = [];
  private content: Curves;
  private palette: Palette | null = null;
  private frame: Frame | null = null;
  private highlighted: number | null = null;
  private width = 0;
  private height = 0;
  private font = "12px sans-serif";
  private fontSize = 12;
  private dragging = false;

  constructor(private readonly options: TimePlotOptions) {
    this.content = { curves: [], axes: [], logTime: true, logValues: options.logValues };
  }

  setCurves(curves: readonly Curve[], axes: readonly TimeAxis[], logTime: boolean): void {
    this.content = { ...this.content, curves, axes, logTime };
    this.build();
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
  }

  resize(width: number, height: number, font: string, fontSize: number): void {
    const sameFont = font === this.font;
    this.width = Math.floor(width);
    this.height = Math.floor(height);
    this.font = font;
    this.fontSize = fontSize;
    if (this.plot && sameFont) {
      this.plot.setSize({ width: this.width, height: this.height });
    } else {
      this.build();
    }
  }

  setHighlight(layer: number | null): void {
    if (layer === this.highlighted) return;
    this.highlighted = layer;
    if (!this.plot) return;
    this.applyHighlight(this.plot);
    this.plot.redraw(false);
  }

  setFrame(frame: Frame): void {
    this.frame = frame;
    this.placeCursor();
  }

  /** Where the curves are at the cursor, in pixels of the element that this one is placed in; numbers are those of a frame. */
  dots(): Dot[] {
    const { plot, frame, content } = this;
    if (!plot || !frame || plot.scales.x!.min == null) return [];
    const { bbox } = plot;
    const [left, top] = [bbox.left, bbox.top].map((pixels) => pixels / uPlot.pxRatio);
    const x = this.element.offsetLeft + left + plot.valToPos(this.clampTime(plot, frame.time), "x");
    const height = bbox.height / uPlot.pxRatio;
    return content.curves.flatMap((curve): Dot[] => {
      const place = frame.reading.places[curve.track];
      if (!place || hasEnded(content.axes[curve.track], frame.time)) return [];
      const value = scalarAt(curve.values, place);
      // What a logarithmic axis has no place for stands at its foot.
      const y = this.options.logValues && !(value > 0) ? height : plot.valToPos(value, "y");
      return [{ curve, value, x, y: this.element.offsetTop + top + Math.max(0, Math.min(height, y)) }];
    });
  }

  destroy(): void {
    this.plot?.destroy();
    this.plot = null;
    this.element.remove();
  }

  private build(): void {
    this.plot?.destroy();
    this.plot = null;
    const { content, palette, width, height, font, fontSize } = this;
    if (!palette || Math.min(width, height) < SMALLEST || content.axes.length === 0) return;
    const table = tableOf(content);
    const look = { width, height, font, fontSize, palette, labelTime: this.options.labelTime };
    this.plot = new uPlot(settingsOf(content, table, look, () => this.placeCursor()), table, this.element);
    this.applyHighlight(this.plot);
    this.addCursor(this.plot);
  }

  private applyHighlight(plot: uPlot): void {
    let series = 1;
    for (const curve of ordered(this.content)) {
      const shown = this.isShown(curve);
      for (let i = 0; i < copiesOf(curve); i++) plot.series[series++].alpha = shown ? 1 : DIM;
    }
  }

  private isShown(curve: Curve): boolean {
    return this.highlighted === null || !curve.layers || curve.layers.includes(this.highlighted);
  }

  private addCursor(plot: uPlot): void {
    const { accent, surface } = this.palette!;
    this.cursor.style.background = accent;
    plot.over.append(this.cursor);
    this.marks = this.content.curves.map((curve) => {
      const dot = h("div", { class: "lcn-cursor-dot", "data-letter": curve.letter }, curve.letter);
      if (!curve.letter && curve.layers?.length === 1) dot.append(layerMark(curve.layers[0]));
      else {
        dot.style.background = curve.letter ? surface : curve.colour;
        dot.style.borderColor = curve.letter ? curve.colour : (curve.second ?? surface);
      }
      plot.over.append(dot);
      return dot;
    });
    const seek = (event: PointerEvent): void => {
      const left = event.clientX - plot.over.getBoundingClientRect().left;
      const inside = Math.max(0, Math.min(plot.over.clientWidth, left));
      this.options.onSeek(plot.posToVal(inside, "x"));
    };
    plot.over.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      plot.over.setPointerCapture(event.pointerId);
      this.dragging = true;
      seek(event);
    });
    plot.over.addEventListener("pointermove", (event) => {
      if (this.dragging) seek(event);
    });
    for (const end of ["pointerup", "pointercancel"] as const) {
      plot.over.addEventListener(end, () => (this.dragging = false));
    }
  }

  private placeCursor(): void {
    const { plot, frame } = this;
    // uPlot lays itself out a moment after it is made, and then calls this again.
    if (!plot || !frame || plot.scales.x!.min == null) return;
    const width = plot.bbox.width / uPlot.pxRatio;
    const height = plot.bbox.height / uPlot.pxRatio;
    const x = this.clampTime(plot, frame.time);
    const valueOn = this.options.logValues ? logScalarAt : scalarAt;
    const left = Math.max(0, Math.min(width, plot.valToPos(x, "x")));
    this.cursor.style.transform = `translateX(${left.toFixed(1)}px)`;
    plot.over.style.setProperty("--lcn-now", `${left.toFixed(1)}px`); // what is later may be hidden
    this.content.curves.forEach((curve, i) => {
      const place = frame.places[curve.track];
      const value = place ? valueOn(curve.values, place) : NaN;
      // A track that has ended has no value now.
      const ended = hasEnded(this.content.axes[curve.track], frame.time);
      const drawable = !ended && (this.options.logValues ? value > 0 : Number.isFinite(value));
      const top = drawable ? plot.valToPos(value, "y") : -99;
      const dot = this.marks[i];
      dot.style.opacity = this.isShown(curve) ? "1" : String(DIM);
      dot.style.visibility = top >= -2 && top <= height + 2 ? "visible" : "hidden";
      dot.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
    });
  }

  /** Time 0 has no place on a logarithmic axis: it is shown at the left end. */
  private clampTime(plot: uPlot, time: number): number {
    const { min, max } = plot.scales.x!;
    return Math.max(min!, Math.min(max!, time));
  }
}
