/** The roots in words. */

import { isInfinite, type Complex } from "../../draw/sphere";
import type { Run } from "../../protocol/run";
import { formatRoot } from "../../ui/format";
import { formatValue, say, t } from "../../words";
import type { Mark, RootMarks } from "../panel";
import { trackName } from "../tracks";
import { spotOf, type Drawn, type Sight } from "./place";
import { clusters, TOGETHER } from "./together";

/** The picture as a whole; its marks tell the rest. */
export function describePicture(run: Run, time: string, roots: readonly Drawn[]): string {
  const outside = roots.filter((root) => root.outwards !== null).length;
  const infinite = roots.filter((root) => isInfinite(root.re, root.im)).length;
  return t("page.panel.roots.picture", { time, roots: roots.length, layers: run.architecture.depth, outside, infinite });
}

/**
 * The roots of the layers where they are `drawn` with the numbers that are `read` there, the roots of
 * the reference, and those another panel points at. Those of layers have ids `root-<track>-<column>`,
 * those of the reference `target-<index>`.
 */
export function listRoots(
  run: Run, drawn: readonly Drawn[], read: readonly Drawn[], targets: readonly Complex[], pointed: RootMarks | null,
  sight: Sight, radius: number,
): Mark[] {
  const together = new Map(
    clusters(drawn, TOGETHER * radius).flatMap(({ members, count }) => members.map((member) => [member, count])),
  );
  const layers = drawn.map((root, i): Mark => {
    const { layer, track, column, x, y } = root;
    const number = column - run.tracks[track].rootLayer.indexOf(layer) + 1;
    const name = t("page.panel.roots.name", { layer: layer + 1, number });
    const of = run.tracks.length > 1 ? `, ${trackName(run.tracks[track])}` : "";
    const count = together.get(i);
    const more = count ? `; ${t("page.panel.roots.together", { count })}` : "";
    const { re, im } = read[i] ?? root;
    return { id: `root-${track}-${column}`, name: name + of, value: describeRoot(re, im) + more, x, y, layer };
  });
  const others = (id: string, label: string, roots: readonly Complex[]): Mark[] =>
    roots.map(({ re, im }, i) => ({
      id: `${id}-${i}`,
      name: t("page.panel.roots.other", { label, number: i + 1 }),
      value: describeRoot(re, im),
      ...spotOf(sight, re, im, radius),
    }));
  return [
    ...layers,
    ...others("target", say(run.targetLabel), targets),
    ...(pointed ? others("pointed", pointed.label, pointed.re.map((re, i) => ({ re, im: pointed.im[i] }))) : []),
  ];
}

/** `0.5 + 1.1i, |x| = 1.2, arg x = 0.3 π`, or a word on infinity. */
export function describeRoot(re: number, im: number): string {
  if (isInfinite(re, im)) return t("page.panel.roots.infinite");
  const turn = formatValue(Math.atan2(im, re) / Math.PI);
  return t("page.panel.roots.value", { root: formatRoot(re, im), size: formatValue(Math.hypot(re, im)), turn });
}
