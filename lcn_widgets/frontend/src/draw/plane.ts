import { quantileSorted } from "d3-array";
import type { Run, Track } from "../protocol/run";
import { isInfinite } from "./sphere";

/** A rectangle of the complex plane. */
export interface Box {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** Where 0 lies and how many pixels a unit has: the complex plane on a canvas, equal aspect. */
export interface PlaneView {
  originX: number;
  originY: number;
  scale: number;
}

export function toX(view: PlaneView, re: number): number {
  return view.originX + re * view.scale;
}

export function toY(view: PlaneView, im: number): number {
  return view.originY - im * view.scale;
}

/** The view after a zoom transform of the screen (x ↦ k·x + offset). */
export function zoomed(view: PlaneView, zoom: { k: number; x: number; y: number }): PlaneView {
  return {
    originX: zoom.k * view.originX + zoom.x,
    originY: zoom.k * view.originY + zoom.y,
    scale: zoom.k * view.scale,
  };
}

/** The largest view that shows the whole box, centred, with `padding` pixels to spare. */
export function viewOf(box: Box, width: number, height: number, padding: number): PlaneView {
  const spanX = box.right - box.left;
  const spanY = box.top - box.bottom;
  const scale = Math.min(
    Math.max(1, width - 2 * padding) / spanX,
    Math.max(1, height - 2 * padding) / spanY,
  );
  return {
    originX: width / 2 - (scale * (box.left + box.right)) / 2,
    originY: height / 2 + (scale * (box.bottom + box.top)) / 2,
    scale,
  };
}

/** What must be seen whatever the roots do: the unit circle and some air. */
const SMALLEST = 1.12;
/** Farther out than this a root is shown by an arrow until the reader zooms out. */
const LARGEST = 3.5;
const SHARE = 0.95;

/**
 * A box for a whole run that single excursions to infinity cannot blow up: the unit circle, the
 * central 95 % of all root positions, and the roots of the reference filter, each within a cap.
 * Of the first `frames` frames only where the others must not be guessed.
 */
export function fitRun(run: Pick<Run, "tracks" | "reference">, frames = Infinity): Box {
  const re: number[] = [];
  const im: number[] = [];
  for (const track of run.tracks) collect(track, re, im, frames);
  const [left, right] = centralRange(re);
  const [, top] = centralRange(im.map(Math.abs));
  const box = { left, right, bottom: -top, top };
  const { roots_re, roots_im } = run.reference;
  for (let i = 0; i < roots_re.length; i++) include(box, roots_re[i], roots_im[i]);
  return box;
}

function collect(track: Track, re: number[], im: number[], frames: number): void {
  const { data, columns } = track.roots_re;
  const rows = Math.min(frames, track.roots_re.rows);
  const step = Math.max(1, Math.floor(rows / 300));
  for (let row = 0; row < rows; row += step) {
    for (let column = 0; column < columns; column++) {
      const x = data[row * columns + column];
      const y = track.roots_im.data[row * columns + column];
      if (isInfinite(x, y)) continue;
      re.push(x);
      im.push(y);
    }
  }
}

function centralRange(values: number[]): [number, number] {
  values.sort((a, b) => a - b);
  const low = quantileSorted(values, (1 - SHARE) / 2) ?? 0;
  const high = quantileSorted(values, (1 + SHARE) / 2) ?? 0;
  return [
    Math.max(-LARGEST, Math.min(-SMALLEST, low)),
    Math.min(LARGEST, Math.max(SMALLEST, high)),
  ];
}

function include(box: Box, re: number, im: number): void {
  if (isInfinite(re, im) || Math.abs(re) > LARGEST || Math.abs(im) > LARGEST) return;
  box.left = Math.min(box.left, re);
  box.right = Math.max(box.right, re);
  box.top = Math.max(box.top, Math.abs(im));
  box.bottom = -box.top;
}

/** A mark on the edge of the picture, pointing outwards at `angle` (canvas: clockwise from +x). */
export interface EdgeMark {
  x: number;
  y: number;
  angle: number;
}

/** Where the ray from the centre of the picture in direction (dx, dy) meets its inset border. */
export function edgeMark(
  dx: number,
  dy: number,
  width: number,
  height: number,
  inset: number,
): EdgeMark {
  const halfX = Math.max(1, width / 2 - inset);
  const halfY = Math.max(1, height / 2 - inset);
  const reach = Math.min(
    dx === 0 ? Infinity : halfX / Math.abs(dx),
    dy === 0 ? Infinity : halfY / Math.abs(dy),
  );
  const factor = Number.isFinite(reach) ? reach : 0;
  return { x: width / 2 + factor * dx, y: height / 2 + factor * dy, angle: Math.atan2(dy, dx) };
}

export function isOutside(x: number, y: number, width: number, height: number): boolean {
  return !(x >= 0 && x <= width && y >= 0 && y <= height);
}

/**
 * For each frame of a root, the frame whose direction an arrow takes while the root is at infinity:
 * the last finite one before, else the first finite one after, else -1 (infinite throughout).
 */
export function directionFrames(track: Track, column: number): Int32Array {
  const { rows, columns, data } = track.roots_re;
  const imaginary = track.roots_im.data;
  const frames = new Int32Array(rows).fill(-1);
  let last = -1;
  for (let row = 0; row < rows; row++) {
    if (!isInfinite(data[row * columns + column], imaginary[row * columns + column])) {
      if (last < 0) frames.fill(row, 0, row);
      last = row;
    }
    frames[row] = last;
  }
  return frames;
}
