import assert from "node:assert/strict";
import { test } from "node:test";
import { directionFrames, edgeMark, fitRun, isOutside, toX, toY, viewOf, zoomed } from "../../src/draw/plane";
import { interpolateOnSphere } from "../../src/draw/sphere";
import type { Track } from "../../src/protocol/run";

type Point = [re: number, im: number];

function between(from: Point, to: Point, fraction: number): Point {
  const out = interpolateOnSphere(...from, ...to, fraction, { re: 0, im: 0 });
  return [out.re, out.im];
}

/** Stereographic projection from the north pole: the oracle knows nothing of homogeneous vectors. */
function onSphere([re, im]: Point): [number, number, number] {
  if (!Number.isFinite(re)) return [0, 0, 1];
  const square = re * re + im * im;
  return [(2 * re) / (square + 1), (2 * im) / (square + 1), (square - 1) / (square + 1)];
}

function close(actual: readonly number[], expected: readonly number[], tolerance = 1e-12): void {
  actual.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) <= tolerance, `${actual} is not ${expected}`);
  });
}

function trackOf(roots: Point[][]): Track {
  const rows = roots.length;
  const columns = roots[0].length;
  const pick = (part: 0 | 1): Float64Array => Float64Array.from(roots.flat(), (root) => root[part]);
  return {
    roots_re: { data: pick(0), rows, columns },
    roots_im: { data: pick(1), rows, columns },
  } as Track;
}

const nothing = { final_filter: new Float64Array(), roots_re: new Float64Array(), roots_im: new Float64Array() };

test("the ends of an interpolation are the roots themselves, infinity included", () => {
  assert.deepEqual(between([0.3, -2], [5, 1], 0), [0.3, -2]);
  assert.deepEqual(between([0.3, -2], [5, 1], 1), [5, 1]);
  assert.equal(between([1, 0], [Infinity, 0], 1)[0], Infinity);
});

test("the way between two roots lies on the great circle through them", () => {
  const cases: [Point, Point][] = [
    [[0.3, -2], [5, 1]],
    [[1e6, 1], [-1e6, 3]],
    [[0.2, 0.1], [Infinity, 0]],
  ];
  for (const [from, to] of cases) {
    const [a, b] = [onSphere(from), onSphere(to)];
    const normal = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
    const length = Math.hypot(...normal);
    const middle = onSphere(between(from, to, 0.5));
    const off = normal.reduce((sum, value, i) => sum + (value / length) * middle[i], 0);
    close([off], [0], 1e-9);
    const distance = (p: number[], q: number[]): number => Math.hypot(...p.map((x, i) => x - q[i]));
    close([distance(middle, a)], [distance(middle, b)], 1e-9);
  }
});

test("between a root and infinity half the angle is gone at half the way", () => {
  close(between([0, 0], [Infinity, 0], 0.5), [1, 0]);
  close(between([1, 0], [Infinity, 0], 0.5), [1 + Math.SQRT2, 0]);
});

test("a root that crosses infinity does not sweep through 0", () => {
  for (const fraction of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    const [re, im] = between([40, 0], [-40, 0], fraction);
    assert.ok(Math.hypot(re, im) >= 40 || re === Infinity);
  }
});

test("conjugate roots stay conjugate", () => {
  const [re, im] = between([0.5, 2], [-3, 0.1], 0.37);
  close(between([0.5, -2], [-3, -0.1], 0.37), [re, -im]);
});

test("roots that are close move on a straight line at even speed", () => {
  close(between([0.5, 0.5], [0.5001, 0.5002], 0.25), [0.500025, 0.50005], 1e-7);
});

test("a view shows its whole box with equal scales", () => {
  const box = { left: -2, right: 1, bottom: -1, top: 1 };
  for (const [width, height] of [[600, 300], [300, 600]]) {
    const view = viewOf(box, width, height, 10);
    assert.ok(toX(view, -2) >= 10 - 1e-9 && toX(view, 1) <= width - 10 + 1e-9);
    assert.ok(toY(view, 1) >= 10 - 1e-9 && toY(view, -1) <= height - 10 + 1e-9);
    close([toX(view, -0.5), toY(view, 0)], [width / 2, height / 2]);
    close([toX(view, 1) - toX(view, 0)], [toY(view, 0) - toY(view, 1)]);
  }
});

