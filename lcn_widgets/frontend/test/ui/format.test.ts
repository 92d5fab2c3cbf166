import assert from "node:assert/strict";
import { test } from "node:test";
import { editNumber, formatRoot } from "../../src/ui/format";

test("roots read as mathematics", () => {
  assert.equal(formatRoot(0.5, -1.2), "0.500 − 1.200i");
  assert.equal(formatRoot(-2, 1e-14), "−2.000");
  assert.equal(formatRoot(Infinity, 0), "∞");
});

test("a number to edit reads back as the same number", () => {
  for (const value of [0.1 + 0.2, 1e-12, 12345.678, -7, 1e21]) {
    assert.ok(Math.abs(Number(editNumber(value)) - value) <= 1e-11 * Math.abs(value));
  }
  assert.equal(editNumber(0.1 + 0.2), "0.3");
  assert.equal(editNumber(1e9), "1e9");
  assert.equal(editNumber(100000), "100000");
});
