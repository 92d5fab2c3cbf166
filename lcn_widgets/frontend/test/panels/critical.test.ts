import assert from "node:assert/strict";
import { test } from "node:test";
import { levelHeights } from "../../src/panels/critical/levels";
import { marksOf } from "../../src/panels/critical/marks";
import { fixtureInsights } from "../insights-fixture";

test("levels keep their order, the lowest at the bottom, the highest at the top", () => {
  const filters = [0.951, 1e-29, 0.951, 2.2].map((risk) => ({ risk }));
  const height = levelHeights({ filters, zero_risk: 4 } as never);
  assert.equal(height(1e-29), 0);
  assert.ok(Math.abs(height(4) - 1) < 1e-12);
  assert.ok(height(0.951) > 0.1 && height(0.951) < height(2.2));
  const single = levelHeights({ filters: [{ risk: 2 }], zero_risk: 2 } as never);
  assert.ok(Number.isFinite(single(2)) && Number.isFinite(single(7)));
});

test("a root that is null is a root at infinity", () => {
  const { wire } = fixtureInsights();
  const map = wire.critical_map as { filters: Parameters<typeof marksOf>[0][] };
  const { re, im } = marksOf(map.filters[2], "x");
  assert.deepEqual(re, [2, 2, Infinity]);
  assert.deepEqual(im, [0, 0, 0]);
});
