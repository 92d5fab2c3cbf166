/** All controls, in the order of the kernel's schema. */

import type { SectionSchema } from "../protocol/schema";
import type { Store } from "../state/store";
import { h } from "../ui/dom";
import { t, text } from "../words";
import { architectureControl } from "./architecture";
import type { Control } from "./field";
import { sectionControl } from "./section";

/** The column, which follows the run and what is known of it, for marks on its sliders. */
export function controls(store: Store, signal: AbortSignal): HTMLElement {
  const set = h("fieldset", { class: "lcn-control-set" }, h("legend", { class: "lcn-hidden" }, t("page.controls")));
  set.disabled = !store.live;
  const sentence = h("p", { class: "lcn-note" }, t("page.controls.asleep"));
  sentence.hidden = store.live;
  const element = h("div", { class: "lcn-controls" }, h("div", {}, sentence, set));
  let schema = "";
  let parts: Control[] = [];

  const update = (): void => {
    const key = JSON.stringify(store.schema);
    if (key !== schema) {
      schema = key;
      parts = store.schema.sections.map((section) =>
        section.kinds ? sectionControl(store, section) : architectureSection(store, section),
      );
      set.replaceChildren(set.firstChild!, ...parts.map((part) => part.element));
    }
    for (const part of parts) part.update();
  };
  store.on(["run", "insights", "controls"], update, signal);
  update();
  return element;
}

function architectureSection(store: Store, section: SectionSchema): Control {
  const label = text(`section.${section.name}.label`, section.label);
  const inner = architectureControl(store);
  const head = h("div", { class: "lcn-section-head" }, h("h3", {}, label));
  const attributes = { class: "lcn-section", role: "group", "aria-label": t("page.controls.section", { section: label }), "data-section": "architecture" };
  return { element: h("div", attributes, head, inner.element), update: inner.update };
}
