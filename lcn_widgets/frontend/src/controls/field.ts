/** The frame every control shares: label, input, help, and one sentence when something is wrong. */

import type { Message } from "../protocol/message";
import type { Parameter } from "../protocol/schema";
import type { Store } from "../state/store";
import { h, setAttribute, uniqueId } from "../ui/dom";
import { icon } from "../ui/icons";
import { say, t, text } from "../words";

/** A part of the page that mirrors traits: `update` makes it show the store's values. */
export interface Control {
  readonly element: HTMLElement;
  update(): void;
}

export type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** One sentence, and ways on as buttons. Announced when it appears. */
export class Complaint {
  readonly id = uniqueId();
  readonly element = h("div", { class: "lcn-complaint", id: this.id, role: "alert", hidden: true });
  #key = "";

  /**
   * Show what is wrong with a control, and ways on; returns it. What was just `typed` goes before the kernel's
   * word; after a way was taken the focus goes to `next`.
   */
  show(store: Store, name: string, typed: Message | null, next?: HTMLElement): Message | null {
    const { errors, suggestions, ways } = store.answer;
    const wrong = typed ?? errors[name] ?? null;
    const values = suggestions[name] ?? [];
    const offered = typed ? [] : [
      ...values.map((value) => [t("page.controls.use", { value: describe(value) }), { [name]: value }] as const),
      ...(ways?.[name] ?? []).map(({ message, changes }) => [say(message), changes] as const),
    ];
    const key = JSON.stringify([wrong, offered]);
    if (key === this.#key) return wrong; // rebuilding would announce it again and drop the focus
    this.#key = key;
    this.element.hidden = !wrong;
    const buttons = offered.map(([label, changes]) => wayButton(label, () => (store.change(changes), next?.focus())));
    this.element.replaceChildren(
      ...(wrong ? [icon("open"), h("span", {}, say(wrong))] : []),
      ...(wrong && buttons.length ? [h("span", { class: "lcn-uses" }, ...buttons)] : []),
    );
    return wrong;
  }
}

export function wayButton(label: string, act: () => void): HTMLButtonElement {
  const button = h("button", { type: "button", class: "lcn-use" }, label);
  button.addEventListener("click", act);
  return button;
}

function describe(value: unknown): string {
  return Array.isArray(value) ? value.map(describe).join(", ") : String(value);
}

export interface FieldOptions {
  store: Store;
  /** The trait, and the key of the kernel's errors. */
  name: string;
  parameter: Parameter;
  input: Input;
  /** What stands in the row beside the label; the input itself by default. */
  body?: HTMLElement;
  /** Wide bodies go under the label. */
  stacked?: boolean;
}

/** Label, input and complaint of one trait, joined by ids for assistive technology. */
export class Field {
  readonly element: HTMLElement;
  readonly #complaint = new Complaint();
  readonly #helpId: string | null;
  #typed: Message | null = null;

  constructor(private readonly options: FieldOptions) {
    const { name, parameter, input, body, stacked } = options;
    const label = text(`parameter.${name}.label`, parameter.label);
    const help = parameter.help && text(`parameter.${name}.help`, parameter.help);
    if (!input.id) input.id = uniqueId();
    input.dataset.control = name;
    this.#helpId = help ? uniqueId() : null;
    this.element = h(
      "div",
      { class: stacked ? "lcn-field lcn-stacked" : "lcn-field", title: help },
      h("label", { for: input.id }, label),
      body ?? input,
      this.#helpId && h("span", { id: this.#helpId, class: "lcn-hidden" }, help),
      this.#complaint.element,
    );
    this.update();
  }

  /** Complain about what was just typed (null when it is fine): goes before the kernel's word. */
  complain(wrong: Message | null): void {
    this.#typed = wrong;
    this.update();
  }

  update(): void {
    const { store, name, input } = this.options;
    const wrong = this.#complaint.show(store, name, this.#typed, input);
    setAttribute(input, "aria-invalid", wrong ? "true" : null);
    const described = [this.#helpId, wrong ? this.#complaint.id : null].filter(Boolean).join(" ");
    setAttribute(input, "aria-describedby", described || null);
  }
}

/** Show `text` in an input unless the reader is typing in it. */
export function showText(input: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  if (input.dataset.editing !== undefined) return;
  if (input.value !== text) input.value = text;
}

/** Wait this long after a key before taking over what is typed so far. */
const TYPING_PAUSE = 350; // ms

/**
 * Call `commit(text, final)` when the reader pauses, and finally on Enter or on leaving.
 * Only the final text should be complained about: what is typed so far may be half a number.
 */
export function onTyped(
  input: HTMLInputElement | HTMLTextAreaElement,
  commit: (text: string, final: boolean) => void,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener("input", () => {
    input.dataset.editing = "";
    clearTimeout(timer);
    timer = setTimeout(() => commit(input.value, false), TYPING_PAUSE);
  });
  input.addEventListener("change", () => {
    clearTimeout(timer);
    delete input.dataset.editing;
    commit(input.value, true);
  });
  input.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Enter" && input instanceof HTMLInputElement) {
      input.dispatchEvent(new Event("change"));
    }
  });
}
