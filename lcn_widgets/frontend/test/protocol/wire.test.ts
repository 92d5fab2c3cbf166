import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeArray } from "../../src/protocol/arrays";
import { decodeRun, isHeader } from "../../src/protocol/wire";
import { fixtureWire } from "../fixture";

test("a run survives the way through bytes, number by number", () => {
  const { header, buffer } = fixtureWire(5);
  const run = decodeRun(header, buffer);
  const [track] = run.tracks;
  assert.equal(track.times.length, 5);
  assert.equal(track.times[0], 0);
  assert.equal(track.times[4], 10);
  assert.deepEqual([track.filters.rows, track.filters.columns], [5, 7]);
  assert.deepEqual([...track.filters.data.subarray(0, 7)], [0.9, -1.3, 0.8, 1.2, 0.5, -0.4, 1.1]);
  assert.deepEqual([track.drifts.rows, track.drifts.columns], [5, 2]);
  assert.equal(run.reference.final_filter.length, 7);
  assert.deepEqual(run.targetLabel, { id: "data.target.teacher" });
});

test("an aligned buffer is not copied, a misaligned one reads the same", () => {
  const aligned = fixtureWire(5);
  const shifted = fixtureWire(5, 3);
  const first = decodeRun(aligned.header, aligned.buffer).tracks[0].risks;
  const second = decodeRun(shifted.header, shifted.buffer).tracks[0].risks;
  assert.equal(first.buffer, aligned.buffer.buffer);
  assert.notEqual(second.buffer, shifted.buffer.buffer);
  assert.deepEqual(second, first);
});

test("the root at infinity arrives as Infinity", () => {
  const bytes = new DataView(Float64Array.of(1, Infinity).buffer);
  const values = decodeArray("roots_re", { offset: 0, shape: [2], dtype: "float64" }, bytes);
  assert.equal(values[1], Infinity);
});

test("other element types become float64", () => {
  const bytes = new DataView(Int32Array.of(7, -2).buffer);
  const values = decodeArray("counts", { offset: 4, shape: [1], dtype: "int32" }, bytes);
  assert.ok(values instanceof Float64Array);
  assert.deepEqual([...values], [-2]);
});

test("a header that disagrees with the bytes is refused by name", () => {
  const { header, buffer } = fixtureWire(5);
  const short = new DataView(buffer.buffer, 0, 64);
  assert.throws(() => decodeRun(header, short), /beyond the 64 bytes/);
  const strange = { offset: 0, shape: [1], dtype: "float16" };
  assert.throws(() => decodeArray("risks", strange, buffer), /"risks" has the unknown type float16/);
  delete header.tracks[0].arrays.drifts;
  assert.throws(() => decodeRun(header, buffer), /"drifts" is missing/);
});

test("an empty trait is not yet a header", () => {
  assert.equal(isHeader({}), false);
  assert.equal(isHeader(null), false);
  assert.equal(isHeader(fixtureWire(2).header), true);
});
