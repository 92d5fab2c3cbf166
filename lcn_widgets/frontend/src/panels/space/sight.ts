/** Coefficient space on the screen. */

import { project, type Orbit } from "../../draw/orbit";
import { valueAt, type Place } from "../../protocol/frames";
import type { Run, Track } from "../../protocol/run";

/** Coefficients (v₀, v₁, v₂) of the final filter. */
export type Point = [number, number, number];

/** From where the space is seen, and where it lies on the canvas. */
export interface Sight {
  orbit: Orbit;
  x(projected: number): number;
  y(projected: number): number;
}

export function on(sight: Sight, point: Point): [x: number, y: number] {
  const { x, y } = project(sight.orbit, ...point);
  return [sight.x(x), sight.y(y)];
}

export function pointAt({ final_filters }: Track, place: Place): Point {
  return [valueAt(final_filters, place, 0), valueAt(final_filters, place, 1), valueAt(final_filters, place, 2)];
}

/** Distance from 0 of the farthest point to be seen. */
export function extentOf({ tracks, reference }: Run): number {
  const [track] = tracks; // one to compare with may diverge
  let most = Math.hypot(...reference.final_filter);
  const { data, columns } = track.final_filters;
  for (let i = 0; i + columns <= data.length; i += columns) {
    const size = Math.hypot(...data.subarray(i, i + columns));
    if (Number.isFinite(size)) most = Math.max(most, size);
  }
  return most || 1;
}
