/** The step sizes that the theory singles out, marked on the slider of the step size. */

import type { Store } from "../state/store";
import { h, setText } from "../ui/dom";
import { say, t } from "../words";
import type { Control } from "./field";
import { shareOf, type Range } from "./range";

/** The control they belong to. */
export const STEP_SIZE = "method_step_size";

/** A slider with two ticks below it, and what is said of each. */
export function thresholds(store: Store, slider: HTMLElement, range: Range): Control & { note: HTMLElement } {
  const marks = (["safe", "limit"] as const).map((name) => {
    const mark = h("span", { class: "lcn-threshold", "data-name": name }, t(`page.threshold.${name}`));
    const note = h("p", { class: "lcn-note" });
    return { name, mark, note };
  });
  const scale = h("span", { class: "lcn-thresholds", "aria-hidden": "true" }, ...marks.map(({ mark }) => mark));
  const element = h("span", { class: "lcn-marked-slider" }, slider, scale);
  const note = h("div", { class: "lcn-threshold-notes" }, ...marks.map(({ note }) => note));
  const update = (): void => {
    const sizes = store.insights?.step_sizes ?? null;
    scale.hidden = note.hidden = !sizes;
    if (!sizes) return;
    for (const { name, mark, note } of marks) {
      const value = sizes[name];
      const sentence = say(sizes[`${name}_message`]);
      mark.hidden = !(value >= range.minimum && value <= range.maximum);
      if (!mark.hidden) mark.style.setProperty("--at", String(shareOf(range, value)));
      mark.title = sentence;
      setText(note, sentence);
    }
  };
  update();
  return { element, note, update };
}
