import assert from "node:assert/strict";
import { test } from "node:test";
import { barScale, barTicks, isBeyond, shareOn } from "../../src/panels/theorem/barscale";
import { stepsOf } from "../../src/panels/theorem/chain";
import { formatLog10 } from "../../src/panels/theorem/logbar";
import { decodeInsights } from "../../src/protocol/insights";
import { fixtureInsights } from "../insights-fixture";
import { fixtureChain as chain, fixtureClaims as claims } from "../words-fixture";

test("the bar shows all values and the nearest bound; a far bound is beyond it", () => {
  const values = [0.2, 0.9, 0.5];
  const scale = barScale(values, [[4.4], [57.3]]);
  for (const value of [...values, 4.4]) {
    assert.ok(shareOn(scale, value) > 0 && shareOn(scale, value) < 1);
    assert.ok(!isBeyond(scale, value));
  }
  assert.ok(isBeyond(scale, 57.3));
  assert.equal(shareOn(scale, 57.3), 1);
});

test("a farther bound stays on the bar while it leaves the rest half of the room", () => {
  assert.ok(!isBeyond(barScale([0, 1], [[2], [4]]), 4));
  assert.ok(isBeyond(barScale([0, 1], [[2], [9]]), 9));
});

test("bars exist without a bound, with vanishing values, and for a single value", () => {
  const cases: [number[], number[][]][] = [[[3, 3], []], [[-Infinity, 2], [[Infinity]]], [[], []], [[-300, 0], [[1]]]];
  for (const [values, bounds] of cases) {
    const { low, high } = barScale(values, bounds);
    assert.ok(Number.isFinite(low) && Number.isFinite(high) && high - low >= 1, `${low} ${high}`);
  }
  assert.equal(shareOn(barScale([0, 1], []), -Infinity), 0);
  assert.equal(shareOn(barScale([0, 1], []), NaN), 0);
});

test("shares grow with the value, ticks are whole decades on the bar", () => {
  const scale = barScale([3, 12], [[14]]);
  const shares = [3, 5, 12, 14].map((value) => shareOn(scale, value));
  shares.slice(1).forEach((share, i) => assert.ok(share > shares[i]));
  const ticks = barTicks(scale, 5);
  assert.ok(ticks.length >= 2 && ticks.length <= 6);
  for (const tick of ticks) assert.ok(Number.isInteger(tick) && tick >= scale.low && tick <= scale.high);
});

test("a number beyond every float is still written", () => {
  assert.equal(formatLog10(57.3), "10⁵⁷");
  assert.equal(formatLog10(400), "10⁴⁰⁰");
  assert.equal(formatLog10(0.6), "3.98");
  assert.equal(formatLog10(-Infinity), "0");
  assert.equal(formatLog10(Infinity), "∞");
  assert.equal(formatLog10(NaN), "–");
});

test("a step knows its claims, its statements and the one that decides it", () => {
  const { wire, buffer } = fixtureInsights(3);
  const steps = stepsOf(decodeInsights(wire, buffer).theorem!, { chain, claims });
  assert.deepEqual(steps.map(({ meaning }) => meaning.title), chain.map(({ title }) => title));
  const [data] = steps;
  assert.deepEqual(data.judged.map(({ claim }) => claim.name), ["loss", "data_rank"]);
  assert.deepEqual(data.judged.map(({ statement }) => statement.status), ["holds", "fails"]);
  assert.equal(data.decisive, data.judged[0]);
});

test("what the kernel has not described is left out", () => {
  const { wire, buffer } = fixtureInsights(3);
  const theorem = decodeInsights(wire, buffer).theorem!;
  assert.deepEqual(stepsOf(theorem, { chain: [], claims }), []);
  const steps = stepsOf(theorem, { chain, claims: claims.filter(({ name }) => name !== "loss") });
  assert.deepEqual(steps.map(({ link }) => link.name), ["filter", "layers", "limit"]);
});
