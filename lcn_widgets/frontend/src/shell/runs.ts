/** Undo, redo, and a strip of the last runs: each says what was changed, and can be gone back to. */

import type { Step } from "../state/history";
import type { Store } from "../state/store";
import { h, setAttribute, setText } from "../ui/dom";
import { icon, type IconName } from "../ui/icons";
import { t, type LabelId } from "../words";
import { changes } from "./changes";
import { presetTitle } from "./presets";

/** The strip is for the last steps; undo goes further. */
const SHOWN = 12;

export function runs(store: Store, signal: AbortSignal): HTMLElement {
  const { history } = store;
  const undo = tool("undo", "page.history.undo.button", () => store.undo());
  const redo = tool("redo", "page.history.redo.button", () => store.redo());
  const list = h("ol", { class: "lcn-steps", "aria-label": t("page.history.steps") });
  const element = h("div", { class: "lcn-runs", role: "group", "aria-label": t("page.history") }, undo, redo, list);
  element.hidden = !store.live;
  /** Kept while its step is shown: a new button would not have the focus of the old one. */
  const items = new Map<number, HTMLElement>();

  let seen: HTMLElement | undefined;

  const item = (id: number): HTMLElement => {
    const button = h("button", { type: "button", class: "lcn-step-link" });
    button.addEventListener("click", () => store.goTo(id));
    return h("li", {}, button);
  };
  const update = (): void => {
    const controls = store.wishes();
    // Not `disabled`, which would take the focus from the one that was pressed.
    setAttribute(undo, "aria-disabled", String(!history.back(controls)));
    setAttribute(redo, "aria-disabled", String(!history.forth()));
    // The first one alone says nothing yet.
    const shown = history.steps.length > 1 ? history.steps.slice(-SHOWN) : [];
    for (const id of items.keys()) if (!shown.some((step) => step.id === id)) items.delete(id);
    const grown = shown.some(({ id }) => !items.has(id));
    for (const step of shown) {
      const held = items.get(step.id) ?? item(step.id);
      items.set(step.id, held);
      const button = held.firstElementChild!;
      const words = title(store, step);
      setText(button, words);
      setAttribute(button, "title", words);
      setAttribute(button, "aria-current", step === history.present ? "step" : null);
    }
    if (grown || list.childElementCount !== items.size) {
      list.replaceChildren(...[...items].sort(([a], [b]) => a - b).map(([, held]) => held));
    }
    const here = items.get(history.present?.id ?? 0);
    if (here === seen) return;
    seen = here;
    if (here) list.scrollLeft = here.offsetLeft + here.offsetWidth - list.clientWidth;
  };
  store.on(["controls", "predictions", "history"], update, signal);
  update();
  return element;
}

function title(store: Store, step: Step): string {
  const before = store.history.find(step.from);
  const preset = store.schema.presets.find(({ name }) => name === step.preset);
  if (preset && before?.preset !== preset.name) return presetTitle(store, preset.name);
  return (before && changes(store.schema, before.controls, step.controls)) || t("page.history.start");
}

function tool(name: IconName, label: LabelId, act: () => void): HTMLButtonElement {
  const button = h("button", { type: "button", class: "lcn-icon-button", "aria-label": t(label), title: t(label) }, icon(name));
  button.addEventListener("click", act);
  return button;
}
