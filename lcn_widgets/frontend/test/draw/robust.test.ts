import assert from "node:assert/strict";
import { test } from "node:test";
import { reachOf } from "../../src/draw/robust";

test("a scale holds all values, but of a diverging run not its last explosion", () => {
  const data = Float64Array.from({ length: 40 }, (_, i) => (i < 36 ? (i % 2 ? -2 : 1) : -(10 ** i)));
  const matrix = { data, rows: 20, columns: 2 };
  const ending = (status: string) => ({ outcome: status });
  assert.equal(reachOf(matrix, ending("diverged")), 2);
  assert.equal(reachOf(matrix, ending("time limit")), 10 ** 39);
  assert.equal(reachOf({ data: Float64Array.of(NaN, -3), rows: 1, columns: 2 }, ending("diverged")), 3);
});
