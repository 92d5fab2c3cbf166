/** The coefficient space in words. */

import type { Run } from "../../protocol/types";
import { formatNumber, formatValue } from "../../ui/format";
import type { Point } from "./sight";

/** An imaginary part up to here is rounding. */
const REAL = 1e-9;

/** What stands below the picture: what the cone means for the target of this run. */
export function describeCone({ reference, targetLabel }: Run): string {
  // A pair of complex roots is what the inside of the cone means.
  const inside = reference.roots_im.some((im) => Math.abs(im) > REAL);
  const rule = "Two layers of width 2 have two real roots: they reach the outside of the cone and the cone itself, never its inside.";
  const where = inside
    ? `The ${targetLabel} lies inside and cannot be reached.`
    : `The ${targetLabel} lies outside and can be reached.`;
  return `${rule} ${where}`;
}

/** The present picture, for readers who do not see it. */
export function describePicture(time: number, point: Point): string {
  return `At t = ${formatNumber(time)} the final filter is (${point.map(formatValue).join(", ")}).`;
}
