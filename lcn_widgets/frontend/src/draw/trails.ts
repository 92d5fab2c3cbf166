import type { Track } from "../protocol/run";
import { toX, toY, type PlaneView } from "./plane";
import { interpolateOnSphere } from "./sphere";

/**
 * The way of one root on the screen, thinned to what the eye can tell apart. Point i is reached at
 * `frame[i]` (a fraction for points between frames); `pen[i]` is 0 where the way starts anew.
 */
export interface Trail {
  x: Float32Array;
  y: Float32Array;
  frame: Float32Array;
  pen: Uint8Array;
  length: number;
  /** Whether it is a row of steps with nothing in between. */
  steps: boolean;
}

/** Pixels a thinned trail may deviate from the true one. */
const TOLERANCE = 0.3;
/** Longest step in frames that thinning may leave, so that ages stay distinguishable. */
const LONGEST = 16;
/** Steps longer than this many pixels are refined along the sphere. */
const COARSE = 12;
const REFINEMENT = 24;
/** Steps nearer than this many pixels to the last one drawn are left out. */
const STEP_APART = 1;
/** Canvases leave out lines without a length, which a step is. */
const DOT = 0.01;

/** Trail of root `column` of a track; what lies outside the (enlarged) picture is left out. */
export function buildTrail(
  track: Track,
  column: number,
  view: PlaneView,
  width: number,
  height: number,
): Trail {
  const writer = new TrailWriter(view, width, height);
  const { data, rows, columns } = track.roots_re;
  const imaginary = track.roots_im.data;
  const point = { re: 0, im: 0 };
  writer.add(data[column], imaginary[column], 0);
  for (let row = 1; row < rows; row++) {
    const before = (row - 1) * columns + column;
    const now = row * columns + column;
    const re0 = data[before];
    const im0 = imaginary[before];
    const re1 = data[now];
    const im1 = imaginary[now];
    if (writer.isCoarse(re0, im0, re1, im1)) {
      for (let step = 1; step < REFINEMENT; step++) {
        interpolateOnSphere(re0, im0, re1, im1, step / REFINEMENT, point);
        writer.add(point.re, point.im, row - 1 + step / REFINEMENT);
      }
    }
    writer.add(re1, im1, row);
  }
  return writer.finish();
}

/** The steps of root `column` of descent: dots, since between two steps there is no way. */
export function buildSteps(track: Track, column: number, view: PlaneView, width: number, height: number): Trail {
  const { data, rows, columns } = track.roots_re;
  const kept: [x: number, y: number, frame: number][] = [];
  for (let row = 0; row < rows; row++) {
    const x = toX(view, data[row * columns + column]);
    const y = toY(view, track.roots_im.data[row * columns + column]);
    const last = kept.at(-1);
    if (!(x > -width && x < 2 * width && y > -height && y < 2 * height)) continue;
    if (!last || Math.hypot(x - last[0], y - last[1]) >= STEP_APART) kept.push([x, y, row]);
  }
  return {
    x: Float32Array.from(kept, ([x]) => x),
    y: Float32Array.from(kept, ([, y]) => y),
    frame: Float32Array.from(kept, ([, , frame]) => frame),
    pen: new Uint8Array(kept.length),
    length: kept.length,
    steps: true,
  };
}

class TrailWriter {
  private readonly x: number[] = [];
  private readonly y: number[] = [];
  private readonly frame: number[] = [];
  private readonly pen: number[] = [];
  /** Points since the last kept one; the last of them is the newest. */
  private readonly waiting: number[] = [];
  private inside = false;

  constructor(
    private readonly view: PlaneView,
    private readonly width: number,
    private readonly height: number,
  ) {}

  /** Whether a straight line between two roots would misrepresent the way between them. */
  isCoarse(re0: number, im0: number, re1: number, im1: number): boolean {
    const x0 = toX(this.view, re0);
    const y0 = toY(this.view, im0);
    const x1 = toX(this.view, re1);
    const y1 = toY(this.view, im1);
    const near = Math.abs(x1 - x0) + Math.abs(y1 - y0) <= COARSE;
    if (near) return false;
    const bothFar = !this.contains(x0, y0) && !this.contains(x1, y1);
    // Two far points on the same side: the way between them cannot enter the picture.
    return !(bothFar && (sameSide(x0, x1, this.width) || sameSide(y0, y1, this.height)));
  }

