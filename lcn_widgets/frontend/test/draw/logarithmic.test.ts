import assert from "node:assert/strict";
import { test } from "node:test";
import { clipToLog, decades, firstMovingFrame, logRange, logTicks, positiveRange } from "../../src/draw/logarithmic";

test("a logarithmic axis leaves out what is not positive and finite", () => {
  for (const value of [0, -1e-20, NaN, Infinity, -Infinity]) assert.equal(clipToLog(value), null);
  assert.equal(clipToLog(5e-324), 5e-324);
  assert.deepEqual(positiveRange([[0, -3, 2, null], [1e-9, NaN, Infinity, undefined]]), [1e-9, 2]);
  assert.equal(positiveRange([[0, null, -1]]), null);
});

test("a logarithmic range holds its data and spans a decade at least", () => {
  for (const [low, high] of [[1e-12, 1e3], [2, 2], [1, 3]]) {
    const [from, to] = logRange(low, high);
    assert.ok(from <= low && to >= high);
    assert.ok(Math.log10(to / from) >= 1 - 1e-9);
  }
});

test("decades are powers of ten, evenly spaced, in range and not too many", () => {
  const ticks = decades(3e-17, 2e4, 6);
  assert.ok(ticks.length <= 6 && ticks.length >= 3);
  const exponents = ticks.map(Math.log10);
  const step = exponents[1] - exponents[0];
  exponents.forEach((exponent, i) => assert.ok(Math.abs(exponent - exponents[0] - i * step) < 1e-9));
  assert.ok(ticks[0] >= 3e-17 && ticks.at(-1)! <= 2e4);
  assert.deepEqual(decades(1e-3, 1e2, 99), [1e-3, 1e-2, 0.1, 1, 10, 100]);
});

test("a range within a decade gets finer ticks", () => {
  assert.deepEqual(logTicks(1.5, 7, 8), [2, 5]);
  assert.deepEqual(logTicks(0.8, 12, 8), [1, 10]);
});

test("logarithmic time starts at a positive time, when something moves", () => {
  assert.equal(firstMovingFrame(Float64Array.of(0, 1, 2), Float64Array.of(0, 0.5, 1)), 1);
  const times = Float64Array.of(0, 1e-9, 1e-8, 1e-3, 1);
  assert.equal(firstMovingFrame(times, Float64Array.of(0, 1e-7, 1e-6, 0.3, 1)), 2);
  assert.equal(firstMovingFrame(Float64Array.of(0), Float64Array.of(0)), 0);
});
