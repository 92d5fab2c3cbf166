import { project, type Orbit } from "../../draw/orbit";
import type { Palette } from "../../protocol/types";

/** Heights of the rings, as shares of the height of the cone. */
const RINGS = [1 / 3, 2 / 3, 1];
/** Every how many-th generator is drawn as a line. */
const SPARSE = 3;

export interface Screen {
  orbit: Orbit;
  x(projected: number): number;
  y(projected: number): number;
}

/**
 * One side of the cone: the faces that look towards the reader or those that look away. Drawn as
 * faint faces with some generators and rings, so that what is behind can still be seen.
 */
export function paintCone(
  context: CanvasRenderingContext2D,
  generators: Float64Array,
  height: number,
  screen: Screen,
  palette: Palette,
  front: boolean,
): void {
  const count = generators.length / 3;
  /** Where a generator has a height over the apex, measured along the axis. */
  const at = (i: number, above: number): { x: number; y: number; depth: number } => {
    const k = 3 * (i % count);
    const factor = (above * Math.SQRT2) / (generators[k] + generators[k + 2]);
    const [v0, v1, v2] = generators.subarray(k, k + 3).map((x) => x * factor);
    const point = project(screen.orbit, v0, v1, v2);
    return { x: screen.x(point.x), y: screen.y(point.y), depth: point.depth };
  };
  const apex = { x: screen.x(0), y: screen.y(0) };
  for (const nappe of [1, -1]) {
    const middle = project(screen.orbit, 0.5, 0, 0.5).depth * Math.SQRT2 * nappe * height;
    for (let i = 0; i < count; i++) {
      const a = at(i, nappe * height);
      const b = at(i + 1, nappe * height);
      if ((a.depth + b.depth) / 2 >= middle !== front) continue;
      const slope = Math.abs((a.depth - middle) / height);
      context.fillStyle = palette.accent;
      context.globalAlpha = front ? 0.05 + 0.06 * slope : 0.09 + 0.07 * slope;
      context.beginPath();
      context.moveTo(apex.x, apex.y);
      context.lineTo(a.x, a.y);
      context.lineTo(b.x, b.y);
      context.fill();
      context.strokeStyle = palette.accent;
      context.lineWidth = 1;
      context.globalAlpha = front ? 0.42 : 0.2;
      context.beginPath();
      if (i % SPARSE === 0) {
        context.moveTo(apex.x, apex.y);
        context.lineTo(a.x, a.y);
      }
      for (const ring of RINGS) {
        const from = at(i, nappe * ring * height);
        const to = at(i + 1, nappe * ring * height);
        context.moveTo(from.x, from.y);
        context.lineTo(to.x, to.y);
      }
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}
