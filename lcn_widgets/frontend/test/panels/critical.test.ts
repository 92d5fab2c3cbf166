import assert from "node:assert/strict";
import { test } from "node:test";
import { describeFilter, describeShared, describeSpectrum, headingOf } from "../../src/panels/critical/describe";
import { levelHeights } from "../../src/panels/critical/levels";
import { marksOf } from "../../src/panels/critical/marks";
import { decodeInsights, type CriticalFilter, type CriticalMap } from "../../src/protocol/insights";
import { fixtureInsights } from "../insights-fixture";

function filters(): CriticalFilter[] {
  const { wire, buffer } = fixtureInsights(3);
  return (decodeInsights(wire, buffer).critical_map as CriticalMap).filters;
}

test("levels keep their order, the lowest at the bottom, the highest at the top", () => {
  const filters = [0.951, 1e-29, 0.951, 2.2].map((risk) => ({ risk }));
  const height = levelHeights({ filters, zero_risk: 4 } as never);
  assert.equal(height(1e-29), 0);
  assert.ok(Math.abs(height(4) - 1) < 1e-12);
  assert.ok(height(0.951) > 0.1 && height(0.951) < height(2.2));
  const single = levelHeights({ filters: [{ risk: 2 }], zero_risk: 2 } as never);
  assert.ok(Number.isFinite(single(2)) && Number.isFinite(single(7)));
});

test("a root at infinity is marked there", () => {
  const { re, im } = marksOf(filters()[2], "x");
  assert.deepEqual(re, [2, 2, Infinity]);
  assert.deepEqual(im, [0, 0, 0]);
});

test("a critical filter tells all kinds of points above it", () => {
  const [first, second] = filters();
  assert.deepEqual(describeFilter(first, false), { name: "global minimum", value: "risk 9.128, roots (1|1)" });
  assert.deepEqual(describeFilter(second, true), {
    name: "local minimum or strict saddle", value: "risk 11.44, roots (2,1|), reached by this run",
  });
});

test("only a list that is proved complete is said to be all", () => {
  const { wire } = fixtureInsights();
  const map = wire.critical_map as Exclude<Parameters<typeof headingOf>[0], null>;
  assert.equal(headingOf(map), "All critical points");
  assert.equal(headingOf({ ...map, certified: false } as typeof map), "Critical points found");
  assert.equal(headingOf(null), "All critical points");
});

test("eigenvalues are counted by sign, the directions of scaling apart", () => {
  assert.equal(describeSpectrum([1, 1, 0], 1), "Eigenvalues of the Hessian: 2 positive, 1 not to be told from zero, 1 of scaling (square)");
  assert.equal(describeSpectrum([-1, 1], 2), "Eigenvalues of the Hessian: 1 positive, 1 negative, 2 of scaling (squares)");
});

test("common roots name their layers", () => {
  assert.equal(describeShared([]), "none");
  assert.equal(
    describeShared([{ layers: [1, 2], re: -1, im: 0 }, { layers: [2, 3], re: Infinity, im: 0 }]),
    "layers 1 and 2 at −1.000; layers 2 and 3 at ∞",
  );
});
