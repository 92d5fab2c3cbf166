import assert from "node:assert/strict";
import { test } from "node:test";
import { shareOf, sliderSteps, valueAt, type Range } from "../../src/controls/range";

test("a slider reaches both bounds, and its values come back to their places", () => {
  const ranges: Range[] = [
    { minimum: 0, maximum: 2, scale: "linear", step: 0.05 },
    { minimum: 0.01, maximum: 100, scale: "log" },
  ];
  for (const range of ranges) {
    assert.equal(valueAt(range, 0), range.minimum);
    assert.equal(valueAt(range, 1), range.maximum);
    for (const share of [0.1, 0.35, 0.5, 0.9]) {
      assert.ok(Math.abs(shareOf(range, valueAt(range, share)) - share) < 0.02);
    }
  }
  assert.equal(valueAt(ranges[0], 0.513), 1.05);
  assert.equal(valueAt(ranges[1], 0.5), 1);
});

test("every step of a slider gives another value, so that the arrow keys move it", () => {
  const ranges: Range[] = [
    { minimum: 0, maximum: 2, scale: "linear", step: 0.05 },
    { minimum: 1e-5, maximum: 1, scale: "log", step: 0.1 },
    { minimum: -1, maximum: 1, scale: "linear" },
  ];
  for (const range of ranges) {
    const steps = sliderSteps(range);
    const values = Array.from({ length: steps + 1 }, (_, at) => valueAt(range, at / steps));
    assert.equal(new Set(values).size, steps + 1);
  }
});
