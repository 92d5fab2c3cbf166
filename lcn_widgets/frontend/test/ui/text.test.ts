import assert from "node:assert/strict";
import { test } from "node:test";
import { editNumber } from "../../src/ui/format";
import { parseInteger, parseNumber, parseNumbers } from "../../src/controls/parse";
import { say } from "../../src/words";
import { shareOf, sliderSteps, valueAt, type Range } from "../../src/controls/range";

test("a number to edit reads back as the same number", () => {
  for (const value of [0.1 + 0.2, 1e-12, 12345.678, -7, 1e21]) {
    assert.ok(Math.abs(Number(editNumber(value)) - value) <= 1e-11 * Math.abs(value));
  }
  assert.equal(editNumber(0.1 + 0.2), "0.3");
  assert.equal(editNumber(1e9), "1e9");
  assert.equal(editNumber(100000), "100000");
});

test("whole numbers: fractions, words and nothing get a sentence", () => {
  assert.deepEqual(parseInteger(" 21 "), { value: 21 });
  assert.deepEqual(parseInteger("-3"), { value: -3 });
  for (const wrong of ["2.5", "two", "", "1e400"]) {
    const parsed = parseInteger(wrong);
    assert.ok("wrong" in parsed && say(parsed.wrong).endsWith("."), wrong);
  }
});

test("numbers: exponents and true minus signs are read", () => {
  assert.deepEqual(parseNumber("1e-3"), { value: 0.001 });
  assert.deepEqual(parseNumber("−2"), { value: -2 });
  assert.ok("wrong" in parseNumber("1,5"));
});

test("lists take commas, blanks and semicolons, and name the part that is wrong", () => {
  assert.deepEqual(parseNumbers("1, -0.5; 2e-3 4"), { value: [1, -0.5, 0.002, 4] });
  assert.deepEqual(parseNumbers("  "), { value: [] });
  const parsed = parseNumbers("1, x, 2");
  assert.ok("wrong" in parsed && say(parsed.wrong).includes("“x”"));
});

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
