/** Where a value and its bounds stand on a logarithmic bar, from their decadic logarithms. */

export interface BarScale {
  /** Decadic logarithms at the ends of the bar. */
  low: number;
  high: number;
}

/** Decades below the largest value that are worth room on a bar. */
const DEPTH = 10;
/** A farther bound may stretch the bar by this factor; beyond, it becomes an arrow at its end. */
const STRETCH = 2.2;
const AIR = 0.08;

/**
 * A bar that shows all values and the nearest bound, for a whole run. Bounds that would squeeze
 * these into less than half of the bar lie beyond its right end.
 */
export function barScale(values: ArrayLike<number>, bounds: readonly ArrayLike<number>[]): BarScale {
  const [least, most] = finiteRange(values) ?? [0, 0];
  const highest = bounds.map((bound) => finiteRange(bound)?.[1]).filter((high) => high !== undefined);
  const sorted = highest.sort((a, b) => a - b);
  const low = Math.min(sorted[0] ?? Infinity, Math.max(least, most - DEPTH));
  let high = Math.max(most, sorted[0] ?? most);
  const room = STRETCH * Math.max(1, high - low);
  for (const bound of sorted) if (bound > high && bound - low <= room) high = bound;
  const air = Math.max(AIR * (high - low), (1 - (high - low)) / 2);
  return { low: low - air, high: high + air };
}

/** Share of the bar from its left end, cut at its ends. */
export function shareOn({ low, high }: BarScale, value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

export function isBeyond({ high }: BarScale, value: number): boolean {
  return value > high;
}

/** Whole decades on the bar, every n-th so that there are at most `most`. */
export function barTicks({ low, high }: BarScale, most: number): number[] {
  const step = Math.max(1, Math.ceil((high - low) / most));
  const first = Math.ceil(low / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((high - first) / step) + 1) }, (_, i) => first + i * step);
}

/** Least and largest finite entry, or null without one. */
function finiteRange(values: ArrayLike<number>): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return low <= high ? [low, high] : null;
}
