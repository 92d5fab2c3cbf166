import assert from "node:assert/strict";
import { test } from "node:test";
import { parseInteger, parseNumber, parseNumbers } from "../../src/controls/parse";
import { say } from "../../src/words";

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
