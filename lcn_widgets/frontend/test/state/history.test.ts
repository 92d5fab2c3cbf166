import assert from "node:assert/strict";
import { test } from "node:test";
import { Gestures, History, MOST_STEPS } from "../../src/state/history";

const at = (history: History): unknown => history.present?.controls.a;

/** A history of the values 0, 1, 2, … of one control. */
function counted(count: number): History {
  const history = new History();
  for (let a = 0; a < count; a++) history.record({ a, b: [1, 2] }, "");
  return history;
}

function undo(history: History): void {
  const step = history.back(history.present!.controls);
  if (step) history.arrive(step.id);
}

function redo(history: History): void {
  const step = history.forth();
  if (step) history.arrive(step.id);
}

test("undo and redo walk along the steps and stop at their ends", () => {
  const history = counted(3);
  assert.equal(at(history), 2);
  for (const expected of [1, 0, 0]) {
    undo(history);
    assert.equal(at(history), expected);
  }
  for (const expected of [1, 2, 2]) {
    redo(history);
    assert.equal(at(history), expected);
  }
});

test("equal controls are no step, whatever objects hold them", () => {
  const history = counted(1);
  history.record({ a: 0, b: [1, 2] }, "");
  assert.equal(history.steps.length, 1);
});

test("what was undone stays when something else is done", () => {
  const history = counted(3);
  undo(history);
  history.record({ a: "other", b: [] }, "");
  assert.deepEqual(history.steps.map(({ controls }) => controls.a), [0, 1, 2, "other"]);
  undo(history);
  assert.equal(at(history), 1);
  redo(history);
  assert.equal(at(history), "other");
  history.arrive(history.steps[2].id); // the other branch, by the list
  undo(history);
  redo(history);
  assert.equal(at(history), 2);
});

test("from values that are not noted, undo leads back to the last that are", () => {
  const history = counted(2);
  assert.equal(history.back({ a: "refused", b: [1, 2] }), history.present);
});

test("one gesture is one step", () => {
  const history = counted(1);
  for (const a of [0.1, 0.2, 0.3]) history.record({ a, b: [] }, "", "drag");
  history.record({ a: 0.4, b: [] }, "", "the next drag");
  assert.deepEqual(history.steps.map(({ controls }) => controls.a), [0, 0.3, 0.4]);
});

test("a gesture that ends where it began is no step", () => {
  const history = counted(2);
  for (const a of [5, 1]) history.record({ a, b: [1, 2] }, "", "drag");
  assert.deepEqual(history.steps.map(({ controls }) => controls.a), [0, 1]);
  history.record({ a: 7, b: [] }, "", "drag");
  assert.deepEqual(history.steps.map(({ controls }) => controls.a), [0, 1, 7]);
});

test("a gesture that goes on after an undo does not overwrite what it undid to", () => {
  const history = counted(2);
  history.record({ a: 2, b: [] }, "", "drag");
  undo(history);
  history.record({ a: 3, b: [] }, "", "drag");
  assert.deepEqual(history.steps.map(({ controls }) => controls.a), [0, 1, 2, 3]);
});

test("it remembers so many steps and no more", () => {
  const history = counted(MOST_STEPS + 20);
  assert.equal(history.steps.length, MOST_STEPS);
  for (let i = 0; i < 2 * MOST_STEPS; i++) undo(history);
  assert.equal(at(history), 20);
});

test("a drag is one gesture however long it rests, presses of a key belong together while they follow closely", () => {
  const gestures = new Gestures();
  gestures.hold();
  const drag = [0, 5_000, 60_000].map((now) => gestures.of("a", now));
  gestures.release();
  assert.equal(new Set(drag).size, 1);
  assert.equal(gestures.of("a", 60_300), drag[0]); // the answer to the last move
  const keys = [70_000, 70_400, 70_800].map((now) => gestures.of("a", now));
  assert.equal(new Set([...drag, ...keys]).size, 2);
  assert.notEqual(gestures.of("b", 70_900), keys[0]);
  assert.notEqual(gestures.of("b", 73_000), gestures.of("b", 75_000));
});
