import assert from "node:assert/strict";
import { test } from "node:test";
import { actionFor, KEYS, type Focus, type KeyPress } from "../../src/shell/keyboard";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...held,
});

const typed: Record<string, string> = { Space: " ", "←": "ArrowLeft", "→": "ArrowRight" };

test("every key that the help lists does what it says", () => {
  for (const { keys, action } of KEYS) {
    const key = keys[keys.length - 1];
    const shiftKey = keys.includes("Shift");
    const ctrlKey = keys.includes("Ctrl");
    assert.equal(actionFor(press(typed[key] ?? key, { shiftKey, ctrlKey }), "page"), action);
  }
});

test("a field keeps all its keys, a button keeps Space", () => {
  for (const key of [" ", "ArrowLeft", "Home", "l", "?"]) {
    assert.equal(actionFor(press(key), "control" satisfies Focus), null);
  }
  assert.equal(actionFor(press(" "), "button"), null);
  assert.equal(actionFor(press(" "), "slider"), "toggle");
  assert.equal(actionFor(press("ArrowRight"), "slider"), null);
  assert.equal(actionFor(press("ArrowRight"), "button"), "forward");
});

test("undo works at a control, but a text being typed has an undo of its own", () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
    assert.equal(actionFor(press("z", held), "control"), "undo");
    assert.equal(actionFor(press("Z", { ...held, shiftKey: true }), "control"), "redo");
    assert.equal(actionFor(press("z", held), "typing"), null);
  }
});

test("other keys with Control, Alt or Meta belong to the browser", () => {
  for (const held of ["ctrlKey", "altKey", "metaKey"] as const) {
    assert.equal(actionFor(press("l", { [held]: true }), "page"), null);
  }
});
