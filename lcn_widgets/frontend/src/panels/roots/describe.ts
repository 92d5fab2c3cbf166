/** The roots in words. */

import { isInfinite } from "../../draw/sphere";
import type { Run } from "../../protocol/run";
import { formatRoot } from "../../ui/format";
import { formatNumber, formatValue, t } from "../../words";
import { trackName } from "../tracks";
import type { Drawn } from "./place";

/** The whole picture, for readers who do not see it. */
export function describePicture(run: Run, time: number, roots: readonly Drawn[]): string {
  const outside = roots.filter((root) => root.outwards !== null).length;
  const infinite = roots.filter((root) => isInfinite(root.re, root.im)).length;
  return t("page.panel.roots.picture", {
    time: formatNumber(time), roots: roots.length, layers: run.architecture.depth, outside, infinite,
  });
}

/** Lines of the tooltip at a root; `together` is how many lie on each other there. */
export function describeRoot(run: Run, root: Drawn, together = 1): string[] {
  const layer = root.layer + 1;
  const several = run.tracks.length > 1;
  const track = trackName(run.tracks[root.track]);
  return [
    several ? t("page.panel.roots.of", { layer, track }) : t("page.panel.layer", { layer }),
    `x = ${formatRoot(root.re, root.im)}`,
    describePolar(root.re, root.im),
    ...(together > 1 ? [t("page.panel.roots.together", { count: together })] : []),
  ];
}

/** `|x| = 1.2, arg x = 0.3 π`, or a word on infinity. */
export function describePolar(re: number, im: number): string {
  if (isInfinite(re, im)) return t("page.panel.roots.infinite");
  const turn = Math.atan2(im, re) / Math.PI;
  return t("page.panel.roots.polar", { size: formatValue(Math.hypot(re, im)), turn: formatValue(turn) });
}

/** Heads of the table's columns. */
export function describeColumns(): string[] {
  return [
    t("page.panel.roots.table.layer"),
    t("page.panel.roots.table.track"),
    t("page.panel.roots.table.root"),
    t("page.panel.roots.table.polar"),
  ];
}

/** One row of the table. */
export function describeRow(run: Run, root: Drawn): string[] {
  return [
    String(root.layer + 1),
    trackName(run.tracks[root.track]),
    formatRoot(root.re, root.im),
    describePolar(root.re, root.im),
  ];
}
