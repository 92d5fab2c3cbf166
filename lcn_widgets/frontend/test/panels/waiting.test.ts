import assert from "node:assert/strict";
import { test } from "node:test";
import { missing } from "../../src/panels/waiting";
import { decodeInsights, isInsights } from "../../src/protocol/insights";
import { fixtureInsights } from "../insights-fixture";

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
