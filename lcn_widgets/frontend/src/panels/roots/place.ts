import { edgeMark, isOutside, toX, toY, type PlaneView } from "../../draw/plane";
import { interpolateOnSphere, isInfinite, type Complex } from "../../draw/sphere";
import type { Place } from "../../protocol/frames";
import type { Track } from "../../protocol/run";

/** The plane on a canvas of so many pixels. */
export interface Sight {
  view: PlaneView;
  width: number;
  height: number;
}

/** A root where it is drawn in the present frame. */
export interface Drawn {
  track: number;
  column: number;
  layer: number;
  re: number;
  im: number;
  x: number;
  y: number;
  /** Direction of its arrowhead when it lies outside the picture. */
  outwards: number | null;
}

const point: Complex = { re: 0, im: 0 };

/** Where each root of a track is drawn; `directions` as from `directionFrames`, by column. */
export function placeRoots(
  track: Track,
  trackIndex: number,
  place: Place,
  directions: readonly Int32Array[],
  sight: Sight,
): Drawn[] {
  const { data: re, columns, rows } = track.roots_re;
  const im = track.roots_im.data;
  const index = Math.min(place.index, rows - 1);
  const next = Math.min(index + 1, rows - 1);
  return track.rootLayer.map((layer, column) => {
    const a = index * columns + column;
    const b = next * columns + column;
    interpolateOnSphere(re[a], im[a], re[b], im[b], place.fraction, point);
    const root: Drawn = {
      track: trackIndex,
      column,
      layer,
      re: point.re,
      im: point.im,
      x: toX(sight.view, point.re),
      y: toY(sight.view, point.im),
      outwards: null,
    };
    if (!isOutside(root.x, root.y, sight.width, sight.height)) return root;
    const known = directions[column][index];
    const towards = known < 0 ? column : known * columns + column;
    const { dx, dy } =
      known < 0
        ? direction(sight, point.re, point.im, 1, 0)
        : direction(sight, point.re, point.im, re[towards], im[towards]);
    const mark = edgeMark(dx, dy, sight.width, sight.height, 5);
    return { ...root, x: mark.x, y: mark.y, outwards: mark.angle };
  });
}

/** Direction on the screen from the middle of the picture to a root, or to a fallback point. */
export function direction(
  { view, width, height }: Sight,
  re: number,
  im: number,
  fallbackRe: number,
  fallbackIm: number,
): { dx: number; dy: number } {
  if (isInfinite(re, im)) return { dx: fallbackRe, dy: -fallbackIm };
  return { dx: toX(view, re) - width / 2, dy: toY(view, im) - height / 2 };
}

/** Where a point of the plane stands: at its place, or `inset` pixels from the edge on the way to it. */
export function spotOf(sight: Sight, re: number, im: number, inset: number): { x: number; y: number; outside: boolean } {
  const [x, y] = [toX(sight.view, re), toY(sight.view, im)];
  if (!isOutside(x, y, sight.width, sight.height)) return { x, y, outside: false };
  const { dx, dy } = direction(sight, re, im, 1, 0);
  return { ...edgeMark(dx, dy, sight.width, sight.height, inset), outside: true };
}
