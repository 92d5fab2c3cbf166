/** Which of several groups of pictures stands beside the roots where not all of them fit. */

import type { Tab } from "../panels/panel";
import { h } from "../ui/dom";
import { t, text } from "../words";

/** A row of buttons, one of them pressed. Hidden while there is nothing to choose. */
export class Tabs {
  readonly element = h("div", { class: "lcn-tabs", role: "group", "aria-label": t("page.beside"), hidden: true });
  chosen = "";
  /** Chosen as soon as it is offered. */
  wished = "";
  #buttons = new Map<string, HTMLButtonElement>();

  constructor(private readonly changed: () => void) {}

  /** Offer these; a choice that is gone falls back to the first. */
  offer(tabs: Tab[]): void {
    const names = tabs.map(({ name }) => name);
    if (names.join() !== [...this.#buttons.keys()].join()) {
      this.#place(tabs);
      this.element.hidden = tabs.length < 2;
    }
    const known = [this.wished, this.chosen].find((name) => names.includes(name));
    if (known === this.wished) this.wished = "";
    this.choose(known ?? names[0] ?? "");
  }

  /** A button that stays keeps its place in the page, and with it the focus and a press that is under way. */
  #place(tabs: Tab[]): void {
    const before = this.#buttons;
    this.#buttons = new Map(tabs.map((tab) => [tab.name, before.get(tab.name) ?? this.#button(tab)]));
    for (const [name, button] of before) if (!this.#buttons.has(name)) button.remove();
    [...this.#buttons.values()].forEach((button, i) => {
      const there = this.element.children[i] ?? null;
      if (there !== button) this.element.insertBefore(button, there);
    });
  }

  choose(name: string): void {
    for (const [other, button] of this.#buttons) button.setAttribute("aria-pressed", String(other === name));
    if (name === this.chosen) return;
    this.chosen = name;
    this.changed();
  }

  #button({ name, title }: Tab): HTMLButtonElement {
    const button = h("button", { type: "button", class: "lcn-tab", "aria-pressed": "false" }, text(`tab.${name}.title`, title));
    button.addEventListener("click", () => {
      this.wished = "";
      this.choose(name);
    });
    return button;
  }
}
