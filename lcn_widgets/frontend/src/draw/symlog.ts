/** Symmetric logarithmic scales: linear around 0 and logarithmic far from it, for either sign. */

/** Decades of |value| above `threshold`, with the sign of the value; 0 within the threshold. */
export function signedDecades(value: number, threshold: number): number {
  const decades = Math.log10(Math.abs(value) / threshold);
  return decades > 0 ? Math.sign(value) * decades : 0;
}

/** Smooth and increasing from 0 on: about value/unit below `unit`, decades above. */
export function softLog(value: number, unit: number): number {
  return Math.log10(1 + Math.max(0, value) / unit);
}

/** The unit that tells small levels apart without a say of rounding: the least that is not noise. */
export function levelUnit(levels: readonly number[], noise = 1e-6): number {
  const top = Math.max(...levels, 0);
  const real = levels.filter((level) => level > noise * top);
  return real.length > 0 ? Math.min(...real) : 1;
}

/** Those of the sorted `values` that lie at least `gap` above the last one taken, by `height`. */
export function apart(values: readonly number[], height: (value: number) => number, gap: number): number[] {
  const taken: number[] = [];
  for (const value of values) {
    if (taken.length === 0 || height(value) - height(taken.at(-1)!) >= gap) taken.push(value);
  }
  return taken;
}
