import type { CriticalKind } from "../protocol/insights";
import { svg } from "../ui/dom";
import { t, type LabelId } from "../words";

interface Look {
  name: LabelId;
  shortName: LabelId;
  path: string;
  filled: boolean;
}

/** A shape of its own for each kind, from the most to the least stable; minima are filled. */
const LOOKS: Record<CriticalKind, Look> = {
  "global minimum": {
    name: "page.panel.critical.kind.global",
    shortName: "page.panel.critical.kind.global.short",
    path: "M0-1.25.35-.42 1.24-.4.55.16.77 1.03 0 .52-.77 1.03-.55.16-1.24-.4-.35-.42Z",
    filled: true,
  },
  "local minimum": {
    name: "page.panel.critical.kind.local",
    shortName: "page.panel.critical.kind.local.short",
    path: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
    filled: true,
  },
  "strict saddle": {
    name: "page.panel.critical.kind.saddle",
    shortName: "page.panel.critical.kind.saddle.short",
    path: "M-.9-.9.9.9.9-.9-.9.9Z",
    filled: false,
  },
  degenerate: {
    name: "page.panel.critical.kind.degenerate",
    shortName: "page.panel.critical.kind.degenerate.short",
    path: "M0-1.15 1.05 0 0 1.15-1.05 0Z",
    filled: false,
  },
  undecided: {
    name: "page.panel.critical.kind.undecided",
    shortName: "page.panel.critical.kind.undecided.short",
    path: "M-.9-.9.9-.9.9.9-.9.9Z",
    filled: false,
  },
};

/** Kinds of critical points, from the most to the least stable. */
export const KINDS = Object.keys(LOOKS) as CriticalKind[];

export function kindName(kind: CriticalKind): string {
  return t(LOOKS[kind].name);
}

export function shortKindName(kind: CriticalKind): string {
  return t(LOOKS[kind].shortName);
}

export function kindMark(kind: CriticalKind): SVGSVGElement {
  const { path, filled } = LOOKS[kind];
  return svg(
    "svg",
    { class: "lcn-kind", viewBox: "-1.6 -1.6 3.2 3.2", "aria-hidden": "true", "data-filled": filled },
    svg("path", { d: path }),
  );
}
