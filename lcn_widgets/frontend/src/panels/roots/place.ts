import { edgeMark, isOutside, toX, toY, type PlaneView } from "../../draw/plane";
import { interpolateOnSphere, isInfinite, type Complex } from "../../draw/sphere";
import type { Place } from "../../protocol/frames";
import type { Track } from "../../protocol/run";
import { ringOf, type Placement } from "./placement";

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
    const known = directions[column][index];
    const towards = known * columns + column;
    const far = known < 0 ? RIGHT : { re: re[towards], im: im[towards] };
    return draw(sight, { track: trackIndex, column, layer, ...point }, far);
  });
}

/** Where the roots of the layers are drawn while they are being placed. */
export function placeByHand({ roots, angles, exponents }: Placement, sight: Sight): Drawn[] {
  let column = 0;
  return roots.flatMap((row, layer) =>
    row.flatMap((root, index) =>
      ringOf(root, angles[layer][index], exponents[layer]).map((mark, branch) => {
        const angle = (angles[layer][index] + 2 * Math.PI * branch) / exponents[layer];
        const far = { re: Math.cos(angle), im: Math.sin(angle) };
        return draw(sight, { track: 0, column: column++, layer, ...mark }, far);
      }),
    ),
  );
}

const RIGHT: Complex = { re: 1, im: 0 };

/** The mark of a root; outside the picture an arrowhead, which for infinity points to where `far` is. */
function draw(sight: Sight, root: Omit<Drawn, "x" | "y" | "outwards">, far: Complex): Drawn {
  const { re, im } = root;
  const x = toX(sight.view, re);
  const y = toY(sight.view, im);
  if (!isOutside(x, y, sight.width, sight.height)) return { ...root, x, y, outwards: null };
  const { dx, dy } = direction(sight, re, im, far.re, far.im);
  const mark = edgeMark(dx, dy, sight.width, sight.height, 5);
  return { ...root, x: mark.x, y: mark.y, outwards: mark.angle };
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
