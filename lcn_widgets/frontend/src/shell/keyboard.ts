/** What a key means while the focus is in the page, and when it belongs to a control instead. */

export type Action =
  | "toggle" | "back" | "forward" | "leapBack" | "leapForward"
  | "start" | "end" | "loop" | "slower" | "faster" | "help";

export const KEYS: { keys: string[]; action: Action; label: string }[] = [
  { keys: ["Space"], action: "toggle", label: "play or pause" },
  { keys: ["←"], action: "back", label: "step back" },
  { keys: ["→"], action: "forward", label: "step forward" },
  { keys: ["Shift", "←"], action: "leapBack", label: "leap back" },
  { keys: ["Shift", "→"], action: "leapForward", label: "leap forward" },
  { keys: ["Home"], action: "start", label: "go to the start" },
  { keys: ["End"], action: "end", label: "go to the end" },
  { keys: ["l"], action: "loop", label: "loop on or off" },
  { keys: ["["], action: "slower", label: "slower" },
  { keys: ["]"], action: "faster", label: "faster" },
  { keys: ["?"], action: "help", label: "show these keys" },
];

/** What has the focus: a control that types or slides keeps its keys, a button keeps Space. */
export type Focus = "control" | "button" | "page";

export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

export function actionFor(press: KeyPress, focus: Focus): Action | null {
  if (focus === "control" || press.ctrlKey || press.altKey || press.metaKey) return null;
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
  if (element.closest("input, select, textarea, summary, dialog, [contenteditable]")) return "control";
  return element.closest("button, a[href], [role=button]") ? "button" : "page";
}
