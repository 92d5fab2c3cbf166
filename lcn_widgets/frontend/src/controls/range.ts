/** A slider's place in [0, 1] for a value between bounds, on a linear or logarithmic scale. */

export interface Range {
  minimum: number;
  maximum: number;
  scale: "linear" | "log";
  step?: number | null;
}

export function shareOf({ minimum, maximum, scale }: Range, value: number): number {
  const share =
    scale === "log"
      ? Math.log(value / minimum) / Math.log(maximum / minimum)
      : (value - minimum) / (maximum - minimum);
  return Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share));
}

/** How many steps a slider has: the range's own, or as many as it has pixels or so. */
export function sliderSteps({ minimum, maximum, scale, step }: Range): number {
  const own = step && scale === "linear" ? Math.round((maximum - minimum) / step) : 0;
  return own >= 1 && own <= 1000 ? own : 200;
}

/** The value at `share`, rounded to the step or, without one, to three significant digits. */
export function valueAt(range: Range, share: number): number {
  const { minimum, maximum, scale, step } = range;
  if (share <= 0) return minimum;
  if (share >= 1) return maximum;
  if (scale === "log") return Number((minimum * (maximum / minimum) ** share).toPrecision(3));
  const value = minimum + share * (maximum - minimum);
  if (!step) return Number(value.toPrecision(3));
  const stepped = minimum + Math.round((value - minimum) / step) * step;
  return Math.min(maximum, Number(stepped.toPrecision(12)));
}
