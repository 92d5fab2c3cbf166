/** The coefficient space in words. */

import type { Run } from "../../protocol/types";
import { formatNumber, formatValue, t } from "../../words";
import type { Point } from "./sight";

/** An imaginary part up to here is rounding. */
const REAL = 1e-9;

/** What stands below the picture: what the cone means for the target of this run. */
export function describeCone({ reference, targetLabel }: Run): string {
  // A pair of complex roots is what the inside of the cone means.
  const inside = reference.roots_im.some((im) => Math.abs(im) > REAL);
  const where = t(inside ? "page.panel.space.inside" : "page.panel.space.outside", { target: targetLabel });
  return `${t("page.panel.space.rule")} ${where}`;
}

/** The present picture, for readers who do not see it. */
export function describePicture(time: number, point: Point): string {
  return t("page.panel.space.picture", { time: formatNumber(time), entries: point.map(formatValue).join(", ") });
}
