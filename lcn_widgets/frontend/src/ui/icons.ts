/** The few icons of the page, drawn in a box of 16; they say nothing to a screen reader. */

import { svg } from "./dom";

const PATHS = {
  play: "M4.5 2.6v10.8a.6.6 0 0 0 .9.5l8.6-5.4a.6.6 0 0 0 0-1L5.4 2.1a.6.6 0 0 0-.9.5Z",
  pause: "M4 2.5h2.8v11H4Zm5.2 0H12v11H9.2Z",
  reset: "M3 3h1.8v10H3ZM13 3.6v8.8a.5.5 0 0 1-.8.4L6.3 8.4a.5.5 0 0 1 0-.8l5.9-4.4a.5.5 0 0 1 .8.4Z",
  back: "M10.5 3.2v9.6a.5.5 0 0 1-.8.4L3.6 8.4a.5.5 0 0 1 0-.8l6.1-4.8a.5.5 0 0 1 .8.4ZM12 3h1.2v10H12Z",
  forward: "M5.5 3.2v9.6a.5.5 0 0 0 .8.4l6.1-4.8a.5.5 0 0 0 0-.8L6.3 2.8a.5.5 0 0 0-.8.4ZM2.8 3H4v10H2.8Z",
  loop: "M11 1.2 14.3 4 11 6.8V4.8H5A2.2 2.2 0 0 0 2.8 7v1.5H1.2V7A3.8 3.8 0 0 1 5 3.2h6ZM5 14.8 1.7 12 5 9.2v2h6A2.2 2.2 0 0 0 13.2 9V7.5h1.6V9A3.8 3.8 0 0 1 11 12.8H5Z",
  dice: "M3.5 1.5h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2Zm0 1.4a.6.6 0 0 0-.6.6v9c0 .33.27.6.6.6h9a.6.6 0 0 0 .6-.6v-9a.6.6 0 0 0-.6-.6ZM5.4 4.2a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4Zm5.2 5.2a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4ZM8 6.8a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4Z",
  undo: "M6.2 2 7.3 3.1 5 5.4h4.5a4.3 4.3 0 0 1 0 8.6H5v-1.5h4.5a2.8 2.8 0 0 0 0-5.6H5l2.3 2.3-1.1 1.1L2 6.1Z",
  redo: "M9.8 2 8.7 3.1 11 5.4H6.5a4.3 4.3 0 0 0 0 8.6H11v-1.5H6.5a2.8 2.8 0 0 1 0-5.6H11L8.7 9.2l1.1 1.1L14 6.1Z",
  pin: "M5 1.5h6v1.4h-.9v3.6l2.2 2.3v1.5H8.7v4.2L8 15.5l-.7-1v-4.2H3.7V8.8l2.2-2.3V2.9H5Zm2.3 1.4v4.2L5.7 8.9h4.6L8.7 7.1V2.9Z",
  plus: "M7.3 3h1.4v4.3H13v1.4H8.7V13H7.3V8.7H3V7.3h4.3Z",
  minus: "M3 7.3h10v1.4H3Z",
  remove: "m4.2 3.2 3.8 3.8 3.8-3.8 1 1L9 8l3.8 3.8-1 1L8 9l-3.8 3.8-1-1L7 8 3.2 4.2Z",
  check: "M13.2 4.3 6.5 11 2.8 7.3l-1 1L6.5 13l7.7-7.7Z",
  open: "M8 1.2a6.8 6.8 0 1 1 0 13.6A6.8 6.8 0 0 1 8 1.2Zm0 1.4a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6ZM7.3 4.6h1.4v4.3H7.3Zm0 5.3h1.4v1.5H7.3Z",
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGSVGElement {
  return svg(
    "svg",
    { class: "lcn-icon", viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { d: PATHS[name], fill: "currentColor" }),
  );
}
