/** All controls, in the order of the kernel's schema. */

import type { Store } from "../state/store";
import { h } from "../ui/dom";
import { architectureControl } from "./architecture";
import type { Control } from "./field";
import { sectionControl } from "./section";

export function controls(store: Store): Control {
  const set = h("fieldset", { class: "lcn-control-set" }, h("legend", { class: "lcn-hidden" }, "Experiment"));
  set.disabled = !store.live;
  const sentence = h("p", { class: "lcn-note" }, "Changing these needs a running kernel; playing does not.");
  sentence.hidden = store.live;
  const element = h("div", {}, sentence, set);
  let schema = "";
  let parts: Control[] = [];

  const update = (): void => {
    const key = JSON.stringify(store.schema);
    if (key !== schema) {
      schema = key;
      parts = store.schema.sections.map((section) =>
        section.kinds ? sectionControl(store, section) : architectureSection(store, section.label),
      );
      set.replaceChildren(set.firstChild!, ...parts.map((part) => part.element));
    }
    for (const part of parts) part.update();
  };
  update();
  return { element, update };
}

function architectureSection(store: Store, label: string): Control {
  const inner = architectureControl(store);
  const head = h("div", { class: "lcn-section-head" }, h("h3", {}, label));
  const attributes = { class: "lcn-section", role: "group", "aria-label": `${label} settings`, "data-section": "architecture" };
  return { element: h("div", attributes, head, inner.element), update: inner.update };
}
