import { svg } from "../../ui/dom";

/** Kinds of critical points from the most to the least stable, each with a shape of its own. */
export const KINDS: { kind: string; short: string; path: string }[] = [
  { kind: "global minimum", short: "global min", path: "M0-1.25.35-.42 1.24-.4.55.16.77 1.03 0 .52-.77 1.03-.55.16-1.24-.4-.35-.42Z" },
  { kind: "local minimum", short: "local min", path: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z" },
  { kind: "strict saddle", short: "saddle", path: "M-.9-.9.9.9.9-.9-.9.9Z" },
  { kind: "degenerate", short: "degenerate", path: "M0-1.15 1.05 0 0 1.15-1.05 0Z" },
];

export function kindIndex(kind: string): number {
  return Math.max(0, KINDS.findIndex((known) => known.kind === kind));
}

/** Minima are filled, the others hollow. */
export function kindMark(kind: string): SVGSVGElement {
  const index = kindIndex(kind);
  return svg(
    "svg",
    { class: "lcn-kind", viewBox: "-1.6 -1.6 3.2 3.2", "aria-hidden": "true", "data-filled": index < 2 },
    svg("path", { d: KINDS[index].path }),
  );
}
