import { extent } from "d3-array";
import uPlot from "uplot";
import { hasEnded, scalarAt, type Frame } from "../protocol/frames";
import type { Palette } from "../ui/colours";
import { h } from "../ui/dom";
import { clipToLog, logRange, logTicks, positiveRange } from "./logarithmic";
import { formatLogTick, formatTick } from "./ticks";

/** One curve over time. With a `second` colour it is drawn in dashes of two colours. */
export interface Curve {
  /** Index of the track, whose times the values belong to. */
  track: number;
  values: Float64Array;
  colour: string;
  second?: string;
  dash?: number[];
  width?: number;
  /** Layers the curve tells about; others are dimmed when one is highlighted. */
  layers?: number[];
}

/** Times of one track, and its first frame on a logarithmic time axis. */
export interface TimeAxis {
  times: Float64Array;
  first: number;
}

export interface TimePlotOptions {
  logValues: boolean;
  /** Whether the time axis is labelled (false for a plot with another one below). */
  labelTime: boolean;
  onSeek(time: number): void;
}

const DIM = 0.18;
const DASH = [9, 9];
const TWO_COLOURS = 2;

/**
 * Curves over flow time, drawn once by uPlot, with a cursor that moves over them at no cost: a line
 * and a dot per curve, positioned by transforms only.
 */
export class TimePlot {
  readonly element = h("div", { class: "lcn-timeplot" });
  private readonly cursor = h("div", { class: "lcn-cursor" });
  private plot: uPlot | null = null;
  private dots: HTMLElement[] = [];
  private curves: Curve[] = [];
  private axes: TimeAxis[] = [];
  private palette: Palette | null = null;
  private logTime = true;
  private frame: Frame | null = null;
  private highlighted: number | null = null;
  private width = 0;
  private height = 0;
  private font = "12px sans-serif";
  private fontSize = 12;
  private dragging = false;

  constructor(private readonly options: TimePlotOptions) {}

