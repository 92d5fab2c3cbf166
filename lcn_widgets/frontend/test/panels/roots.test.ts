import assert from "node:assert/strict";
import { test } from "node:test";
import { describePicture, describeRoot, listRoots } from "../../src/panels/roots/describe";
import type { Drawn } from "../../src/panels/roots/place";
import { AGES, STRENGTHS } from "../../src/panels/roots/trails";
import { clusters } from "../../src/panels/roots/together";
import { nearestMark } from "../../src/panels/reader";
import { palette } from "../../src/ui/colours";
import { fixtureRun } from "../fixture";

const SIGHT = { view: { originX: 50, originY: 50, scale: 10 }, width: 100, height: 100 };

const root = (x: number, y: number, outwards: number | null = null, column = 0): Drawn => ({
  track: 0, column, layer: 1, re: 0.5, im: -1.2, x, y, outwards,
});

test("the nearest mark within reach is met", () => {
  const marks = [0, 10, 50].map((x) => ({ id: String(x), name: "", value: "", x, y: 0 }));
  assert.equal(nearestMark(marks, 6, 0, 20), marks[1]);
  assert.equal(nearestMark(marks, 4, 0, 20), marks[0]);
  assert.equal(nearestMark(marks, 30, 0, 20), null);
  assert.equal(nearestMark([], 0, 0, 20), null);
});

test("a root is told in both forms", () => {
  assert.equal(describeRoot(0.5, -1.2), "0.500 − 1.200i, |x| = 1.300, arg x = −0.374 π");
  assert.equal(describeRoot(Infinity, 0), "at infinity");
});

test("marks are the roots where they are drawn with the numbers of a frame, then the others", () => {
  const run = fixtureRun(3);
  const drawn = [root(20, 30, null, 2), root(70, 30, null, 3)];
  const read = drawn.map((each) => ({ ...each, re: -2, im: 0 }));
  const pointed = { label: "limit", re: [0, Infinity], im: [1, 0] };
  const marks = listRoots(run, drawn, read, run.handles.target.roots, pointed, SIGHT, 6);
  const [first, second] = marks;
  assert.deepEqual([first.id, first.name, first.x, first.y, first.layer], ["root-0-2", "layer 2, root 1", 20, 30, 1]);
  assert.equal(first.value, "−2.000, |x| = 2.000, arg x = 1.000 π");
  assert.equal(second.name, "layer 2, root 2");
  assert.equal(marks.length, 2 + run.reference.roots_re.length + 2);
  const [inside, outside] = marks.slice(-2);
  assert.deepEqual([inside.name, inside.x, inside.y], ["limit, root 1", 50, 40]);
  assert.deepEqual([outside.value, outside.x, outside.y], ["at infinity", 94, 50]); // at the edge
});

test("a mark bears the name of its track only where there are two", () => {
  const run = fixtureRun(3);
  const compared = { ...run, tracks: [run.tracks[0], run.tracks[0]] };
  const [mark] = listRoots(compared, [root(0, 0, null, 2)], [], [], null, SIGHT, 6);
  assert.equal(mark.name, `layer 2, root 1, ${run.tracks[0].label}`);
});

test("the picture in words counts what cannot be seen in it", () => {
  const away = { ...root(0, 0, 0), re: Infinity, im: 0 };
  assert.equal(
    describePicture(fixtureRun(3), "0.250", [root(0, 0), root(9, 9, 1), away]),
    "Complex plane at t = 0.250: 3 roots of 3 layers, 2 outside the picture, 1 at infinity.",
  );
});

test("roots that would hide each other are counted, those of two tracks or at the edge apart", () => {
  const other = { ...root(0, 0), track: 1 };
  const roots = [root(0, 0), root(40, 0), root(1, 1), other, root(0, 0, 1), root(41, 0), root(40, 1)];
  const found = clusters(roots, 3).map(({ x, count, members }) => [x, count, members]);
  assert.deepEqual(found, [[0, 2, [0, 2]], [40, 3, [1, 5, 6]]]);
  const [mark] = listRoots(fixtureRun(3), roots.slice(0, 3), [], [], null, SIGHT, 6);
  assert.ok(mark.value.endsWith("; 2 roots at this place of the picture"));
});

/** Contrast of two colours by the Web Content Accessibility Guidelines; a colour is three shares of light. */
function contrast(one: number[], other: number[]): number {
  const light = (colour: number[]): number => {
    const [r, g, b] = colour.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dim, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

test("the last tenth of a trail stands out from the surface, whatever the layer", () => {
  const shares = (hex: string): number[] => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255);
  const strength = STRENGTHS[AGES.findIndex((age) => age >= 0.1)];
  for (const { layers, surface } of [palette("light"), palette("dark")]) {
    for (const layer of layers) {
      const seen = shares(layer).map((c, i) => strength * c + (1 - strength) * shares(surface)[i]);
      assert.ok(contrast(seen, shares(surface)) >= 3, layer);
    }
  }
});
