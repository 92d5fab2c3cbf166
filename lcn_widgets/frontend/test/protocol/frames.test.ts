import assert from "node:assert/strict";
import { test } from "node:test";
import { hasEnded, scalarAt, valueAt } from "../../src/protocol/frames";

test("values between frames lie on the line, and the last frame holds", () => {
  const matrix = { data: Float64Array.of(0, 10, 4, 20), rows: 2, columns: 2 };
  assert.equal(valueAt(matrix, { index: 0, fraction: 0.25 }, 0), 1);
  assert.equal(valueAt(matrix, { index: 0, fraction: 0.5 }, 1), 15);
  assert.equal(valueAt(matrix, { index: 1, fraction: 0.5 }, 1), 20);
  assert.equal(scalarAt(Float64Array.of(1, 3), { index: 0, fraction: 0.5 }), 2);
  assert.equal(scalarAt(Float64Array.of(1, 3), { index: 7, fraction: 0.5 }), 3);
});

test("a track has ended after its last frame, one that is not there never", () => {
  const track = { times: Float64Array.of(0, 2) };
  assert.equal(hasEnded(track, 2), false);
  assert.equal(hasEnded(track, 2.1), true);
  assert.equal(hasEnded(undefined, 9), false);
});
