import assert from "node:assert/strict";
import { test } from "node:test";
import { toX, toY, viewOf, type PlaneView } from "../../src/draw/plane";
import { buildSteps, buildTrail, reached, traceHead, traceTrail, type Trail } from "../../src/draw/trails";
import type { Track } from "../../src/protocol/run";

const [WIDTH, HEIGHT] = [500, 400];
const VIEW: PlaneView = viewOf({ left: -2, right: 2, bottom: -2, top: 2 }, WIDTH, HEIGHT, 0);

function trail(roots: [number, number][]): Trail {
  const column = (part: 0 | 1): Float64Array => Float64Array.from(roots, (root) => root[part]);
  const track = {
    roots_re: { data: column(0), rows: roots.length, columns: 1 },
    roots_im: { data: column(1), rows: roots.length, columns: 1 },
  } as Track;
  return buildTrail(track, 0, VIEW, WIDTH, HEIGHT);
}

/** Records the path instead of drawing it. */
function recorder(): { context: CanvasRenderingContext2D; lines: number[][] } {
  const lines: number[][] = [];
  let at: number[] = [];
  const context = {
    moveTo: (x: number, y: number) => (at = [x, y]),
    lineTo: (x: number, y: number) => {
      lines.push([...at, x, y]);
      at = [x, y];
    },
  } as unknown as CanvasRenderingContext2D;
  return { context, lines };
}

const circle: [number, number][] = Array.from({ length: 1200 }, (_, i) => {
  const angle = (2 * Math.PI * i) / 1200;
  return [Math.cos(angle), Math.sin(angle)];
});

test("a thinned trail stays within half a pixel of every frame, with far fewer points", () => {
  const thin = trail(circle);
  assert.ok(thin.length < 300, `${thin.length} points`);
  for (let frame = 0; frame < circle.length; frame++) {
    const [x, y] = [toX(VIEW, circle[frame][0]), toY(VIEW, circle[frame][1])];
    const next = Math.min(thin.length - 1, Math.max(1, reached(thin, frame)));
    const [x0, y0, x1, y1] = [thin.x[next - 1], thin.y[next - 1], thin.x[next], thin.y[next]];
    const length = Math.hypot(x1 - x0, y1 - y0);
    const off = Math.abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / length;
    assert.ok(off < 0.5, `frame ${frame} is ${off} pixels off`);
  }
});

test("a trail starts at the first frame, ends at the last, and its ages increase", () => {
  const thin = trail(circle);
  assert.equal(thin.frame[0], 0);
  assert.equal(thin.frame[thin.length - 1], circle.length - 1);
  for (let i = 1; i < thin.length; i++) assert.ok(thin.frame[i] > thin.frame[i - 1]);
});

test("a trail through infinity leaves on one side and comes back on the other", () => {
  const roots: [number, number][] = Array.from({ length: 41 }, (_, i) => [1 / (0.5 - i / 40), 0]);
  roots[20] = [Infinity, 0];
  const { context, lines } = recorder();
  traceTrail(context, trail(roots), 0, 40);
  assert.ok(lines.some(([, , x]) => x > WIDTH) && lines.some(([x]) => x < 0));
  for (const [x0, , x1] of lines) assert.ok(x1 > x0, "a line goes back across the picture");
});

test("parts of a trail cover it once, without gap or overlap", () => {
  const thin = trail(circle);
  const whole = recorder();
  traceTrail(whole.context, thin, 0, 1199);
  const parts = recorder();
  for (const [from, to] of [[0, 312.5], [312.5, 700], [700, 1199]]) traceTrail(parts.context, thin, from, to);
  assert.deepEqual(parts.lines, whole.lines);
});

test("the head joins the last reached point to the root", () => {
  const { context, lines } = recorder();
  const thin = trail(circle);
  traceHead(context, thin, 100.5, 7, 9);
  const last = reached(thin, 100.5) - 1;
  assert.deepEqual(lines, [[thin.x[last], thin.y[last], 7, 9]]);
});

test("a root that never enters the picture has no trail", () => {
  assert.equal(trail([[50, 1], [60, 1], [Infinity, 0]]).length, 0);
});

test("descent leaves a dot at every step that can be told apart, and no line between them", () => {
  const steps: [number, number][] = [[0, 0], [0.5, 0], [0.5, 1e-4], [Infinity, 0], [-1, 1]];
  const column = (part: 0 | 1): Float64Array => Float64Array.from(steps, (step) => step[part]);
  const track = {
    roots_re: { data: column(0), rows: 5, columns: 1 },
    roots_im: { data: column(1), rows: 5, columns: 1 },
  } as Track;
  const dots = buildSteps(track, 0, VIEW, WIDTH, HEIGHT);
  assert.deepEqual([...dots.frame], [0, 1, 4]);
  const { context, lines } = recorder();
  traceTrail(context, dots, 0, 5);
  traceHead(context, dots, 4, 10, 10);
  for (const [x0, y0, x1, y1] of lines) assert.ok(Math.hypot(x1 - x0, y1 - y0) < 0.1);
  assert.ok(lines.length >= 2);
});
