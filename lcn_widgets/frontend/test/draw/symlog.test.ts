import assert from "node:assert/strict";
import { test } from "node:test";
import { apart, levelUnit, signedDecades, softLog } from "../../src/draw/symlog";

test("signed decades are odd, zero within the threshold and one decade apart", () => {
  assert.equal(signedDecades(1e-7, 1e-6), 0);
  assert.equal(signedDecades(0, 1e-6), 0);
  for (const value of [1e-5, 3, 1e8]) {
    assert.equal(signedDecades(-value, 1e-6), -signedDecades(value, 1e-6));
    assert.ok(Math.abs(signedDecades(10 * value, 1e-6) - signedDecades(value, 1e-6) - 1) < 1e-9);
  }
});

test("rounding is no level", () => {
  assert.equal(levelUnit([0, 1e-25, 3, 50]), 3);
  assert.equal(levelUnit([0, 0]), 1);
  assert.equal(softLog(-1, 1), 0);
  assert.deepEqual(apart([0, 0.05, 0.2, 0.25, 0.9], (x) => x, 0.1), [0, 0.2, 0.9]);
});
