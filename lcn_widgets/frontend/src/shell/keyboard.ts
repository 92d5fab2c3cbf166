/** What a key means while the focus is in the page, and when it belongs to a control instead. */

import type { LabelId } from "../words";

export type Action =
  | "toggle" | "back" | "forward" | "leapBack" | "leapForward"
  | "start" | "end" | "loop" | "slower" | "faster" | "undo" | "redo" | "help";

export const KEYS: { keys: string[]; action: Action; label: LabelId }[] = [
  { keys: ["Space"], action: "toggle", label: "page.keys.toggle" },
  { keys: ["←"], action: "back", label: "page.keys.back" },
  { keys: ["→"], action: "forward", label: "page.keys.forward" },
  { keys: ["Shift", "←"], action: "leapBack", label: "page.keys.leap_back" },
  { keys: ["Shift", "→"], action: "leapForward", label: "page.keys.leap_forward" },
  { keys: ["Home"], action: "start", label: "page.keys.start" },
  { keys: ["End"], action: "end", label: "page.keys.end" },
  { keys: ["l"], action: "loop", label: "page.keys.loop" },
  { keys: ["["], action: "slower", label: "page.keys.slower" },
  { keys: ["]"], action: "faster", label: "page.keys.faster" },
  { keys: ["Ctrl", "z"], action: "undo", label: "page.history.undo" },
  { keys: ["Ctrl", "Shift", "z"], action: "redo", label: "page.history.redo" },
  { keys: ["Ctrl", "y"], action: "redo", label: "page.history.redo" },
  { keys: ["?"], action: "help", label: "page.keys.help" },
];

/**
 * What has the focus. A text being typed keeps all keys; a control in which one chooses all but undo, a slider all but undo
 * and Space, which it has no use for, and a button only Space, which presses it. Everywhere else Space plays.
 */
export type Focus = "typing" | "control" | "slider" | "button" | "page";

export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

export function actionFor(press: KeyPress, focus: Focus): Action | null {
  if (focus === "typing") return null;
  if ((press.ctrlKey || press.metaKey) && !press.altKey) {
    const key = press.key.toLowerCase();
    if (key === "z") return press.shiftKey ? "redo" : "undo";
    return key === "y" ? "redo" : null;
  }
  const kept = focus === "control" || (focus === "slider" && press.key !== " ");
  if (kept || press.ctrlKey || press.altKey || press.metaKey) return null;
  switch (press.key) {
    case " ":
      return focus === "button" ? null : "toggle";
    case "ArrowLeft":
      return press.shiftKey ? "leapBack" : "back";
    case "ArrowRight":
      return press.shiftKey ? "leapForward" : "forward";
    case "Home":
      return "start";
    case "End":
      return "end";
    case "l":
    case "L":
      return "loop";
    case "[":
      return "slower";
    case "]":
      return "faster";
    case "?":
      return "help";
    default:
      return null;
  }
}

/** Who owns the keys at `element`. The scrub slider (`data-player-keys`) follows the player's. */
export function focusOf(element: Element | null): Focus {
  if (!element || element.closest("[data-player-keys]")) return "page";
  if (element.closest("[data-editing], dialog, [contenteditable]")) return "typing";
  if (element.matches("input[type=range]")) return "slider";
  if (element.closest("input, select, textarea, summary")) return "control";
  return element.closest("button, a[href], [role=button]") ? "button" : "page";
}
