/** Keys, and what pointer and keys do between two rests: that is one step of the history. */

import { LEAP, nextSpeed, STEP } from "../state/player";
import type { Store } from "../state/store";
import { actionFor, focusOf, type Action } from "./keyboard";

/** Have `root` listen to the keys of the page. */
export function followKeys(root: HTMLElement, store: Store, help: () => void): void {
  root.addEventListener("keydown", (event) => {
    const action = event.defaultPrevented ? null : actionFor(event, focusOf(event.target as Element));
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    if (action === "help") help();
    else act(store, action);
  });
}

/** What is done from one of these to the next is one step of the history. */
export function followGestures(root: HTMLElement, { gestures }: Store, signal: AbortSignal): void {
  root.addEventListener("pointerdown", () => gestures.hold(), true);
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => gestures.release(), { capture: true, signal });
  root.addEventListener("click", () => (gestures.hold(), gestures.release()), true);
}

function act(store: Store, action: Exclude<Action, "help">): void {
  const { speed, loop } = store.player;
  switch (action) {
    case "toggle":
      return store.toggle();
    case "back":
      return store.step(-STEP);
    case "forward":
      return store.step(STEP);
    case "leapBack":
      return store.step(-LEAP);
    case "leapForward":
      return store.step(LEAP);
    case "start":
      return store.moveTo(0);
    case "end":
      return store.moveTo(1);
    case "loop":
      return store.show("loop", !loop);
    case "undo":
      return store.undo();
    case "redo":
      return store.redo();
    case "slower":
      return store.show("speed", nextSpeed(speed, -1));
    case "faster":
      return store.show("speed", nextSpeed(speed, 1));
  }
}
