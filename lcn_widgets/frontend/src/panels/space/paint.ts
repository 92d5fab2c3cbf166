import { fillHaloText, strokeHalo } from "../../draw/halo";
import { traceCross } from "../../draw/markers";
import type { Place } from "../../protocol/frames";
import type { Track } from "../../protocol/run";
import type { Palette } from "../../ui/colours";
import { subscript } from "../../ui/scripts";
import { dashOf } from "../tracks";
import { on, pointAt, type Point, type Sight } from "./sight";

type Context = CanvasRenderingContext2D;

/** Dashes of the track to compare with. */
export const COMPARISON_DASH = [5, 5];

/** The three axes, `reach` to either side of 0. */
export function paintAxes(context: Context, sight: Sight, reach: number, font: string, palette: Palette): void {
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (let axis = 0; axis < 3; axis++) {
    const along = (length: number): [number, number] => {
      const point: Point = [0, 0, 0];
      point[axis] = length;
      return on(sight, point);
    };
    context.strokeStyle = palette.muted;
    context.globalAlpha = 0.55;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(...along(-reach));
    context.lineTo(...along(reach));
    context.stroke();
    context.globalAlpha = 1;
    const colours = { surface: palette.surface, colour: palette.muted };
    fillHaloText(context, `v${subscript(axis)}`, ...along(1.1 * reach), colours);
  }
}

/** The way of a track: what is gone strongly, what is to come faintly; `hollow` for one to compare with. */
export function paintTrack(
  context: Context, sight: Sight, track: Track, place: Place, palette: Palette, hollow: boolean,
): void {
  const { rows } = track.final_filters;
  const line = (from: number, to: number): void => {
    context.beginPath();
    for (let row = from; row <= to; row++) {
      const [x, y] = on(sight, pointAt(track, { index: row, fraction: 0 }));
      if (row === from) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
  };
  context.strokeStyle = palette.final;
  context.lineJoin = "round";
  context.setLineDash(hollow ? dashOf(track, COMPARISON_DASH) : []);
  context.lineWidth = 1.5;
  context.globalAlpha = 0.3;
  line(place.index, rows - 1);
  context.stroke();
  context.lineWidth = hollow ? 2 : 3;
  context.globalAlpha = 1;
  line(0, Math.min(place.index, rows - 1));
  context.lineTo(...on(sight, pointAt(track, place)));
  context.stroke();
  context.setLineDash([]);
  if (hollow) return;
  const start = on(sight, pointAt(track, { index: 0, fraction: 0 }));
  paintDisc(context, start, { radius: 4.5, fill: palette.surface, stroke: palette.muted, line: 1.8 });
}

/** A cross at the filter to be learned. */
export function paintTarget(context: Context, sight: Sight, target: Float64Array, palette: Palette): void {
  const path = new Path2D();
  traceCross(path, ...on(sight, [target[0], target[1], target[2]]), 7);
  strokeHalo(context, path, 3, { surface: palette.surface, colour: palette.target });
}

/** Where a track is now. */
export function paintPoint(
  context: Context, sight: Sight, track: Track, place: Place, palette: Palette, hollow: boolean, font: string,
): void {
  const { surface, final, ink } = palette;
  const colours = hollow ? { fill: surface, stroke: final } : { fill: final, stroke: surface };
  const at = on(sight, pointAt(track, place));
  paintDisc(context, at, { radius: 7, ...colours, line: 2 });
  if (track.ghost) fillHaloText(Object.assign(context, { font }), track.ghost, ...at, { surface, colour: ink });
}

interface DiscStyle {
  radius: number;
  fill: string;
  stroke: string;
  line: number;
}

function paintDisc(context: Context, [x, y]: [number, number], { radius, fill, stroke, line }: DiscStyle): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = stroke;
  context.lineWidth = line;
  context.stroke();
}
