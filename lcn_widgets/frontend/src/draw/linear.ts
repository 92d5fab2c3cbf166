import { ticks } from "d3-array";

/** From numbers to pixels, linearly. All of d3-scale for that would be 20 kB. */
export interface Linear {
  (value: number): number;
  /** The number at a pixel. */
  invert(pixel: number): number;
  /** Pixels at the two ends of its domain. */
  range(): readonly [number, number];
  /** About so many round numbers of its domain. */
  ticks(count: number): number[];
}

export function linear([low, high]: readonly [number, number], range: readonly [number, number]): Linear {
  const [from, to] = range;
  const slope = (to - from) / (high - low);
  return Object.assign((value: number) => from + (value - low) * slope, {
    invert: (pixel: number) => low + (pixel - from) / slope,
    range: () => range,
    ticks: (count: number) => ticks(low, high, count),
  });
}
