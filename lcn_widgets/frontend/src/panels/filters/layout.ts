/** The bar charts of a run, and where they stand. */

import { flowBlocks, type Flow } from "../../draw/blocks";
import { linear, type Linear } from "../../draw/linear";
import { reachOf } from "../../draw/robust";
import { formatTick } from "../../draw/ticks";
import type { Run } from "../../protocol/run";
import { layerName } from "../../ui/scripts";

const WIDEST = 56;
const THINNEST = 6;
const TALLEST = 260;

/** A line of a chart's grid. */
export interface Tick {
  value: number;
  /** Its height on the canvas. */
  y: number;
  label: string;
}

/** One small bar chart. */
export interface Chart {
  /** Layer, or null for the final filter. */
  layer: number | null;
  name: string;
  count: number;
  /** Where its filter starts in a row of its source. */
  offset: number;
  scale: Linear;
  ticks: Tick[];
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Picture {
  charts: Chart[];
  width: number;
  height: number;
}

/** The room there is, in pixels. */
export interface Room {
  width: number;
  /** Height of the stage, once it is told at which height all is readable. */
  height(least: number): number;
  /** Size of the text. */
  size: number;
}

/** One chart for each filter, the final one last, with bars as wide as fits on as few lines as possible. */
export function arrange(run: Run, { width, height: askHeight, size }: Room): Picture {
  const { widths, final_width, depth } = run.architecture;
  const margin = size * 3;
  const head = size * 1.9;
  const counts = [...widths, final_width];
  const inner = (i: number, bar: number): number =>
    Math.min(width - margin, Math.max(counts[i] * bar * (i === depth ? 2 : 1), size * 2.5));
  const flow = (bar: number, height: number): Flow =>
    flowBlocks(
      counts.map((_, i) => ({ width: margin + inner(i, bar), height: head + height + size * 0.6 })),
      width,
      size * 0.5,
    );
  const bar = fitBar((candidate) => flow(candidate, 1).lineHeights.length);
  const lines = flow(bar, 1).lineHeights.length;
  const available = askHeight(lines * (head + size * 6));
  const barHeight = Math.round(Math.max(size * 5, Math.min(TALLEST, available / lines - head - size * 1.1)));
  const placed = flow(bar, barHeight);
  const ranges = rangesOf(run);
  let start = 0;
  const charts = counts.map((count, i): Chart => {
    const layer = i < depth ? i : null;
    const { x, y } = placed.spots[i];
    const top = y + head;
    const offset = layer === null ? 0 : start;
    start += count;
    const scale = linear(layer === null ? ranges.final : ranges.layers, [top + barHeight, top]);
    return {
      layer,
      name: layer === null ? "v" : layerName("w", layer),
      count,
      offset,
      scale,
      ticks: ticksOf(scale, Math.max(3, Math.round(barHeight / (2.6 * size)))),
      x: x + margin,
      y: top,
      width: inner(i, bar),
      height: barHeight,
    };
  });
  return { charts, width, height: Math.max(available, Math.ceil(placed.height)) };
}

/** About `count` round values. */
function ticksOf(scale: Linear, count: number): Tick[] {
  return scale.ticks(count).map((value) => ({ value, y: Math.round(scale(value)) + 0.5, label: formatTick(value) }));
}

/** Widest bar that keeps the charts on one line, or on as few lines as thin bars need. */
function fitBar(lines: (bar: number) => number): number {
  const fewest = lines(THINNEST);
  let bar = WIDEST;
  while (bar > THINNEST && lines(bar) > fewest) bar -= 1;
  return bar;
}

/** What the scales span: one for all layers, one for the final filter and its target. */
function rangesOf(run: Run): Record<"layers" | "final", [number, number]> {
  const [{ filters, final_filters }] = run.tracks;
  const target = run.reference.final_filter;
  return {
    layers: rangeOf([filters.data], reachOf(filters, run)),
    final: rangeOf([final_filters.data, target], Math.max(reachOf(final_filters, run), ...target.map(Math.abs))),
  };
}

/** Smallest and largest finite value up to `reach`, zero included. */
function rangeOf(sources: Float64Array[], reach: number): [number, number] {
  let low = 0;
  let high = 0;
  for (const source of sources) {
    for (const value of source) {
      if (!Number.isFinite(value)) continue;
      low = Math.max(-reach, Math.min(low, value));
      high = Math.min(reach, Math.max(high, value));
    }
  }
  const air = 0.06 * (high - low);
  return low === high ? [-1, 1] : [low - air, high + air];
}
