/** How uPlot draws curves over time: their lines, the ranges of the scales, and the axes. */

import { extent } from "d3-array";
import uPlot from "uplot";
import type { Palette } from "../ui/colours";
import { copiesOf, ordered, type Column, type Curve, type Curves } from "./curves";
import { logRange, logTicks, positiveRange } from "./logarithmic";
import { formatLogTick, formatTick } from "./ticks";

const DASH = [9, 9];

/** The box of a plot, and its text. */
export interface Look {
  width: number;
  height: number;
  font: string;
  /** Size of the text in pixels. */
  fontSize: number;
  palette: Palette;
  /** Whether the time axis is labelled (false for a plot with another one below). */
  labelTime: boolean;
}

export function settingsOf(curves: Curves, table: uPlot.AlignedData, look: Look, drawn: () => void): uPlot.Options {
  const { width, height, fontSize, palette } = look;
  return {
    width,
    height,
    pxAlign: false,
    legend: { show: false },
    cursor: { show: false },
    padding: [fontSize * 0.7, fontSize, 0, 0],
    series: [{}, ...ordered(curves).flatMap(linesOf)],
    scales: scalesOf(curves, table),
    axes: axesOf(curves, look),
    hooks: { drawAxes: [(u) => drawZeroLine(u, palette.ink)], draw: [drawn] },
  };
}

function linesOf({ colour, second, dash, width = 2.5 }: Curve): uPlot.Series[] {
  const common = { points: { show: false }, width };
  if (!second) return [{ ...common, stroke: colour, dash }];
  return [{ ...common, stroke: second }, { ...common, stroke: colour, dash: DASH }];
}

function scalesOf({ curves, logTime, logValues }: Curves, table: uPlot.AlignedData): uPlot.Scales {
  const [times, ...columns] = table as [number[], ...Column[]];
  const own = curves.filter(({ track }) => track === 0).reduce((sum, curve) => sum + copiesOf(curve), 0);
  const [primary, others] = [columns.slice(0, own), columns.slice(own)];
  return {
    x: logTime
      ? { time: false, distr: 3, range: () => timeRange(times) }
      : { time: false, range: () => [times[0], times.at(-1)!] },
    y: logValues
      ? { distr: 3, range: () => valueRange(primary, others) }
      : { range: (_u, low, high) => linearRange(low, high, primary) },
  };
}

function axesOf({ logTime, logValues }: Curves, { font, fontSize: size, palette, labelTime }: Look): uPlot.Axis[] {
  const axis = { stroke: palette.muted, font, grid: { stroke: palette.grid, width: 1 }, ticks: { show: false } };
  const below = labelTime ? size * 1.9 : 6;
  return [
    {
      ...axis,
      size: below,
      gap: size * 0.35,
      space: 5 * size,
      ...(logTime && decadeTicks("x", (u) => u.width / (4.2 * size))),
      values: (_u, splits) => splits.map((value) => (labelTime ? label(value, logTime) : "")),
    },
    {
      ...axis,
      size: size * 3.9,
      gap: size * 0.4,
      space: 2.8 * size,
      ...(logValues && decadeTicks("y", (u) => (u.height - below - size) / (2.2 * size))),
      values: (_u, splits) => splits.map((value) => label(value, logValues)),
    },
  ];
}

/** Ticks of a logarithmic axis that has room for `most` of them, all of them labelled. */
function decadeTicks(scale: "x" | "y", most: (u: uPlot) => number): Pick<uPlot.Axis, "splits" | "filter"> {
  return {
    splits: (u) => logTicks(u.scales[scale].min!, u.scales[scale].max!, most(u)),
    filter: (_u, splits) => splits,
  };
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

function valueRange(primary: Column[], others: Column[]): [number, number] {
  const range = positiveRange(primary);
  const beside = positiveRange(others);
  if (!range || !beside) return range || beside ? logRange(...(range ?? beside!)) : [1e-17, 1e-15];
  const cap = LOG_STRETCH * Math.max(range[1], 1);
  return logRange(Math.min(range[0], beside[0]), Math.max(range[1], Math.min(cap, beside[1])));
}

function linearRange(least: number | null, most: number | null, primary: Column[]): [number, number] {
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
