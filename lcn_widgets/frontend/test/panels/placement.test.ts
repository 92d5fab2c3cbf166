import assert from "node:assert/strict";
import { test } from "node:test";
import { cell } from "../../src/panels/byhand";
import { placement, put, ringOf, take, type Placement, type Precision } from "../../src/panels/roots/placement";

const HAND: Precision = { near: 0.1, decimals: 2, isBeyond: (re, im) => Math.max(Math.abs(re), Math.abs(im)) > 5 };

const written = ({ roots }: Placement): string => roots[0].map(cell).join(", ");

const real = (...roots: number[]): { re: number; im: number }[] => roots.map((re) => ({ re, im: 0 }));

/** Take a root and put its mark at some points, one after the other. */
function move(placed: Placement, index: number, ...points: [number, number][]): Placement {
  const held = take(placed, { layer: 0, index, branch: 0 }, HAND);
  for (const [re, im] of points) put(placed, held, { re, im }, HAND);
  return placed;
}

test("a real root keeps to the axis until it lies on another one, and leaves it with that one as a pair", () => {
  const placed = placement([real(-1, 2)], [1], [3]);
  move(placed, 0, [1, 0.7]);
  assert.equal(written(placed), "1, 2");
  move(placed, 0, [1.95, 0.7]);
  assert.equal(written(placed), "2, 2");
  move(placed, 0, [2, -0.5]);
  assert.equal(written(placed), "2-0.5i, 2+0.5i");
  assert.deepEqual(placed.norms, [3]);
});

test("a root passes another one along the axis", () => {
  const placed = move(placement([real(-1, 2)], [1], [1]), 0, [1.96, 0], [2.5, 0]);
  assert.equal(written(placed), "2.5, 2");
});

test("a pair moves as one, and on the axis becomes two real roots that part", () => {
  const placed = placement([[{ re: 0, im: -1 }, { re: 3, im: 0 }, { re: 0, im: 1 }]], [1], [1]);
  move(placed, 0, [0.5, -2]);
  assert.equal(written(placed), "0.5-2i, 3, 0.5+2i");
  move(placed, 0, [0.5, -0.05]);
  assert.equal(written(placed), "0.5, 3, 0.5");
  move(placed, 2, [-0.5, 0]);
  assert.equal(written(placed), "0.5, 3, -0.5");
});

test("at infinity the sign of the filter turns for a root that comes from the right", () => {
  for (const [from, sign] of [[2, -1], [-2, 1]]) {
    const placed = move(placement([real(from)], [1], [1.5]), 0, [9 * Math.sign(from), 0]);
    assert.equal(written(placed), "inf");
    assert.deepEqual(placed.norms, [1.5 * sign]);
    move(placed, 0, [1, 0]);
    assert.equal(written(placed), "1");
    assert.deepEqual(placed.norms, [-1.5 * sign]);
  }
});

test("a pair goes to infinity and two roots come back from there", () => {
  const placed = move(placement([[{ re: 0, im: 1 }, { re: 0, im: -1 }]], [1], [1]), 0, [0, 9]);
  assert.equal(written(placed), "inf, inf");
  move(placed, 1, [1, 2]);
  assert.equal(written(placed), "1-2i, 1+2i");
  assert.deepEqual(placed.norms, [1]);
});

test("a ring turns with its mark; its real roots have marks on six lines, and pass 0", () => {
  const placed = placement([real(8)], [3], [1]);
  move(placed, 0, [1, 0.4]); // bound to the line it is on
  const [{ re, im }] = ringOf(placed.roots[0][0], placed.angles[0][0], 3);
  assert.ok(Math.abs(im) < 1e-6 && Math.abs(re - Math.hypot(1, 0.4) * Math.cos(Math.atan(0.4))) < 1e-5);
  move(placed, 0, [-1, 0]);
  assert.equal(written(placed), "-1");
  const turned = placement([[{ re: 0, im: 1 }, { re: 0, im: -1 }]], [3], [1]);
  move(turned, 0, [0.7, 0.7]);
  const marks = ringOf(turned.roots[0][0], turned.angles[0][0], 3);
  const near = marks.filter((mark) => Math.hypot(mark.re - 0.7, mark.im - 0.7) < 1e-5);
  assert.equal(near.length, 1);
  assert.equal(marks.indexOf(near[0]), 0); // the mark that was taken
});
