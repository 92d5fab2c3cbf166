/** The line above the pictures: name, which panels are shown, theme, help. */

import type { ThemeChoice } from "../protocol/model";
import type { Store } from "../state/store";
import { h, uniqueId } from "../ui/dom";
import { t, type LabelId } from "../words";
import { presetMenu } from "./presets";

const THEMES: Record<ThemeChoice, LabelId> = {
  auto: "page.theme.auto",
  light: "page.theme.light",
  dark: "page.theme.dark",
};

export interface TopBarOptions {
  store: Store;
  /** Names and titles of the panels there are. */
  panels: { name: string; title: string }[];
  controls: HTMLElement;
  badges: HTMLElement[];
  runs: HTMLElement;
  help: () => void;
}

export function topBar({ store, panels, controls, badges, runs, help }: TopBarOptions, signal: AbortSignal): HTMLElement {
  const toggle = controlsToggle(controls);
  const menu = panelMenu(store, panels);
  const presets = presetMenu(store);
  const theme = h("select", { class: "lcn-select", "aria-label": t("page.theme"), title: t("page.theme") });
  for (const [value, name] of Object.entries(THEMES)) theme.append(h("option", { value }, t(name)));
  theme.addEventListener("change", () => store.show("theme", theme.value as ThemeChoice));
  const keys = h("button", { type: "button", class: "lcn-icon-button", "aria-label": t("page.help"), title: t("page.help.button") }, "?");
  keys.addEventListener("click", help);
  const predict = h("button", { type: "button", class: "lcn-button", title: t("page.predict.help") }, t("page.predict"));
  predict.addEventListener("click", () => store.future.ask(store.run, store.predictions.questions.length === 0));
  const update = (): void => {
    predict.setAttribute("aria-pressed", String(store.predictions.questions.length > 0));
    predict.disabled = !store.live || !store.run;
    theme.value = store.theme;
    menu.update();
    presets.update();
  };
  store.on(["run", "controls", "predictions", "asking", "view"], update, signal);
  update();
  return h(
    "header",
    { class: "lcn-topbar" },
    h("h2", {}, t("page.title")),
    presets.element,
    runs,
    h("div", { class: "lcn-tools" }, toggle, predict, menu.element, theme, keys),
    ...badges,
    presets.lesson,
  );
}

/** Only shown where the page is too narrow for the column of controls. */
function controlsToggle(controls: HTMLElement): HTMLButtonElement {
  controls.id = uniqueId();
  const button = h(
    "button",
    { type: "button", class: "lcn-button lcn-controls-toggle", "aria-expanded": "false", "aria-controls": controls.id },
    t("page.controls_shown"),
  );
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    controls.toggleAttribute("data-open", open);
  });
  return button;
}

function panelMenu(store: Store, panels: TopBarOptions["panels"]): { element: HTMLElement; update(): void } {
  const boxes = panels.map(({ name, title }) => {
    const box = h("input", { type: "checkbox", value: name });
    box.addEventListener("change", () => {
      const shown = store.panels.filter((other) => other !== name);
      store.show("panels", box.checked ? inOrder([...shown, name]) : shown);
    });
    return { name, box, label: h("label", {}, box, title) };
  });
  const inOrder = (names: string[]): string[] => {
    const known = panels.map(({ name }) => name).filter((name) => names.includes(name));
    return [...known, ...names.filter((name) => !known.includes(name))];
  };
  const summary = h("summary", { class: "lcn-button" }, t("page.panels"));
  const list = h("fieldset", {}, h("legend", { class: "lcn-hidden" }, t("page.panels.shown")), ...boxes.map(({ label }) => label));
  const element = h("details", { class: "lcn-menu" }, summary, list);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    element.open = false;
    summary.focus();
  });
  element.addEventListener("focusout", (event) => {
    const next = event.relatedTarget as Node | null;
    if (next && !element.contains(next)) element.open = false;
  });
  return {
    element,
    update() {
      for (const { name, box } of boxes) box.checked = store.panels.includes(name);
    },
  };
}
