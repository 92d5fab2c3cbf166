import assert from "node:assert/strict";
import { test } from "node:test";
import { FORMULA_NAMES } from "../../src/panels/theorem/formulas";
import { decodeInsights, isInsights, marksOf } from "../../src/protocol/insights";
import { numberOf } from "../../src/protocol/message";
import { clustered } from "../../src/shell/timeline";
import { missing } from "../../src/ui/waiting";
import { fixtureInsights } from "../insights-fixture";

test("values and bounds are read where their addresses point", () => {
  const { wire, buffer } = fixtureInsights(11);
  const { theorem, cone } = decodeInsights(wire, buffer);
  const [data, filter, layers] = theorem!.links;
  assert.equal(data.values, null);
  assert.equal(filter.values!.length, 11);
  assert.equal(filter.values![0], 0.6);
  assert.deepEqual([...layers.bounds[1].values], [57.3]);
  assert.equal(cone!.length, 3 * 72);
});

test("numbers that JSON cannot hold are numbers again", () => {
  const { wire, buffer } = fixtureInsights();
  const [, { numbers }] = decodeInsights(wire, buffer).theorem!.statements;
  assert.deepEqual(numbers.map(({ value }) => value), [20, 1.234e-17, Infinity]);
  assert.throws(() => numberOf("many"), /"many" is not a number/);
});

test("every generator decoded lies on the cone v₁² = 4v₀v₂", () => {
  const { wire, buffer } = fixtureInsights();
  const { cone } = decodeInsights(wire, buffer);
  for (let i = 0; i < cone!.length; i += 3) {
    const [v0, v1, v2] = cone!.subarray(i, i + 3);
    assert.ok(Math.abs(v1 * v1 - 4 * v0 * v2) < 1e-12);
  }
});

test("what has not come is known to be missing, and why", () => {
  assert.ok(!isInsights({}) && !isInsights(null));
  const nothing = decodeInsights({ revision: 3, pending: ["theorem"] }, new DataView(new ArrayBuffer(0)));
  assert.equal(missing(null, "cone"), "computing …");
  assert.equal(missing(nothing, "theorem"), "computing …");
  assert.notEqual(missing(nothing, "critical_map"), "");
  assert.notEqual(missing(nothing, "critical_map"), "computing …");
  const { wire, buffer } = fixtureInsights();
  assert.equal(missing(decodeInsights(wire, buffer), "theorem"), "");
});

test("bytes that do not fit are named", () => {
  const { wire } = fixtureInsights();
  assert.throws(() => decodeInsights(wire, new DataView(new ArrayBuffer(8))), /array "filter"/);
});

test("a root that is null is a root at infinity", () => {
  const { wire } = fixtureInsights();
  const map = wire.critical_map as { filters: Parameters<typeof marksOf>[0][] };
  const { re, im } = marksOf(map.filters[2], "x");
  assert.deepEqual(re, [2, 2, Infinity]);
  assert.deepEqual(im, [0, 0, 0]);
});

test("clusters keep every event, in order, and no two are nearer than the gap", () => {
  const positions = [0.5, 0.1, 0.11, 0.9, 0.13, 0.52, 0.119];
  const events = positions.map((time) => ({ time, kind: "plateau", layers: [], message: { id: "" } }));
  const clusters = clustered(events, positions, 0.025);
  const times = clusters.flatMap((cluster) => cluster.events.map(({ time }) => time));
  assert.deepEqual(times, [...positions].sort((a, b) => a - b));
  clusters.slice(1).forEach(({ position }, i) => assert.ok(position - clusters[i].position >= 0.025));
  assert.deepEqual(clusters.map(({ events: held }) => held.length), [3, 1, 2, 1]);
  assert.deepEqual(clustered([], [], 0.1), []);
});

test("each statement of the theorem has one formula", () => {
  assert.equal(new Set(FORMULA_NAMES).size, 13);
});
