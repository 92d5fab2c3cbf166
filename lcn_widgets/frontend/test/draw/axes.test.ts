import assert from "node:assert/strict";
import { test } from "node:test";
import { ColourMap, parseColour } from "../../src/draw/colourmap";
import { formatLogTick, formatRoot, formatTick, formatValue } from "../../src/draw/format";
import { hasEnded, scalarAt, valueAt } from "../../src/draw/frames";
import { clipToLog, decades, firstMovingFrame, logRange, logTicks, positiveRange } from "../../src/draw/logarithmic";
import { reachOf } from "../../src/draw/robust";

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

test("values between frames lie on the line, and the last frame holds", () => {
  const matrix = { data: Float64Array.of(0, 10, 4, 20), rows: 2, columns: 2 };
  assert.equal(valueAt(matrix, { index: 0, fraction: 0.25 }, 0), 1);
  assert.equal(valueAt(matrix, { index: 0, fraction: 0.5 }, 1), 15);
  assert.equal(valueAt(matrix, { index: 1, fraction: 0.5 }, 1), 20);
  assert.equal(scalarAt(Float64Array.of(1, 3), { index: 0, fraction: 0.5 }), 2);
  assert.equal(scalarAt(Float64Array.of(1, 3), { index: 7, fraction: 0.5 }), 3);
});

test("zero has the colour of the surface and signs differ", () => {
  for (const [theme, surface] of [["light", "#ffffff"], ["dark", "#191D22"]] as const) {
    const colours = new ColourMap(theme, surface);
    assert.deepEqual(parseColour(colours.at(0)), parseColour(surface));
    assert.equal(colours.at(7), colours.at(1));
    const [red, , blue] = parseColour(colours.at(-0.3))!;
    const [red2, , blue2] = parseColour(colours.at(0.3))!;
    assert.ok(red > blue && blue2 > red2);
  }
});

test("the colour map is monotone in contrast with the surface", () => {
  const distance = (colour: string, from: number[]): number =>
    Math.hypot(...parseColour(colour)!.map((value, i) => value - from[i]));
  for (const [theme, surface] of [["light", "#ffffff"], ["dark", "#191D22"]] as const) {
    const colours = new ColourMap(theme, surface);
    const zero = parseColour(surface)!;
    for (const sign of [-1, 1]) {
      const steps = [0, 0.2, 0.4, 0.6, 0.8, 1].map((size) => distance(colours.at(sign * size), zero));
      steps.slice(1).forEach((step, i) => assert.ok(step > steps[i], `${theme} ${sign}: ${steps}`));
    }
  }
});

test("numbers read as mathematics", () => {
  assert.equal(formatValue(-1.23456), "−1.235");
  assert.equal(formatValue(0), "0.000");
  assert.equal(formatRoot(0.5, -1.2), "0.500 − 1.200i");
  assert.equal(formatRoot(-2, 1e-14), "−2.000");
  assert.equal(formatRoot(Infinity, 0), "∞");
  assert.equal(formatTick(0.25), "0.25");
  assert.equal(formatTick(2e-7), "2·10⁻⁷");
  assert.equal(formatLogTick(1e-12), "10⁻¹²");
  assert.equal(formatLogTick(0.01), "0.01");
});

test("a scale holds all values, but of a diverging run not its last explosion", () => {
  const data = Float64Array.from({ length: 40 }, (_, i) => (i < 36 ? (i % 2 ? -2 : 1) : -(10 ** i)));
  const matrix = { data, rows: 20, columns: 2 };
  const ending = (status: string) => ({ outcome: { status, converged: false, message: { id: "" } } });
  assert.equal(reachOf(matrix, ending("diverged")), 2);
  assert.equal(reachOf(matrix, ending("time limit")), 10 ** 39);
  assert.equal(reachOf({ data: Float64Array.of(NaN, -3), rows: 1, columns: 2 }, ending("diverged")), 3);
});

test("a track has ended after its last frame, one that is not there never", () => {
  const track = { times: Float64Array.of(0, 2) };
  assert.equal(hasEnded(track, 2), false);
  assert.equal(hasEnded(track, 2.1), true);
  assert.equal(hasEnded(undefined, 9), false);
});