test("zooming keeps the point under the pointer", () => {
  const view = viewOf({ left: -1, right: 1, bottom: -1, top: 1 }, 200, 200, 0);
  const k = 2.5;
  const pointer = [130, 60];
  const after = zoomed(view, { k, x: pointer[0] * (1 - k), y: pointer[1] * (1 - k) });
  const re = (pointer[0] - view.originX) / view.scale;
  const im = (view.originY - pointer[1]) / view.scale;
  close([toX(after, re), toY(after, im)], pointer);
  assert.equal(after.scale, k * view.scale);
});

test("a run's box holds the unit circle, the bulk of the roots and the reference", () => {
  const still: Point[][] = Array.from({ length: 40 }, () => [[0.1, 0], [0.2, 0]]);
  const box = fitRun({ tracks: [trackOf(still)], reference: { ...nothing, roots_re: Float64Array.of(2), roots_im: Float64Array.of(-1.5) } });
  assert.ok(box.left <= -1 && box.right >= 2 && box.top >= 1.5 && box.bottom <= -1.5);
});

test("a root that visits infinity does not blow the picture up", () => {
  const visit: Point[][] = Array.from({ length: 100 }, (_, i) => [[i > 48 && i < 52 ? 1e7 : 1.5, 0]]);
  visit[50] = [[Infinity, 0]];
  const box = fitRun({ tracks: [trackOf(visit)], reference: nothing });
  assert.ok(box.right < 4 && box.right >= 1.5);
});

test("a box of the first frame tells nothing of later ones", () => {
  const leaves: Point[][] = Array.from({ length: 40 }, (_, i) => [[0.5 + 0.05 * i, 0]]);
  const stays: Point[][] = Array.from({ length: 40 }, () => [[0.5, 0]]);
  const boxes = [leaves, stays].map((points) => fitRun({ tracks: [trackOf(points)], reference: nothing }, 1));
  assert.deepEqual(boxes[0], boxes[1]);
  assert.ok(fitRun({ tracks: [trackOf(leaves)], reference: nothing }).right > boxes[0].right);
});

test("a run without roots still has a picture", () => {
  const empty = { roots_re: { data: new Float64Array(), rows: 3, columns: 0 }, roots_im: { data: new Float64Array(), rows: 3, columns: 0 } };
  const box = fitRun({ tracks: [empty as Track], reference: nothing });
  assert.ok(box.left < -1 && box.right > 1 && box.top > 1);
});

test("an arrow lies on the inset border and points at the root", () => {
  const [width, height, inset] = [400, 200, 10];
  for (const [dx, dy] of [[1, 0], [-3, 0.1], [0, -5], [2, 1], [1e-3, 7], [-1e9, -1e9]]) {
    const mark = edgeMark(dx, dy, width, height, inset);
    const onSide = Math.abs(Math.abs(mark.x - width / 2) - (width / 2 - inset)) < 1e-9;
    const onEnd = Math.abs(Math.abs(mark.y - height / 2) - (height / 2 - inset)) < 1e-9;
    assert.ok(onSide || onEnd);
    assert.ok(!isOutside(mark.x, mark.y, width, height));
    close([mark.angle], [Math.atan2(dy, dx)]);
    close([Math.atan2(mark.y - height / 2, mark.x - width / 2)], [mark.angle], 1e-9);
  }
});

test("what has no place on the screen is outside", () => {
  assert.ok(isOutside(NaN, 5, 10, 10));
  assert.ok(isOutside(Infinity, 5, 10, 10));
  assert.ok(!isOutside(0, 10, 10, 10));
});

test("a root at infinity borrows its direction from the nearest finite frame in the past", () => {
  const away: Point = [Infinity, 0];
  const track = trackOf([[away, away], [[1, 0], away], [away, away], [[2, 0], away], [away, away]]);
  assert.deepEqual([...directionFrames(track, 0)], [1, 1, 1, 3, 3]);
  assert.deepEqual([...directionFrames(track, 1)], [-1, -1, -1, -1, -1]);
});
