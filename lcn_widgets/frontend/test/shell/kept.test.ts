import assert from "node:assert/strict";
import { test } from "node:test";
import { isSound } from "../../src/shell/kept";
import { MOST_STEPS } from "../../src/state/history";

const FIRST = { input_dim: 17, widths: [3, 2], loss: "square" };
const VIEW = { speed: 1, loop: false, theme: "auto", panels: ["roots"] };
const STEP = { id: 1, from: null, next: 2, controls: FIRST, preset: "" };
const NEXT = { id: 2, from: 1, next: null, controls: { input_dim: 19 }, preset: "stiff" };
const KEPT = {
  kernel: "a", origin: FIRST, steps: [STEP, NEXT], at: 2, view: VIEW, pinned: { A: {} }, position: 0.5, tab: "theory",
};
const NONSENSE = [null, undefined, 3, NaN, "text", true, [], [[]], [null], { a: 1 }];

const sound = (kept: unknown): boolean => isSound(kept, FIRST, VIEW);

test("what a page has kept is sound, also before anything has run", () => {
  assert.ok(sound(KEPT));
  assert.ok(sound({ ...KEPT, steps: [], at: 0, pinned: {}, view: {} }));
});

test("nonsense in the place of any part is not, unless it is of the same kind", () => {
  for (const nonsense of NONSENSE) {
    assert.ok(!sound(nonsense));
    for (const [name, value] of Object.entries(KEPT)) {
      const kind = (v: unknown): string => (Array.isArray(v) ? "list" : v === null ? "null" : typeof v);
      if (kind(nonsense) === kind(value) && !(name === "steps" && (nonsense as unknown[]).length > 0) && name !== "view") {
        if (!Number.isNaN(nonsense)) continue;
      }
      assert.ok(!sound({ ...KEPT, [name]: nonsense }), `${name}: ${String(nonsense)}`);
    }
    for (const name of ["id", "controls"]) assert.ok(!sound({ ...KEPT, steps: [{ ...STEP, [name]: nonsense === 3 ? 3.5 : nonsense }] }));
  }
});

test("steps that lead in circles, twice to one place, or to nowhere are not", () => {
  const having = (change: object): boolean => sound({ ...KEPT, steps: [STEP, { ...NEXT, ...change }] });
  for (const change of [{ from: 2 }, { from: 3 }, { id: 1, from: 0 }, { next: 1 }, { controls: { strange: 1 } }, { controls: { widths: 3 } }]) {
    assert.ok(!having(change), JSON.stringify(change));
  }
  assert.ok(!sound({ ...KEPT, steps: [{ ...STEP, controls: { input_dim: 17 } }] }));
  const many = Array.from({ length: MOST_STEPS + 1 }, (_, i) => ({ ...STEP, id: i + 1, next: null }));
  assert.ok(!sound({ ...KEPT, steps: many }));
});
