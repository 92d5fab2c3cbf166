import { layerColour } from "../../ui/colours";
import { drawMarker, traceArrow } from "../../draw/markers";
import { edgeMark, isOutside, toX, toY } from "../../draw/plane";
import { isInfinite } from "../../draw/sphere";
import type { RootMarks } from "../../protocol/insights";
import type { Palette, Run, Track } from "../../protocol/types";
import { direction, type Drawn, type Sight } from "./place";

type Context = CanvasRenderingContext2D;

/** Where the roots of the layers started, small and hollow; `strength` dims other layers. */
export function paintStarts(
  context: Context, track: Track, sight: Sight, radius: number, palette: Palette, strength: (layer: number) => number,
): void {
  track.rootLayer.forEach((layer, column) => {
    const x = toX(sight.view, track.roots_re.data[column]);
    const y = toY(sight.view, track.roots_im.data[column]);
    if (isOutside(x, y, sight.width, sight.height)) return;
    context.globalAlpha = 0.75 * strength(layer);
    const stroke = layerColour(palette, layer);
    drawMarker(context, layer, x, y, { radius: 0.5 * radius, fill: palette.surface, stroke, line: 1.3 });
  });
  context.globalAlpha = 1;
}

/** Crosses at the roots of the filter to be learned; small ones at the edge for those outside. */
export function paintReference(context: Context, run: Run, sight: Sight, radius: number, palette: Palette): void {
  const { roots_re, roots_im } = run.reference;
  // Long enough for its ends to show behind a root that has arrived.
  const arm = radius * 1.4;
  const path = new Path2D();
  roots_re.forEach((re, i) => {
    const x = toX(sight.view, re);
    const y = toY(sight.view, roots_im[i]);
    if (isOutside(x, y, sight.width, sight.height)) {
      const { dx, dy } = direction(sight, re, roots_im[i], 1, 0);
      const mark = edgeMark(dx, dy, sight.width, sight.height, arm + 4);
      traceCross(path, mark.x, mark.y, arm * 0.5);
    } else {
      traceCross(path, x, y, arm);
    }
  });
  context.lineCap = "round";
  for (const [colour, line] of [[palette.surface, 5.5], [palette.target, 2.75]] as const) {
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.stroke(path);
  }
  context.lineCap = "butt";
}

function traceCross(path: Path2D, x: number, y: number, arm: number): void {
  path.moveTo(x - arm, y - arm);
  path.lineTo(x + arm, y + arm);
  path.moveTo(x + arm, y - arm);
  path.lineTo(x - arm, y + arm);
}

/** Roots of another filter that a panel points at, as faint rings below everything else. */
export function paintMarks(context: Context, marks: RootMarks, sight: Sight, radius: number, palette: Palette): void {
  const size = radius * 1.9;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.6;
  context.globalAlpha = 0.6;
  context.setLineDash([3, 3]);
  marks.re.forEach((re, i) => {
    let x = toX(sight.view, re);
    let y = toY(sight.view, marks.im[i]);
    if (isOutside(x, y, sight.width, sight.height)) {
      const { dx, dy } = direction(sight, re, marks.im[i], 1, 0);
      ({ x, y } = edgeMark(dx, dy, sight.width, sight.height, size + 2));
    }
    context.beginPath();
    context.arc(x, y, size, 0, 2 * Math.PI);
    context.stroke();
  });
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** A root in the picture; hollow and larger if it belongs to the track to compare with. */
export function paintRoot(context: Context, root: Drawn, size: number, palette: Palette): void {
  const colour = layerColour(palette, root.layer);
  const hollow = root.track > 0;
  const radius = size * (hollow ? 1.35 : 1);
  drawMarker(context, root.layer, root.x, root.y, {
    radius, fill: palette.surface, stroke: palette.surface, line: 2.5,
  });
  drawMarker(context, root.layer, root.x, root.y, {
    radius,
    fill: hollow ? palette.surface : colour,
    stroke: colour,
    line: hollow ? 2.2 : 0.6,
  });
}

/** An arrowhead at the edge towards a root outside the picture, with ∞ beside it if it is there. */
export function paintArrow(context: Context, root: Drawn, radius: number, font: string, palette: Palette): void {
  const size = radius * 1.15;
  const angle = root.outwards!;
  context.beginPath();
  traceArrow(context, root.x, root.y, angle, size);
  context.lineJoin = "round";
  context.strokeStyle = palette.surface;
  context.lineWidth = 5;
  context.stroke();
  context.fillStyle = layerColour(palette, root.layer);
  if (root.track === 0) context.fill();
  context.strokeStyle = layerColour(palette, root.layer);
  context.lineWidth = 1.6;
  context.stroke();
  if (!isInfinite(root.re, root.im) && Math.hypot(root.re, root.im) < 1e6) return;
  const x = root.x - 3 * size * Math.cos(angle);
  const y = root.y - 3 * size * Math.sin(angle);
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.strokeStyle = palette.surface;
  context.lineWidth = 4;
  context.strokeText("∞", x, y);
  context.fillText("∞", x, y);
}
