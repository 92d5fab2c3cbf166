import { fillHaloText, strokeHalo } from "../../draw/halo";
import { drawMarker, traceCross } from "../../draw/markers";
import type { Place } from "../../protocol/frames";
import type { Spot, TargetMap } from "../../protocol/insights";
import type { Palette } from "../../ui/colours";
import { formatShort } from "../../words";
import { leaps, on, spotAt, spotOf, type Disc } from "./disc";

type Context = CanvasRenderingContext2D;

/** Dashes of the filters with a double root. */
export const DASH = [5, 4];
/** Markers, by their number among those of the layers: a minimum, and another critical filter. */
export const MINIMUM = 6;
export const OTHER = 3;
/** Opacities of the regions with the fewest and with the most critical filters. */
const FAINTEST = 0.06;
const STRONGEST = 0.42;

/** One pixel a cell, to be stretched over the disc. */
export function regionsOf({ counts }: TargetMap, { accent }: Palette): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = counts.length;
  const context = canvas.getContext("2d")!;
  const levels = [...new Set(counts.join(""))].filter((digit) => digit !== "-").sort();
  context.fillStyle = accent;
  counts.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      // the nearest cell inside, so that the rim has no seam
      const digit = row[x] === "-" ? row[x < row.length / 2 ? row.search(/[^-]/) : row.search(/-*$/) - 1] : row[x];
      if (!digit) continue;
      const share = levels.indexOf(digit) / Math.max(1, levels.length - 1);
      context.globalAlpha = FAINTEST + share * (STRONGEST - FAINTEST);
      context.fillRect(x, counts.length - 1 - y, 1, 1);
    }
  });
  return canvas;
}

/** The disc with its regions, walls and numbers. */
export function paintMap(
  context: Context, disc: Disc, map: TargetMap, regions: HTMLCanvasElement, palette: Palette, fonts: { regular: string; bold: string },
): void {
  const { x, y, radius } = disc;
  context.save();
  circle(context, disc, 1);
  context.clip();
  context.drawImage(regions, x - radius, y - radius, 2 * radius, 2 * radius);
  context.restore();
  context.strokeStyle = palette.muted;
  context.lineWidth = 1;
  circle(context, disc, 1);
  context.stroke();
  context.globalAlpha = 0.5;
  for (const ring of map.rings) {
    circle(context, disc, ring.radius);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash(DASH);
  context.lineWidth = 1.5;
  curve(context, disc, map.double_roots, 0, map.double_roots.length / 2 - 1);
  context.setLineDash([]);
  context.strokeStyle = palette.accent;
  context.lineWidth = 2;
  curve(context, disc, map.walls, 0, map.walls.length / 2 - 1);
  context.font = fonts.regular;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const { surface } = palette;
  for (const { radius: at, share } of map.rings) {
    fillHaloText(context, `${formatShort(100 * share)} %`, ...on(disc, [0, -at]), { surface, colour: palette.muted });
  }
  context.font = fonts.bold;
  for (const { place, count } of map.regions) {
    fillHaloText(context, String(count), ...on(disc, place), { surface, colour: palette.ink });
  }
}

/** The way of v: what is gone strongly, what is to come faintly. */
export function paintPath(context: Context, disc: Disc, { path }: TargetMap, place: Place, palette: Palette): void {
  context.strokeStyle = palette.final;
  context.lineJoin = "round";
  context.lineWidth = 1.5;
  context.globalAlpha = 0.3;
  curve(context, disc, path, place.index, path.length / 2 - 1);
  context.lineWidth = 3;
  context.globalAlpha = 1;
  curve(context, disc, path, 0, place.index, spotAt(path, place));
  const ring = { radius: 4.5, fill: palette.surface, stroke: palette.muted, line: 1.8 };
  drawMarker(context, 0, ...on(disc, spotOf(path, 0)), ring);
  drawMarker(context, 0, ...on(disc, spotAt(path, place)), { radius: 6, fill: palette.final, stroke: palette.surface, line: 2 });
}

/** The critical filters of the present target, and the target itself. */
export function paintFilters(context: Context, disc: Disc, { filters, target }: TargetMap, palette: Palette): void {
  for (const { place, minimum } of filters) {
    const [shape, fill, stroke] = minimum
      ? [MINIMUM, palette.layers[1], palette.surface]
      : [OTHER, palette.surface, palette.layers[1]];
    drawMarker(context, shape, ...on(disc, place), { radius: 5.5, fill, stroke, line: 1.5 });
  }
  const cross = new Path2D();
  traceCross(cross, ...on(disc, target), 7);
  strokeHalo(context, cross, 3, { surface: palette.surface, colour: palette.target });
}

function circle(context: Context, { x, y, radius }: Disc, share: number): void {
  context.beginPath();
  context.arc(x, y, share * radius, 0, 2 * Math.PI);
}

/** Points `from` … `to` and perhaps one more, interrupted at the rim and where a point is NaN. */
function curve(context: Context, disc: Disc, points: Float64Array, from: number, to: number, last?: Spot): void {
  context.beginPath();
  let before: Spot = [NaN, NaN];
  const add = (spot: Spot): void => {
    if (leaps(before, spot)) context.moveTo(...on(disc, spot));
    else context.lineTo(...on(disc, spot));
    before = spot;
  };
  for (let i = from; i <= to; i++) add(spotOf(points, i));
  if (last) add(last);
  context.stroke();
}
