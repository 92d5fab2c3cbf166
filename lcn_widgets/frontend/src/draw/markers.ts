import { markerPath } from "../ui/colours";

const outlines = new Map<number, Path2D>();

/** Outline of a layer's marker in a box from -1 to 1. */
function outline(layer: number): Path2D {
  let path = outlines.get(layer);
  if (!path) outlines.set(layer, (path = new Path2D(markerPath(layer))));
  return path;
}

export interface MarkerStyle {
  radius: number;
  fill: string;
  stroke: string;
  /** Width of the outline in pixels, drawn around the filled shape. */
  line: number;
}

/** Draw a layer's marker at (x, y), its outline below its filling. */
export function drawMarker(
  context: CanvasRenderingContext2D,
  layer: number,
  x: number,
  y: number,
  style: MarkerStyle,
): void {
  const path = outline(layer);
  context.save();
  context.translate(x, y);
  context.scale(style.radius, style.radius);
  context.lineJoin = "round";
  context.lineWidth = (2 * style.line) / style.radius;
  context.strokeStyle = style.stroke;
  context.stroke(path);
  context.fillStyle = style.fill;
  context.fill(path, "evenodd");
  context.restore();
}

/** Add a cross with its middle at (x, y) to `path`. */
export function traceCross(path: Path2D, x: number, y: number, arm: number): void {
  path.moveTo(x - arm, y - arm);
  path.lineTo(x + arm, y + arm);
  path.moveTo(x + arm, y - arm);
  path.lineTo(x - arm, y + arm);
}

/** Add an arrowhead with its tip at (x, y) to the present path. */
export function traceArrow(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  angle: number,
  size: number,
): void {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  const at = (along: number, across: number): [number, number] => [
    x + size * (along * c - across * s),
    y + size * (along * s + across * c),
  ];
  context.moveTo(...at(0, 0));
  context.lineTo(...at(-1.7, 0.85));
  context.lineTo(...at(-1.25, 0));
  context.lineTo(...at(-1.7, -0.85));
  context.closePath();
}
