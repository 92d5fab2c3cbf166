import assert from "node:assert/strict";
import { test } from "node:test";
import { leaps, on, spotAt } from "../../src/panels/targets/disc";

test("a run that passes the rim of the disc goes on at the opposite point", () => {
  const path = Float64Array.of(0.5, 0, 0.9, 0.1, -0.9, -0.1, NaN, NaN);
  assert.deepEqual(spotAt(path, { index: 0, fraction: 0.5 }), [0.7, 0.05]);
  assert.deepEqual(spotAt(path, { index: 1, fraction: 0.4 }), [0.9, 0.1]);
  assert.deepEqual(spotAt(path, { index: 1, fraction: 0.6 }), [-0.9, -0.1]);
  assert.deepEqual(spotAt(path, { index: 2, fraction: 0.1 }), [-0.9, -0.1]);
  assert.deepEqual(spotAt(path, { index: 9, fraction: 0 }), [NaN, NaN]);
  assert.ok(leaps([0, 0], [NaN, NaN]) && !leaps([0, 0], [0.5, 0.5]));
});

test("the second coordinate points upwards", () => {
  assert.deepEqual(on({ x: 100, y: 50, radius: 40 }, [0.5, 1]), [120, 10]);
});
