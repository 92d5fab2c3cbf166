import { signedDecades } from "../../draw/symlog";
import type { CriticalPoint } from "../../protocol/insights";
import { h, svg } from "../../ui/dom";
import { formatNumber } from "../../words";
import { describeSpectrum } from "./describe";

/** Decades to either side of 0 that there is room for at least. */
const LEAST_REACH = 0.7;
const WIDTH = 360;
const HEIGHT = 40;
const EDGE = 12;
const LINE = 16;
/** Height of a square in the stack of the directions of scaling. */
const STACKED = 9;
/** Least distance of a label from that of 0. */
const ROOM = 26;
/** Labels nearer to an end than this are set from there. */
const MARGIN = 40;

/** The spectrum of the Hessian on one line: negative left, positive right, the decades between. */
export function eigenvalueStrip({ eigenvalues, signs, zero, scaling_directions }: CriticalPoint): HTMLElement {
  const decades = eigenvalues.map((value) => signedDecades(value, Math.max(zero, Number.MIN_VALUE)));
  const low = Math.min(-LEAST_REACH, ...decades);
  const high = Math.max(LEAST_REACH, ...decades);
  const x = (value: number): number => EDGE + ((value - low) / (high - low)) * (WIDTH - 2 * EDGE);
  const places = decades.map(x);
  const stack = STACKED * Math.max(0, scaling_directions - 1);
  const words = describeSpectrum(signs, scaling_directions);
  return h(
    "figure",
    { class: "lcn-strip" },
    svg(
      "svg",
      { viewBox: `0 ${-stack} ${WIDTH} ${HEIGHT + stack}`, role: "img", "aria-label": words },
      svg("line", { x1: 2, x2: WIDTH - 2, y1: LINE, y2: LINE }),
      svg("line", { x1: x(0), x2: x(0), y1: LINE - 6, y2: LINE + 10 }),
      svg("text", { x: x(0), y: HEIGHT - 3, "text-anchor": "middle" }, "0"),
      ...labels(eigenvalues, places, x(0)),
      ...signs.map((sign, i) => svg("circle", { class: kindOf(sign), cx: places[i].toFixed(1), cy: LINE, r: 4.6 })),
      ...Array.from({ length: scaling_directions }, (_, i) => scalingMark(x(0), i)),
    ),
    h("figcaption", {}, words),
  );
}

function kindOf(sign: number): string {
  return sign > 0 ? "lcn-positive" : sign < 0 ? "lcn-negative" : "lcn-zero";
}

function scalingMark(x: number, index: number): SVGElement {
  const size = { width: STACKED - 1.8, height: STACKED - 1.8 };
  return svg("rect", { class: "lcn-scaling", x: x - 3.6, y: LINE - 13 - STACKED * index + 1.4, ...size });
}

/** The least and the largest eigenvalue, each at its place; where these are close, both at the second. */
function labels(eigenvalues: readonly number[], places: readonly number[], zero: number): SVGElement[] {
  const ends = [...new Set([0, places.length - 1])].filter((i) => i >= 0 && Math.abs(places[i] - zero) > ROOM);
  const crowded = ends.length > 1 && Math.abs(places[ends[0]] - places[ends[1]]) < 2.5 * ROOM;
  return ends.slice(crowded ? 1 : 0).map((i) => {
    const at = places[i];
    const anchor = at < MARGIN ? "start" : at > WIDTH - MARGIN ? "end" : "middle";
    const x = anchor === "start" ? 2 : anchor === "end" ? WIDTH - 2 : at;
    const before = crowded ? `${formatNumber(eigenvalues[0])} … ` : "";
    return svg("text", { x, y: HEIGHT - 3, "text-anchor": anchor }, before + formatNumber(eigenvalues[i]));
  });
}
