import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeInsights, type WireInsights } from "../../src/protocol/insights";
import { numberOf } from "../../src/protocol/message";
import { fixtureInsights } from "../insights-fixture";
import { Packer } from "../packer";

test("values and bounds are read where their addresses point", () => {
  const { wire, buffer } = fixtureInsights(11);
  const { theorem, cone } = decodeInsights(wire, buffer);
  const [data, filter, layers] = theorem!.links;
  assert.equal(data.values, null);
  assert.equal(filter.values!.length, 11);
  assert.equal(filter.values![0], 0.6);
  assert.deepEqual([...layers.bounds[1].values], [57.3]);
  assert.equal(cone!.generators.length, 3 * 72);
});

test("numbers that JSON cannot hold are numbers again", () => {
  const { wire, buffer } = fixtureInsights();
  const [, { numbers }] = decodeInsights(wire, buffer).theorem!.statements;
  assert.deepEqual(numbers.map(({ value }) => value), [20, 1.234e-17, Infinity]);
  assert.throws(() => numberOf("many"), /"many" is not a number/);
});

test("every generator decoded lies on the cone v₁² = 4v₀v₂", () => {
  const { wire, buffer } = fixtureInsights();
  const { generators } = decodeInsights(wire, buffer).cone!;
  for (let i = 0; i < generators.length; i += 3) {
    const [v0, v1, v2] = generators.subarray(i, i + 3);
    assert.ok(Math.abs(v1 * v1 - 4 * v0 * v2) < 1e-12);
  }
});

test("bytes that do not fit are named", () => {
  const { wire } = fixtureInsights();
  assert.throws(() => decodeInsights(wire, new DataView(new ArrayBuffer(8))), /array "theorem\.links\.1\.values"/);
});

test("a piece that the page does not know is decoded like the others", () => {
  const packer = new Packer();
  const path_length = { steps: packer.add([1, 2, 4]), ratio: "inf", parts: [{ least: "-inf", name: "first" }, null] };
  const insights = decodeInsights({ revision: 3, pending: [], path_length } as WireInsights, packer.view());
  assert.deepEqual(insights, {
    revision: 3,
    pending: [],
    path_length: {
      steps: Float64Array.of(1, 2, 4), ratio: Infinity, parts: [{ least: -Infinity, name: "first" }, null],
    },
  });
});
