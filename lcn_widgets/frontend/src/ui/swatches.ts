/** Small pictures of what is drawn, for legends and labels; they say nothing to a screen reader. */

import { layerVariable, markerPath } from "./colours";
import { svg, type Child } from "./dom";

const HEIGHT = 14;
const WIDTH = 16;
const LINE_WIDTH = 28;

/** The colour and the marker of a layer (counted from 0). */
export function layerMark(layer: number): SVGSVGElement {
  return svg(
    "svg",
    { class: "lcn-mark", viewBox: "-1.4 -1.4 2.8 2.8", "aria-hidden": "true" },
    svg("path", { d: markerPath(layer), fill: layerVariable(layer), "fill-rule": "evenodd" }),
  );
}

/** The marker of a number among those of the layers, in any colours. */
export function markerSwatch(marker: number, fill: string, stroke: string): SVGSVGElement {
  return swatch(WIDTH, svg("path", { d: markerPath(marker), fill, stroke, "stroke-width": 0.35, transform: "translate(8 7)scale(4.5)" }));
}

export function crossSwatch(stroke: string): SVGSVGElement {
  return swatch(WIDTH, svg("path", { d: "M3,2L13,12M13,2L3,12", stroke, "stroke-width": 2.5, fill: "none" }));
}

export function startSwatch(stroke: string): SVGSVGElement {
  return swatch(WIDTH, svg("circle", { cx: 8, cy: 7, r: 3.4, stroke, "stroke-width": 1.6, fill: "none" }));
}

export function ringSwatch(stroke: string): SVGSVGElement {
  const dashes = { "stroke-width": 1.4, "stroke-dasharray": "2.6 2" };
  return swatch(WIDTH, svg("circle", { cx: 8, cy: 7, r: 5.8, stroke, ...dashes, fill: "none" }));
}

/** Any mark in a thin ring. */
export function finalSwatch(stroke: string): SVGSVGElement {
  const dot = svg("circle", { cx: 8, cy: 7, r: 3, fill: stroke, opacity: 0.35 });
  return swatch(WIDTH, dot, svg("circle", { cx: 8, cy: 7, r: 5.8, stroke, "stroke-width": 1.3, fill: "none" }));
}

/** A mark with a ring and a number: several things at one place. */
export function countSwatch(stroke: string): SVGSVGElement {
  return swatch(
    WIDTH,
    svg("circle", { cx: 6, cy: 8, r: 2.4, fill: stroke }),
    svg("circle", { cx: 6, cy: 8, r: 4.8, stroke, "stroke-width": 1.4, fill: "none" }),
    svg("text", { x: 12, y: 7, fill: stroke, "font-size": 8, "font-weight": 700 }, "2"),
  );
}

export function barSwatch(fill: string): SVGSVGElement {
  return swatch(WIDTH, svg("rect", { x: 4, y: 1, width: 8, height: 12, fill }));
}

/** A line sample; with a second colour the dashes alternate between the two. */
export function lineSwatch(colour: string, dash: readonly number[] = [], second?: string): SVGSVGElement {
  const line = (stroke: string, pattern: readonly number[]): SVGPathElement =>
    svg("path", { d: "M1,7H27", stroke, "stroke-width": 3, "stroke-dasharray": pattern.join(" ") });
  return swatch(LINE_WIDTH, second && line(second, []), line(colour, dash));
}

/** A line sample with a letter. */
export function ghostSwatch(stroke: string, dash: readonly number[], letter: string): SVGSVGElement {
  return swatch(
    LINE_WIDTH,
    svg("path", { d: "M1,7H16", stroke, "stroke-width": 2, "stroke-dasharray": dash.join(" ") }),
    svg("text", { x: 18, y: 11, fill: stroke, "font-size": 12, "font-weight": 700 }, letter),
  );
}

function swatch(width: number, ...parts: Child[]): SVGSVGElement {
  const box = { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` };
  return svg("svg", { class: "lcn-swatch", ...box, "aria-hidden": "true" }, ...parts);
}
