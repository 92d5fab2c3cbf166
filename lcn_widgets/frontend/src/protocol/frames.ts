/** Reading a track at a moment, which may lie between two of its frames. */

import type { Matrix } from "./arrays";
import type { TimeAxis } from "./model";
import type { Track } from "./run";

/**
 * A point of a track: between frames `index` and `index + 1`, `fraction` in [0, 1].
 * `index + 1` is a frame too unless the track has a single one, and then `fraction` is 0.
 */
export interface Place {
  index: number;
  fraction: number;
}

/** A moment: flow time, and where it lies on each track. */
export interface Moment {
  time: number;
  places: Place[];
}

/**
 * What is drawn now. Between two frames pictures are mixed, which the eye cannot tell from the
 * truth but digits can: numbers are those of the nearest frame, the `reading`, with its time.
 */
export interface Frame extends Moment {
  reading: Moment;
  /** What the player moves along. */
  axis: TimeAxis;
}

/** Where a track is drawn: a flow between its frames too, descent at the step it has taken last. */
export function drawnAt({ continuous }: Pick<Track, "continuous">, place: Place): Place {
  return continuous || place.fraction >= 1 ? place : { index: place.index, fraction: 0 };
}

/** The frame nearest to a place. */
export function nearestFrame({ index, fraction }: Place): Place {
  return { index, fraction: fraction < 0.5 ? 0 : 1 };
}

/** Whether a track was over before `time`; what it shows then is its last frame. */
export function hasEnded(track: Pick<Track, "times"> | undefined, time: number): boolean {
  return track !== undefined && time > track.times.at(-1)!;
}

/** Entry `column` of a matrix with one row a frame, between two frames. */
export function valueAt(matrix: Matrix, place: Place, column: number): number {
  const { data, rows, columns } = matrix;
  const index = Math.min(place.index, rows - 1);
  const here = data[index * columns + column];
  if (place.fraction === 0 || index + 1 >= rows) return here;
  return here + place.fraction * (data[(index + 1) * columns + column] - here);
}

/** The same for one number a frame. */
export function scalarAt(data: Float64Array, place: Place): number {
  const index = Math.min(place.index, data.length - 1);
  const here = data[index];
  if (place.fraction === 0 || index + 1 >= data.length) return here;
  return here + place.fraction * (data[index + 1] - here);
}

/** The same for a positive number that falls by orders of magnitude: its logarithm is linear. */
export function logScalarAt(data: Float64Array, place: Place): number {
  const index = Math.min(place.index, data.length - 1);
  const here = data[index];
  const next = data[index + 1];
  if (place.fraction === 0 || !(here > 0) || !(next > 0)) return scalarAt(data, place);
  return here * (next / here) ** place.fraction;
}

/** The risk: the part above the best one falls by orders of magnitude, the rest rests. */
export function riskAt({ risks, risk_gaps }: Pick<Track, "risks" | "risk_gaps">, place: Place): number {
  const rest = scalarAt(risks, place) - scalarAt(risk_gaps, place);
  return rest + logScalarAt(risk_gaps, place);
}

/** One column of a matrix, frame by frame. */
export function columnOf(matrix: Matrix, column: number): Float64Array {
  return Float64Array.from(
    { length: matrix.rows },
    (_, row) => matrix.data[row * matrix.columns + column],
  );
}
