/** The roots in words. */

import { isInfinite } from "../../draw/sphere";
import type { Run } from "../../protocol/types";
import { formatNumber, formatRoot, formatValue } from "../../ui/format";
import type { Drawn } from "./place";

/** The whole picture, for readers who do not see it. */
export function describePicture(run: Run, time: number, roots: readonly Drawn[]): string {
  const outside = roots.filter((root) => root.outwards !== null).length;
  const infinite = roots.filter((root) => isInfinite(root.re, root.im)).length;
  return (
    `Complex plane at t = ${formatNumber(time)}: ${roots.length} roots of ` +
    `${run.architecture.depth} layers, ${outside} outside the picture, ${infinite} at infinity. ` +
    "The table that follows lists them."
  );
}

/** Lines of the tooltip at a root. */
export function describeRoot(run: Run, root: Drawn): string[] {
  const track = run.tracks.length > 1 ? `, ${run.tracks[root.track].label}` : "";
  return [
    `layer ${root.layer + 1}${track}`,
    `x = ${formatRoot(root.re, root.im)}`,
    describePolar(root.re, root.im),
  ];
}

/** `|x| = 1.2, arg x = 0.3π`, or a word on infinity. */
export function describePolar(re: number, im: number): string {
  if (isInfinite(re, im)) return "at infinity";
  const turn = Math.atan2(im, re) / Math.PI;
  return `|x| = ${formatValue(Math.hypot(re, im))}, arg x = ${formatValue(turn)} π`;
}

/** Heads of the table's columns. */
export const COLUMNS = ["layer", "trajectory", "root", "polar"];

/** One row of the table. */
export function describeRow(run: Run, root: Drawn): string[] {
  return [
    String(root.layer + 1),
    run.tracks[root.track].label,
    formatRoot(root.re, root.im),
    describePolar(root.re, root.im),
  ];
}
