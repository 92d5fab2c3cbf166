import assert from "node:assert/strict";
import { test } from "node:test";
import { barScale, barTicks, isBeyond, shareOn } from "../../src/draw/barscale";
import { formatLog10 } from "../../src/draw/logbar";
import { HOME, project, turned } from "../../src/draw/orbit";
import { apart, levelUnit, signedDecades, softLog } from "../../src/draw/symlog";
import { levelHeights } from "../../src/panels/critical/levels";

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

test("signed decades are odd, zero within the threshold and one decade apart", () => {
  assert.equal(signedDecades(1e-7, 1e-6), 0);
  assert.equal(signedDecades(0, 1e-6), 0);
  for (const value of [1e-5, 3, 1e8]) {
    assert.equal(signedDecades(-value, 1e-6), -signedDecades(value, 1e-6));
    assert.ok(Math.abs(signedDecades(10 * value, 1e-6) - signedDecades(value, 1e-6) - 1) < 1e-9);
  }
});

test("levels keep their order, the lowest at the bottom, the highest at the top", () => {
  const filters = [0.951, 1e-29, 0.951, 2.2].map((risk) => ({ risk }));
  const height = levelHeights({ filters, zero_risk: 4 } as never);
  assert.equal(height(1e-29), 0);
  assert.ok(Math.abs(height(4) - 1) < 1e-12);
  assert.ok(height(0.951) > 0.1 && height(0.951) < height(2.2));
  const single = levelHeights({ filters: [{ risk: 2 }], zero_risk: 2 } as never);
  assert.ok(Number.isFinite(single(2)) && Number.isFinite(single(7)));
});

test("rounding is no level", () => {
  assert.equal(levelUnit([0, 1e-25, 3, 50]), 3);
  assert.equal(levelUnit([0, 0]), 1);
  assert.equal(softLog(-1, 1), 0);
  assert.deepEqual(apart([0, 0.05, 0.2, 0.25, 0.9], (x) => x, 0.1), [0, 0.2, 0.9]);
});

test("the view is an isometry of coefficient space, whatever the angles", () => {
  const size = ({ x, y, depth }: { x: number; y: number; depth: number }): number => Math.hypot(x, y, depth);
  for (const azimuth of [0, 0.7, 3]) {
    for (const elevation of [-1.2, 0, 0.4]) {
      for (const [v0, v1, v2] of [[1, 0, 0], [0.3, -2, 1], [-1, 1, 5]]) {
        assert.ok(Math.abs(size(project({ azimuth, elevation }, v0, v1, v2)) - Math.hypot(v0, v1, v2)) < 1e-12);
      }
    }
  }
});

test("the axis of the cone stands upright and turning keeps it where it is", () => {
  for (const azimuth of [0, 1, 2]) {
    const { x, y } = project({ azimuth, elevation: HOME.elevation }, 1, 0, 1);
    assert.ok(Math.abs(x) < 1e-12 && y > 0);
  }
  assert.equal(turned(HOME, 0, 99).elevation, Math.PI / 2);
  assert.equal(turned(HOME, 1, 0).azimuth, HOME.azimuth + 1);
});