  add(re: number, im: number, frame: number): void {
    const x = toX(this.view, re);
    const y = toY(this.view, im);
    if (!this.contains(x, y)) {
      this.flush();
      this.inside = false;
      return;
    }
    if (!this.inside) {
      this.keep(x, y, frame, 0);
      this.inside = true;
      return;
    }
    if (this.waiting.length > 0 && !this.canSkipTo(x, y, frame)) this.flush();
    this.waiting.push(x, y, frame);
  }

  finish(): Trail {
    this.flush();
    return {
      x: Float32Array.from(this.x),
      y: Float32Array.from(this.y),
      frame: Float32Array.from(this.frame),
      pen: Uint8Array.from(this.pen),
      length: this.x.length,
      steps: false,
    };
  }

  private contains(x: number, y: number): boolean {
    const { width, height } = this;
    return x > -width && x < 2 * width && y > -height && y < 2 * height;
  }

  private keep(x: number, y: number, frame: number, pen: number): void {
    this.x.push(x);
    this.y.push(y);
    this.frame.push(frame);
    this.pen.push(pen);
  }

  /** Keep the newest waiting point. */
  private flush(): void {
    const n = this.waiting.length;
    if (n === 0) return;
    this.keep(this.waiting[n - 3], this.waiting[n - 2], this.waiting[n - 1], 1);
    this.waiting.length = 0;
  }

  /** Whether a chord from the last kept point to (x, y) stays close to every waiting point. */
  private canSkipTo(x: number, y: number, frame: number): boolean {
    const last = this.x.length - 1;
    if (frame - this.frame[last] > LONGEST) return false;
    const x0 = this.x[last];
    const y0 = this.y[last];
    const dx = x - x0;
    const dy = y - y0;
    const square = dx * dx + dy * dy;
    for (let i = 0; i < this.waiting.length; i += 3) {
      const px = this.waiting[i] - x0;
      const py = this.waiting[i + 1] - y0;
      const along = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0;
      const offX = px - along * dx;
      const offY = py - along * dy;
      if (offX * offX + offY * offY > TOLERANCE * TOLERANCE) return false;
    }
    return true;
  }
}

function sameSide(a: number, b: number, size: number): boolean {
  return (a < 0 && b < 0) || (a > size && b > size);
}

/** Number of points of a trail reached at or before a frame. */
export function reached(trail: Trail, frame: number): number {
  let low = 0;
  let high = trail.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (trail.frame[middle] <= frame) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Add the part of a trail between two frames to the present path of `context`. */
export function traceTrail(
  context: CanvasRenderingContext2D,
  trail: Trail,
  from: number,
  to: number,
): void {
  const end = reached(trail, to);
  if (trail.steps) return traceSteps(context, trail, reached(trail, from), end);
  const start = Math.max(0, reached(trail, from) - 1);
  if (end - start < 2) return;
  context.moveTo(trail.x[start], trail.y[start]);
  for (let i = start + 1; i < end; i++) {
    if (trail.pen[i] === 1) context.lineTo(trail.x[i], trail.y[i]);
    else context.moveTo(trail.x[i], trail.y[i]);
  }
}

function traceSteps(context: CanvasRenderingContext2D, trail: Trail, start: number, end: number): void {
  for (let i = start; i < end; i++) {
    context.moveTo(trail.x[i], trail.y[i]);
    context.lineTo(trail.x[i] + DOT, trail.y[i]);
  }
}

/** Add the line from the last reached point of a trail to its root at (x, y) to the present path. */
export function traceHead(
  context: CanvasRenderingContext2D,
  trail: Trail,
  now: number,
  x: number,
  y: number,
): void {
  if (trail.steps) return;
  const last = reached(trail, now) - 1;
  // Where the way starts anew after `last`, the root is not joined to it.
  if (last < 0 || (last + 1 < trail.length && trail.pen[last + 1] === 0)) return;
  context.moveTo(trail.x[last], trail.y[last]);
  context.lineTo(x, y);
}
