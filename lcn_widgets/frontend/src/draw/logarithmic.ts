/** A logarithmic axis shows positive numbers only: everything else is a gap, never a small value. */
export function clipToLog(value: number): number | null {
  return value > 0 && Number.isFinite(value) ? value : null;
}

/** Smallest and largest positive finite value, or null when there is none. */
export function positiveRange(columns: Iterable<ArrayLike<number | null | undefined>>): [number, number] | null {
  let low = Infinity;
  let high = 0;
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      const value = column[i];
      if (value == null || !(value > 0) || value === Infinity) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return high > 0 ? [low, high] : null;
}

/** A range for a logarithmic axis with a little air, at least one decade wide. */
export function logRange(low: number, high: number): [number, number] {
  let from = Math.log10(low);
  let to = Math.log10(high);
  const air = 0.04 * (to - from);
  from -= air;
  to += air;
  if (to - from < 1) {
    const middle = (from + to) / 2;
    [from, to] = [middle - 0.5, middle + 0.5];
  }
  return [10 ** from, 10 ** to];
}

/** Decades within a range, every n-th so that there are at most `most`. */
export function decades(low: number, high: number, most: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, most)));
  const ticks: number[] = [];
  for (let exponent = Math.ceil(first / step) * step; exponent <= last; exponent += step) {
    ticks.push(Number(`1e${exponent}`));
  }
  return ticks;
}

/** Decades, or if fewer than two of them are in the range also 2 and 5 times a power of ten. */
export function logTicks(low: number, high: number, most: number): number[] {
  const ticks = decades(low, high, Infinity);
  if (ticks.length >= 2) return decades(low, high, Math.max(1, most));
  const fine: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.log10(high); exponent++) {
    for (const mantissa of [1, 2, 5]) {
      const tick = Number(`${mantissa}e${exponent}`);
      if (tick >= low && tick <= high) fine.push(tick);
    }
  }
  return fine.length <= Math.max(2, most) ? fine : ticks;
}

/** First frame that belongs on a logarithmic time axis: time positive and something has moved. */
export function firstMovingFrame(times: Float64Array, positions: Float64Array): number {
  const moved = positions.findIndex((position) => position > 1e-3);
  let frame = Math.max(0, moved - 1);
  while (frame < times.length - 1 && !(times[frame] > 0)) frame += 1;
  return frame;
}
