import assert from "node:assert/strict";
import { test } from "node:test";
import { editNumber, formatNumber, formatRoot, formatValue } from "../../src/ui/format";

test("numbers read as mathematics", () => {
  assert.equal(formatValue(-1.23456), "−1.235");
  assert.equal(formatValue(0), "0.000");
  assert.equal(formatRoot(0.5, -1.2), "0.500 − 1.200i");
  assert.equal(formatRoot(-2, 1e-14), "−2.000");
  assert.equal(formatRoot(Infinity, 0), "∞");
});

test("numbers are short and keep their leading digits", () => {
  assert.equal(formatNumber(0), "0");
  assert.equal(formatNumber(11.4375, 4), "11.44");
  assert.equal(formatNumber(-0.3125), "−0.313");
  assert.equal(formatNumber(1e-8), "1.0 × 10⁻⁸");
  assert.equal(formatNumber(4.26e12), "4.3 × 10¹²");
  assert.equal(formatNumber(Infinity), "∞");
  assert.equal(formatNumber(NaN), "–");
});

test("a number to edit reads back as the same number", () => {
  for (const value of [0.1 + 0.2, 1e-12, 12345.678, -7, 1e21]) {
    assert.ok(Math.abs(Number(editNumber(value)) - value) <= 1e-11 * Math.abs(value));
  }
  assert.equal(editNumber(0.1 + 0.2), "0.3");
  assert.equal(editNumber(1e9), "1e9");
  assert.equal(editNumber(100000), "100000");
});
