/** The map of targets on the screen, and where a run is on it. */

import { valueAt, type Place } from "../../protocol/frames";
import type { Spot } from "../../protocol/insights";

/** Where the middle of the disc is and how many pixels its radius has. */
export interface Disc {
  x: number;
  y: number;
  radius: number;
}

export function on(disc: Disc, [x, y]: Spot): [x: number, y: number] {
  return [disc.x + disc.radius * x, disc.y - disc.radius * y];
}

/** Whether the way from one point to the next passes the rim and goes on at the opposite point. */
export function leaps([x0, y0]: Spot, [x1, y1]: Spot): boolean {
  return !(Math.hypot(x1 - x0, y1 - y0) <= 1);
}

export function spotOf(points: Float64Array, index: number): Spot {
  return [points[2 * index], points[2 * index + 1]];
}

/** Where a run is between two frames; at the rim, at the nearer one. */
export function spotAt(path: Float64Array, place: Place): Spot {
  const rows = path.length / 2;
  const { fraction } = place;
  const index = Math.min(place.index, rows - 1);
  const next = Math.min(index + 1, rows - 1);
  if (leaps(spotOf(path, index), spotOf(path, next))) return spotOf(path, fraction < 0.5 ? index : next);
  const matrix = { data: path, rows, columns: 2 };
  return [valueAt(matrix, { index, fraction }, 0), valueAt(matrix, { index, fraction }, 1)];
}
