/** The menu of examples, each an experiment that shows one thing, and what to see in the chosen one. */

import type { Store } from "../state/store";
import { h } from "../ui/dom";
import { setTermed } from "../ui/term";
import { t, text } from "../words";

export interface PresetMenu {
  /** Stands in the top line. */
  readonly element: HTMLElement;
  /** One sentence below it. */
  readonly lesson: HTMLElement;
  update(): void;
}

/** What an example is called; a number while predictions are asked for, since many titles tell the end. */
export function presetTitle({ schema, predictions }: Store, preset: string): string {
  const index = schema.presets.findIndex(({ name }) => name === preset);
  if (predictions.questions.length > 0) return t("page.predict.preset", { number: index + 1 });
  return text(`preset.${preset}.title`, schema.presets[index].title);
}

export function presetMenu(store: Store): PresetMenu {
  const select = h("select", { class: "lcn-select" });
  const element = h("label", { class: "lcn-preset" }, h("span", {}, t("page.preset")), select);
  const lesson = h("p", { class: "lcn-lesson", role: "status", hidden: true });
  let offered = "";
  /** Name of the example that the run on the screen is, and whether another one is asked for. */
  let shown = "";
  let asked = false;
  /** Title of the example shown last. */
  let left = "";
  select.addEventListener("change", () => {
    // Back to the example whose controls were changed: the same name alone is no change.
    const preset = select.value;
    asked = true;
    if (preset === store.value("preset")) store.change({ preset: "" });
    store.change({ preset });
  });
  const update = (): void => {
    const { presets } = store.schema;
    const quiet = store.predictions.questions.length > 0;
    const key = [quiet, ...presets.map(({ name }) => name)].join();
    if (key !== offered) {
      offered = key;
      const own = h("option", { value: "", disabled: true }, t("page.preset.own"));
      select.replaceChildren(own, ...presets.map(({ name }) => h("option", { value: name }, presetTitle(store, name))));
    }
    element.hidden = presets.length === 0;
    select.disabled = !store.live;
    if (store.asking === "idle") asked = false;
    if (!asked) shown = store.value("preset");
    const differs = store.asking === "silent" || Object.keys(store.answer.errors).length > 0;
    const isOffered = presets.some(({ name }) => name === store.value("preset"));
    select.value = isOffered && !differs ? store.value("preset") : "";
    const told = presets.find(({ name }) => name === shown);
    if (told) left = presetTitle(store, told.name);
    // The line stays when an example is changed, so that nothing moves under the pointer.
    setTermed(lesson, told ? text(`preset.${told.name}.lesson`, told.lesson) : left && t("page.preset.changed", { title: left }));
    lesson.hidden = !lesson.textContent || store.predictions.hidden;
  };
  update();
  return { element, lesson, update };
}
