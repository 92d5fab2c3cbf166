import { project } from "../../draw/orbit";
import type { Palette } from "../../ui/colours";
import type { Sight } from "./sight";

/** Heights of the rings, as shares of the height of the cone. */
const RINGS = [1 / 3, 2 / 3, 1];
/** Every how many-th generator is drawn as a line. */
const SPARSE = 3;

interface Spot {
  x: number;
  y: number;
  depth: number;
}

/**
 * One side of the cone: the faces that look towards the reader or those that look away. Drawn as
 * faint faces with some generators and rings, so that what is behind can still be seen.
 */
export function paintCone(
  context: CanvasRenderingContext2D,
  generators: Float64Array,
  height: number,
  sight: Sight,
  palette: Palette,
  front: boolean,
): void {
  const count = generators.length / 3;
  const axis = project(sight.orbit, 0.5, 0, 0.5).depth * Math.SQRT2;
  context.fillStyle = context.strokeStyle = palette.accent;
  context.lineWidth = 1;
  for (const nappe of [1, -1]) {
    const middle = axis * nappe * height;
    for (let i = 0; i < count; i++) {
      const at = (k: number, share: number): Spot => spotOn(generators, k % count, nappe * share * height, sight);
      const [a, b] = [at(i, 1), at(i + 1, 1)];
      if ((a.depth + b.depth) / 2 >= middle !== front) continue;
      const slope = Math.abs((a.depth - middle) / height);
      context.globalAlpha = front ? 0.05 + 0.06 * slope : 0.09 + 0.07 * slope;
      paintFace(context, a, b, sight);
      context.globalAlpha = front ? 0.42 : 0.2;
      paintLines(context, at, i, sight);
    }
  }
  context.globalAlpha = 1;
}

/** Where a generator has a height over the apex, measured along the axis. */
function spotOn(generators: Float64Array, index: number, above: number, sight: Sight): Spot {
  const [v0, v1, v2] = generators.subarray(3 * index, 3 * index + 3);
  const factor = (above * Math.SQRT2) / (v0 + v2);
  const { x, y, depth } = project(sight.orbit, v0 * factor, v1 * factor, v2 * factor);
  return { x: sight.x(x), y: sight.y(y), depth };
}

/** The face between two generators. */
function paintFace(context: CanvasRenderingContext2D, a: Spot, b: Spot, sight: Sight): void {
  context.beginPath();
  context.moveTo(sight.x(0), sight.y(0));
  context.lineTo(a.x, a.y);
  context.lineTo(b.x, b.y);
  context.fill();
}

/** Generator `i`, if it is one of those drawn, and the rings from it to the next. */
function paintLines(
  context: CanvasRenderingContext2D, at: (i: number, share: number) => Spot, i: number, sight: Sight,
): void {
  context.beginPath();
  if (i % SPARSE === 0) {
    const { x, y } = at(i, 1);
    context.moveTo(sight.x(0), sight.y(0));
    context.lineTo(x, y);
  }
  for (const ring of RINGS) {
    const [from, to] = [at(i, ring), at(i + 1, ring)];
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
  }
  context.stroke();
}
