/** Curves over the times of their tracks, and the table of columns that uPlot draws. */

import uPlot from "uplot";
import { clipToLog } from "./logarithmic";

/** One curve over time. With a `second` colour it is drawn in dashes of two colours. */
export interface Curve {
  /** Index of the track, whose times the values belong to. */
  track: number;
  name: string;
  values: Float64Array;
  colour: string;
  second?: string;
  dash?: number[];
  /** Stands in its dot at the cursor. */
  letter?: string;
  width?: number;
  /** Layers the curve tells about; others are dimmed when one is highlighted. */
  layers?: number[];
}

/** Times of one track, and its first frame on a logarithmic time axis. */
export interface TimeAxis {
  times: Float64Array;
  first: number;
}

export type Column = (number | null)[];

/** What is drawn: curves, the times of their tracks, and which axes are logarithmic. */
export interface Curves {
  curves: readonly Curve[];
  axes: readonly TimeAxis[];
  logTime: boolean;
  logValues: boolean;
}

/** The curves in the order of the table's columns: those of the first track first. */
export function ordered({ curves, axes }: Pick<Curves, "curves" | "axes">): Curve[] {
  return axes.flatMap((_, track) => curves.filter((curve) => curve.track === track));
}

/** Columns of a curve; one in two colours has two of them. */
export function copiesOf({ second }: Curve): number {
  return second ? 2 : 1;
}

/** Times and values: one table a track, joined on time. */
export function tableOf({ curves, axes, logTime, logValues }: Curves): uPlot.AlignedData {
  const drawable = (value: number): number | null =>
    logValues ? clipToLog(value) : Number.isFinite(value) ? value : null;
  const tables = axes.map((axis, track): uPlot.AlignedData => {
    const from = logTime ? axis.first : 0;
    const columns = curves.filter((curve) => curve.track === track).flatMap((curve) => {
      const column = Array.from(curve.values.subarray(from), drawable);
      return Array.from({ length: copiesOf(curve) }, () => column);
    });
    return [Array.from(axis.times.subarray(from)), ...columns];
  });
  return tables.length === 1 ? tables[0] : uPlot.join(tables);
}
