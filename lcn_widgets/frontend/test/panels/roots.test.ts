import assert from "node:assert/strict";
import { test } from "node:test";
import { describePicture, describePolar, describeRoot } from "../../src/panels/roots/describe";
import { nearest, type Drawn } from "../../src/panels/roots/place";
import { clusters } from "../../src/panels/roots/together";
import { fixtureRun } from "../fixture";

const root = (x: number, y: number, outwards: number | null = null): Drawn => ({
  track: 0, column: 0, layer: 1, re: 0.5, im: -1.2, x, y, outwards,
});

test("the nearest root within reach is met", () => {
  const roots = [root(0, 0), root(10, 0), root(50, 50)];
  assert.equal(nearest(roots, 6, 0, 20), roots[1]);
  assert.equal(nearest(roots, 4, 0, 20), roots[0]);
  assert.equal(nearest(roots, 30, 30, 20), null);
  assert.equal(nearest([], 0, 0, 20), null);
});

test("a root is told in both forms, and its track only where there are two", () => {
  const run = fixtureRun(3);
  assert.deepEqual(describeRoot(run, root(0, 0)), ["layer 2", "x = 0.500 − 1.200i", "|x| = 1.300, arg x = −0.374 π"]);
  const compared = { ...run, tracks: [run.tracks[0], run.tracks[0]] };
  assert.equal(describeRoot(compared, root(0, 0))[0], `layer 2, ${run.tracks[0].label}`);
  assert.equal(describePolar(Infinity, 0), "at infinity");
});

test("the picture in words counts what cannot be seen in it", () => {
  const away = { ...root(0, 0, 0), re: Infinity, im: 0 };
  assert.equal(
    describePicture(fixtureRun(3), 0.25, [root(0, 0), root(9, 9, 1), away]),
    "Complex plane at t = 0.250: 3 roots of 3 layers, 2 outside the picture, 1 at infinity. The table that follows lists them.",
  );
});

test("roots that would hide each other are counted, those of two tracks or at the edge apart", () => {
  const other = { ...root(0, 0), track: 1 };
  const roots = [root(0, 0), root(40, 0), root(1, 1), other, root(0, 0, 1), root(41, 0), root(40, 1)];
  const found = clusters(roots, 3).map(({ x, count, members }) => [x, count, members]);
  assert.deepEqual(found, [[0, 2, [0, 2]], [40, 3, [1, 5, 6]]]);
  assert.equal(describeRoot(fixtureRun(3), root(0, 0), 2).at(-1), "2 roots at this place of the picture");
});
