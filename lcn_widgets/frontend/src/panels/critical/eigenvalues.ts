import { h, svg } from "../../ui/dom";
import { signedDecades } from "../../draw/symlog";
import { formatNumber } from "../../ui/format";
import type { CriticalPoint } from "../../protocol/insights";

/** Eigenvalues below this part of the largest one stand at 0. */
const ZERO = 1e-6;
const WIDTH = 360;
const HEIGHT = 40;
const EDGE = 12;
const LINE = 16;
/** Least distance of a label from that of 0. */
const ROOM = 26;

/** The spectrum of the Hessian on one line: negative left, positive right, the decades between. */
export function eigenvalueStrip({ eigenvalues = [], scaling_directions = 0 }: CriticalPoint): HTMLElement {
  const threshold = ZERO * Math.max(...eigenvalues.map(Math.abs), 1e-300);
  const decades = eigenvalues.map((value) => signedDecades(value, threshold));
  const low = Math.min(-0.7, ...decades);
  const high = Math.max(0.7, ...decades);
  const x = (value: number): number => EDGE + ((value - low) / (high - low)) * (WIDTH - 2 * EDGE);
  const marks = decades.map((value) =>
    svg("circle", { class: kindOf(value), cx: x(value).toFixed(1), cy: LINE, r: 4.6 }),
  );
  const stack = Array.from({ length: scaling_directions }, (_, i) =>
    svg("rect", { class: "lcn-scaling", x: x(0) - 3.6, y: LINE - 13 - 9 * i + 1.4, width: 7.2, height: 7.2 }),
  );
  const ends = [...new Set([0, decades.length - 1])].filter((i) => i >= 0 && Math.abs(x(decades[i]) - x(0)) > ROOM);
  const crowded = ends.length > 1 && Math.abs(x(decades[ends[0]]) - x(decades[ends[1]])) < 2.5 * ROOM;
  const labels = ends.slice(crowded ? 1 : 0).map((i) => {
    const at = x(decades[i]);
    const anchor = at < 40 ? "start" : at > WIDTH - 40 ? "end" : "middle";
    const place = { x: anchor === "start" ? 2 : anchor === "end" ? WIDTH - 2 : at, y: HEIGHT - 3, "text-anchor": anchor };
    const words = crowded ? `${formatNumber(eigenvalues[0])} … ` : "";
    return svg("text", place, words + formatNumber(eigenvalues[i]));
  });
  const words = describe(decades, scaling_directions);
  return h(
    "figure",
    { class: "lcn-strip" },
    svg(
      "svg",
      { viewBox: `0 ${-9 * Math.max(0, scaling_directions - 1)} ${WIDTH} ${HEIGHT + 9 * Math.max(0, scaling_directions - 1)}`, role: "img", "aria-label": words },
      svg("line", { x1: 2, x2: WIDTH - 2, y1: LINE, y2: LINE }),
      svg("line", { x1: x(0), x2: x(0), y1: LINE - 6, y2: LINE + 10 }),
      svg("text", { x: x(0), y: HEIGHT - 3, "text-anchor": "middle" }, "0"),
      ...labels,
      ...marks,
      ...stack,
    ),
    h("figcaption", {}, words),
  );
}

function kindOf(decades: number): string {
  return decades > 0 ? "lcn-positive" : decades < 0 ? "lcn-negative" : "lcn-zero";
}

function describe(decades: number[], scaling: number): string {
  const count = (sign: number): number => decades.filter((value) => Math.sign(value) === sign).length;
  const signs: [number, string][] = [[1, "positive"], [-1, "negative"], [0, "zero"]];
  const parts = signs.filter(([sign]) => count(sign) > 0).map(([sign, name]) => `${count(sign)} ${name}`);
  if (scaling > 0) parts.push(`${scaling} of scaling (${scaling === 1 ? "square" : "squares"})`);
  return `Eigenvalues of the Hessian: ${parts.join(", ")}`;
}