  setCurves(curves: Curve[], axes: TimeAxis[], logTime: boolean): void {
    this.curves = curves;
    this.axes = axes;
    this.logTime = logTime;
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

  destroy(): void {
    this.plot?.destroy();
    this.plot = null;
    this.element.remove();
  }

  private build(): void {
    this.plot?.destroy();
    this.plot = null;
    if (!this.palette || this.width < 40 || this.height < 40 || this.axes.length === 0) return;
    const data = this.data();
    this.plot = new uPlot(this.settings(data), data, this.element);
    this.applyHighlight(this.plot);
    this.addCursor(this.plot);
  }

  /** One table a track, joined on time; a two-coloured curve appears twice. */
  private data(): uPlot.AlignedData {
    const tables = this.axes.map((axis, track): uPlot.AlignedData => {
      const from = this.logTime ? axis.first : 0;
      const columns = this.curves
        .filter((curve) => curve.track === track)
        .flatMap((curve) => {
          const column = Array.from(curve.values.subarray(from), (value) =>
            this.options.logValues ? clipToLog(value) : Number.isFinite(value) ? value : null,
          );
          return curve.second ? [column, column] : [column];
        });
      return [Array.from(axis.times.subarray(from)), ...columns];
    });
    return tables.length === 1 ? tables[0] : uPlot.join(tables);
  }

  /** Curves in the order of the data's columns: grouped by track. */
  private ordered(): Curve[] {
    return this.axes.flatMap((_, track) => this.curves.filter((curve) => curve.track === track));
  }

  private settings(data: uPlot.AlignedData): uPlot.Options {
    const { ink, muted, grid } = this.palette!;
    const font = this.font;
    const size = this.fontSize;
    const axis = { stroke: muted, font, grid: { stroke: grid, width: 1 }, ticks: { show: false } };
    const times = data[0] as number[];
    const columns = data.slice(1) as (number | null)[][];
    const primary = columns.slice(0, this.copies(0));
    const others = columns.slice(primary.length);
    const logValues = this.options.logValues;
    const below = this.options.labelTime ? size * 1.9 : 6;
    return {
      width: this.width,
      height: this.height,
      pxAlign: false,
      legend: { show: false },
      cursor: { show: false },
      padding: [size * 0.7, size, 0, 0],
      series: [
        {},
        ...this.ordered().flatMap((curve): uPlot.Series[] => {
          const common = { points: { show: false }, width: curve.width ?? 2.5 };
          if (!curve.second) {
            return [{ ...common, stroke: curve.colour, dash: curve.dash }];
          }
          return [
            { ...common, stroke: curve.second },
            { ...common, stroke: curve.colour, dash: DASH },
          ];
        }),
      ],
      scales: {
        x: this.logTime
          ? { time: false, distr: 3, range: () => timeRange(times) }
          : { time: false, range: () => [times[0], times.at(-1)!] },
        y: logValues
          ? { distr: 3, range: () => valueRange(primary, others) }
          : { range: (_u, low, high) => linearRange(low, high, primary) },
      },
      axes: [
        {
          ...axis,
          size: below,
          gap: size * 0.35,
          ...(this.logTime && {
            splits: (u) => logTicks(u.scales.x!.min!, u.scales.x!.max!, u.width / (4.2 * size)),
            filter: (_u: uPlot, splits: number[]) => splits,
          }),
          space: 5 * size,
          values: (_u, splits) =>
            splits.map((value) => (this.options.labelTime ? label(value, this.logTime) : "")),
        },
        {
          ...axis,
          size: size * 3.9,
          gap: size * 0.4,
          space: 2.8 * size,
          ...(logValues && {
            splits: (u) => logTicks(u.scales.y!.min!, u.scales.y!.max!, (u.height - below - size) / (2.2 * size)),
            filter: (_u: uPlot, splits: number[]) => splits,
          }),
          values: (_u, splits) => splits.map((value) => label(value, logValues)),
        },
      ],
      hooks: { drawAxes: [(u) => drawZeroLine(u, ink)], draw: [() => this.placeCursor()] },
    };
  }

  /** Number of columns of a track. */
  private copies(track: number): number {
    const curves = this.curves.filter((curve) => curve.track === track);
    return curves.reduce((sum, curve) => sum + (curve.second ? TWO_COLOURS : 1), 0);
  }

  private applyHighlight(plot: uPlot): void {
    let series = 1;
    for (const curve of this.ordered()) {
      const shown = this.isShown(curve);
      const copies = curve.second ? TWO_COLOURS : 1;
      for (let i = 0; i < copies; i++) plot.series[series++].alpha = shown ? 1 : DIM;
    }
  }

  private isShown(curve: Curve): boolean {
    return this.highlighted === null || !curve.layers || curve.layers.includes(this.highlighted);
  }

  private addCursor(plot: uPlot): void {
    const { accent, surface } = this.palette!;
    this.cursor.style.background = accent;
    plot.over.append(this.cursor);
    this.dots = this.curves.map((curve) => {
      const dot = h("div", { class: "lcn-cursor-dot" });
      dot.style.background = curve.colour;
      dot.style.borderColor = curve.second ?? surface;
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
    const left = Math.max(0, Math.min(width, plot.valToPos(x, "x")));
    this.cursor.style.transform = `translateX(${left.toFixed(1)}px)`;
    this.curves.forEach((curve, i) => {
      const place = frame.places[curve.track];
      const value = place ? scalarAt(curve.values, place) : NaN;
      // A track that has ended has no value now.
      const ended = hasEnded(this.axes[curve.track], frame.time);
      const drawable = !ended && (this.options.logValues ? value > 0 : Number.isFinite(value));
      const top = drawable ? plot.valToPos(value, "y") : -99;
      const dot = this.dots[i];
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

function label(value: number, logarithmic: boolean): string {
  return logarithmic ? formatLogTick(value) : formatTick(value);
}

function timeRange(times: number[]): [number, number] {
  const low = times[0];
  const high = times.at(-1)!;
  return low > 0 && high > low ? [low, high] : [1e-3, 1];
}

/** Another track may diverge: it stretches the plot to this many times the first one's range. */
const LOG_STRETCH = 1e3;
const LINEAR_STRETCH = 1;

function valueRange(primary: (number | null)[][], others: (number | null)[][]): [number, number] {
  const range = positiveRange(primary);
  const beside = positiveRange(others);
  if (!range || !beside) return range || beside ? logRange(...(range ?? beside!)) : [1e-17, 1e-15];
  const cap = LOG_STRETCH * Math.max(range[1], 1);
  return logRange(Math.min(range[0], beside[0]), Math.max(range[1], Math.min(cap, beside[1])));
}

function linearRange(least: number | null, most: number | null, primary: (number | null)[][]): [number, number] {
  if (least === null || most === null) return [-1, 1];
  const own = extent(primary.flat().filter((value) => value !== null));
  const span = own[0] === undefined ? Infinity : LINEAR_STRETCH * (Math.max(0, own[1]) - Math.min(0, own[0]));
  const low = Math.max(least, (own[0] ?? 0) - span);
  const high = Math.min(most, (own[1] ?? 0) + span);
  const bottom = Math.min(0, low);
  const top = Math.max(0, high);
  const air = 0.06 * (top - bottom) || 1;
  return [bottom < 0 ? bottom - air : 0, top > 0 ? top + air : 0];
}

function drawZeroLine(u: uPlot, ink: string): void {
  const { min, max, distr } = u.scales.y!;
  if (distr === 3 || min == null || max == null || min > 0 || max < 0) return;
  const y = Math.round(u.valToPos(0, "y", true)) + 0.5;
  u.ctx.save();
  u.ctx.strokeStyle = ink;
  u.ctx.globalAlpha = 0.55;
  u.ctx.lineWidth = uPlot.pxRatio;
  u.ctx.beginPath();
  u.ctx.moveTo(u.bbox.left, y);
  u.ctx.lineTo(u.bbox.left + u.bbox.width, y);
  u.ctx.stroke();
  u.ctx.restore();
}
