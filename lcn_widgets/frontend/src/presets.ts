/** The menu of examples, each an experiment that shows one thing, and what to see in the chosen one. */

import { h, setText } from "./dom";
import type { Store } from "./store";

export interface PresetMenu {
  /** Stands in the top line. */
  readonly element: HTMLElement;
  /** One sentence below it. */
  readonly lesson: HTMLElement;
  update(): void;
}

export function presetMenu(store: Store): PresetMenu {
  const select = h("select", { class: "lcn-select" });
  const element = h("label", { class: "lcn-preset" }, h("span", {}, "Example"), select);
  const lesson = h("p", { class: "lcn-lesson", role: "status", hidden: true });
  let offered = "";
  select.addEventListener("change", () => store.change({ preset: select.value }));
  const update = (): void => {
    const { presets } = store.schema;
    const key = presets.map(({ name }) => name).join();
    if (key !== offered) {
      offered = key;
      const own = h("option", { value: "", disabled: true }, "your own");
      select.replaceChildren(own, ...presets.map(({ name, title }) => h("option", { value: name }, title)));
    }
    element.hidden = presets.length === 0;
    select.disabled = !store.live;
    const chosen = presets.find(({ name }) => name === store.value("preset"));
    select.value = chosen?.name ?? "";
    setText(lesson, chosen?.lesson ?? "");
    lesson.hidden = !chosen;
  };
  update();
  return { element, lesson, update };
}
