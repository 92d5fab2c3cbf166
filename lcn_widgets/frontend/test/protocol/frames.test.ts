import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnAt, hasEnded, logScalarAt, nearestFrame, riskAt, scalarAt, valueAt } from "../../src/protocol/frames";

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

test("a flow is drawn between its frames, descent at the step it has taken last", () => {
  const between = { index: 3, fraction: 0.75 };
  assert.deepEqual(drawnAt({ continuous: true }, between), between);
  assert.deepEqual(drawnAt({ continuous: false }, between), { index: 3, fraction: 0 });
  assert.deepEqual(drawnAt({ continuous: false }, { index: 3, fraction: 1 }), { index: 3, fraction: 1 });
  assert.deepEqual(nearestFrame(between), { index: 3, fraction: 1 });
  assert.deepEqual(nearestFrame({ index: 3, fraction: 0.2 }), { index: 3, fraction: 0 });
});

test("what falls exponentially is halfway down in its logarithm, and zero does no harm", () => {
  const gaps = Float64Array.of(1, 1e-4, 0);
  assert.ok(Math.abs(logScalarAt(gaps, { index: 0, fraction: 0.5 }) - 1e-2) < 1e-15);
  assert.equal(logScalarAt(gaps, { index: 0, fraction: 1 }), 1e-4);
  assert.equal(logScalarAt(gaps, { index: 1, fraction: 0.5 }), 5e-5);
  const track = { risks: gaps.map((gap) => 3 + gap), risk_gaps: gaps };
  assert.ok(Math.abs(riskAt(track, { index: 0, fraction: 0.5 }) - 3.01) < 1e-12);
});
