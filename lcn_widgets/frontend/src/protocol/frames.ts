/** Reading a track at a moment, which may lie between two of its frames. */

import type { Matrix } from "./arrays";
import type { Track } from "./run";

/**
 * A point of a track: between frames `index` and `index + 1`, `fraction` in [0, 1].
 * `index + 1` is a frame too unless the track has a single one, and then `fraction` is 0.
 */
export interface Place {
  index: number;
  fraction: number;
}

/** What is drawn now: flow time, and where it lies on each track. */
export interface Frame {
  time: number;
  places: Place[];
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

/** One column of a matrix, frame by frame. */
export function columnOf(matrix: Matrix, column: number): Float64Array {
  return Float64Array.from(
    { length: matrix.rows },
    (_, row) => matrix.data[row * matrix.columns + column],
  );
}
