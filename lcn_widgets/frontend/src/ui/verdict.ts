/** The four words of a verdict, each with a shape and a colour of its own. */

import type { Status } from "../protocol/insights";
import { say } from "../words";
import { h, svg } from "./dom";

const SHAPES: Record<Status, string> = {
  // Cut out of a disc, an octagon, a diamond and a dashed ring: they differ without colour.
  holds: "M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8Zm3.3 4L6.8 9.3 4.7 7.2 3.5 8.4l3.3 3.3 5.7-5.7Z",
  fails: "M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5Zm.6 3.4L4.2 5.6 6.6 8l-2.4 2.4 1.4 1.4L8 9.4l2.4 2.4 1.4-1.4L9.4 8l2.4-2.4-1.4-1.4L8 6.6Z",
  "not covered": "M8 .3 15.7 8 8 15.7.3 8ZM4.6 7.1v1.8h6.8V7.1Z",
  undecided: "M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8Zm0 1.7a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM7.1 10.4h1.8v1.7H7.1Zm-1.9-4A2.7 2.7 0 0 1 8 3.8c1.6 0 2.8 1 2.8 2.4 0 1-.6 1.6-1.2 2.1-.5.4-.7.6-.7 1.1H7.2c0-1.2.5-1.7 1.1-2.2.5-.4.8-.6.8-1 0-.5-.4-.9-1.1-.9-.6 0-1.1.4-1.2 1.1Z",
};

const WORDS: Record<Status, string> = {
  holds: "theorem.status.holds",
  fails: "theorem.status.fails",
  "not covered": "theorem.status.not_covered",
  undecided: "theorem.status.undecided",
};

/** The icon alone; it says nothing to a screen reader. */
export function verdictIcon(status: Status): SVGSVGElement {
  return svg(
    "svg",
    { class: "lcn-icon lcn-verdict-icon", viewBox: "0 0 16 16", "aria-hidden": "true", "data-status": status },
    svg("path", { d: SHAPES[status], fill: "currentColor", "fill-rule": "evenodd" }),
  );
}

/** Icon and word. */
export function verdict(status: Status): HTMLElement {
  return h("span", { class: "lcn-verdict", "data-status": status }, verdictIcon(status), verdictWord(status));
}

export function verdictWord(status: Status): string {
  return say({ id: WORDS[status] });
}
