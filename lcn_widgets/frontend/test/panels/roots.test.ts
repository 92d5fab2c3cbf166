import assert from "node:assert/strict";
import { test } from "node:test";
import { describePicture, describePolar, describeRoot } from "../../src/panels/roots/describe";
import { nearest, type Drawn } from "../../src/panels/roots/place";
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
