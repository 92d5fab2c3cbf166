import assert from "node:assert/strict";
import { test } from "node:test";
import { formatLogTick, formatTick } from "../../src/draw/ticks";

test("labels of ticks are as short as they can be", () => {
  assert.equal(formatTick(0.25), "0.25");
  assert.equal(formatTick(2e-7), "2·10⁻⁷");
  assert.equal(formatLogTick(1e-12), "10⁻¹²");
  assert.equal(formatLogTick(0.01), "0.01");
});
