import assert from "node:assert/strict";
import { test } from "node:test";
import { KEYS } from "../../src/shell/keyboard";
import { readingOf, spoken } from "../../src/shell/status";
import { learn, say, t } from "../../src/words";
import { fixtureRun, fixtureSchema } from "../fixture";

test("a reading is a sentence with the numbers of the frame, without a drift where nothing can drift", () => {
  const run = fixtureRun(5);
  const reading = readingOf(run, 10, { index: 3, fraction: 1 });
  assert.equal(spoken(reading), "t = 10, risk 11.44, gradient 10⁻⁸ of its start, δ drifted by 4 × 10⁻¹³");
  assert.equal(spoken({ ...reading, drift: null }), "t = 10, risk 11.44, gradient 10⁻⁸ of its start");
});

test("the summary of a run is said with the kernel's words", () => {
  learn(fixtureSchema.words);
  assert.equal(
    say(fixtureRun(5).summary),
    "The flow converged at t = 10; risk 11.44, gradient 10⁻⁸ of its start; δ drifted by 4 × 10⁻¹³.",
  );
});

test("every key of the help has a name", () => {
  for (const { label } of KEYS) assert.match(t(label), /^\p{L}/u);
});
