/** Numbers: a field that steps with the arrow keys, with a slider or buttons beside it. */

import type { Message } from "../protocol/message";
import type { NumberParameter } from "../protocol/schema";
import type { Store } from "../state/store";
import { h, setAttribute } from "../ui/dom";
import { editNumber } from "../ui/format";
import { icon } from "../ui/icons";
import { t, text } from "../words";
import { Field, onTyped, showText, type Control } from "./field";
import { parseInteger, parseNumber } from "./parse";
import { shareOf, sliderSteps, valueAt, type Range } from "./range";
import { STEP_SIZE, thresholds } from "./thresholds";

function spinbutton(extra: Record<string, string> = {}): HTMLInputElement {
  return h("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
    role: "spinbutton",
    class: "lcn-number",
    ...extra,
  });
}

function announce(input: HTMLInputElement, value: number, bounds: Bounds): void {
  setAttribute(input, "aria-valuenow", decimal(value));
  setAttribute(input, "aria-valuemin", decimal(bounds.minimum));
  setAttribute(input, "aria-valuemax", decimal(bounds.maximum));
}

/** ARIA takes no exponents: 1e-9 is 0.000000001. */
function decimal(value: number | null | undefined): string | null {
  if (value == null || !Number.isFinite(value)) return null;
  return value.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 });
}

interface Bounds {
  minimum?: number | null;
  maximum?: number | null;
}

/** Arrow keys up and down call `step` with +1 or -1. */
function onArrows(input: HTMLInputElement, step: (direction: 1 | -1) => void): void {
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    delete input.dataset.editing;
    step(event.key === "ArrowUp" ? 1 : -1);
  });
}

/** A number of any kind, bound to the trait `name`. */
export function numberControl(store: Store, name: string, parameter: NumberParameter): Control {
  const { minimum, maximum } = parameter;
  const label = text(`parameter.${name}.label`, parameter.label);
  const input = spinbutton();
  const integer = parameter.type !== "number";
  const present = (): number => Number(store.value(name));
  const body = h("div", { class: parameter.type === "integer" ? "lcn-stepper" : "lcn-numeric" }, input);
  const updates: (() => void)[] = [];
  let marked: ReturnType<typeof thresholds> | null = null;

  if (parameter.type === "number" && (parameter.typical || isRange(parameter))) {
    const slider = sliderFor(parameter, label, present, (value) => change(value));
    marked = name === STEP_SIZE ? thresholds(store, slider.element, span(parameter)) : null;
    body.prepend(marked?.element ?? slider.element);
    if (marked) body.append(marked.note);
    updates.push(slider.update, ...(marked ? [marked.update] : []));
  } else if (parameter.type === "seed") {
    const reroll = h("button", { type: "button", class: "lcn-button lcn-reroll" }, icon("dice"), t("page.controls.reroll"));
    reroll.setAttribute("aria-label", t("page.controls.reroll.of", { label }));
    reroll.addEventListener("click", () => change(present() + 1)); // the way back is known
    body.append(reroll);
  } else if (integer) {
    body.prepend(stepButton("minus", label, () => step(-1)));
    body.append(stepButton("plus", label, () => step(1)));
  }
  const field = new Field({ store, name, parameter, input, body, stacked: marked !== null });

  function change(value: number): void {
    field.complain(null);
    store.change({ [name]: value });
  }
  function step(direction: 1 | -1): void {
    change(stepped(parameter, present(), direction));
  }
  function update(): void {
    const value = present();
    showText(input, store.value(name) == null ? "" : editNumber(value));
    announce(input, value, parameter);
    for (const other of updates) other();
    field.update();
  }

  onArrows(input, step);
  onTyped(input, (typed, final) => {
    const parsed = integer ? parseInteger(typed) : parseNumber(typed);
    if ("value" in parsed) {
      if (parsed.value !== present()) change(parsed.value);
      else field.complain(null);
    } else if (final) field.complain(parsed.wrong);
  });
  update();
  return { element: field.element, update };

  function isRange(candidate: NumberParameter): boolean {
    return minimum != null && maximum != null && candidate.maximum! > candidate.minimum!;
  }
}

/** The next value for an arrow key: a step, or on logarithmic scales one of 1, 2, 5 × 10ⁿ. */
function stepped(parameter: NumberParameter, value: number, direction: 1 | -1): number {
  const { minimum, maximum, step, scale } = parameter;
  let next: number;
  if (scale === "log" && value > 0) next = nextRound(value, direction);
  else next = Number((value + direction * (step ?? 1)).toPrecision(12));
  if (minimum != null) next = Math.max(minimum, next);
  if (maximum != null) next = Math.min(maximum, next);
  return next;
}

function nextRound(value: number, direction: 1 | -1): number {
  const decade = Math.floor(Math.log10(value));
  const rounds = [-1, 0, 1].flatMap((shift) => [1, 2, 5].map((digit) => Number(`${digit}e${decade + shift}`)));
  const beyond = rounds.filter((round) => (round - value) * direction > 1e-9 * value);
  return direction > 0 ? Math.min(...beyond) : Math.max(...beyond);
}

/** What a slider spans: the typical values, or all that work. */
function span({ typical, minimum, maximum, scale, step }: NumberParameter): Range {
  const [low, high] = typical ?? [minimum!, maximum!];
  return { minimum: low, maximum: high, scale: scale === "log" && low > 0 ? "log" : "linear", step };
}

function sliderFor(
  parameter: NumberParameter,
  label: string,
  present: () => number,
  change: (value: number) => void,
): { element: HTMLInputElement; update: () => void } {
  const range = span(parameter);
  const steps = sliderSteps(range);
  const element = h("input", {
    type: "range",
    class: "lcn-slider",
    min: 0,
    max: steps,
    step: 1,
    "aria-label": t("page.controls.slider", { label }),
  });
  element.addEventListener("input", () => change(valueAt(range, Number(element.value) / steps)));
  const update = (): void => {
    const share = shareOf(range, present());
    // While it is dragged the thumb stays under the pointer, whatever the rounding.
    if (!element.matches(":active")) element.value = String(Math.round(share * steps));
    element.style.setProperty("--share", `${share * 100}%`);
    element.setAttribute("aria-valuetext", editNumber(present()));
  };
  return { element, update };
}

/** A small button beside a spinbutton; the keyboard has the arrow keys for it. */
export function stepButton(kind: "plus" | "minus", label: string, act: () => void): HTMLButtonElement {
  const button = h(
    "button",
    { type: "button", class: "lcn-step", tabindex: -1, "aria-label": t(kind === "plus" ? "page.controls.more" : "page.controls.less", { label }) },
    icon(kind),
  );
  button.addEventListener("click", act);
  return button;
}

export interface StepperOptions {
  label: string;
  input?: HTMLInputElement;
  value: () => number;
  /** Called with a typed or stepped value. */
  change: (value: number) => void;
  /** The value after a step, when it is not simply one more or less. */
  step?: (value: number, direction: 1 | -1) => number;
  minimum?: number;
  complain: (wrong: Message | null) => void;
}

/** A whole number with a button on either side, for the architecture. */
export function stepper(options: StepperOptions): Control & { input: HTMLInputElement } {
  const { label, value, change, complain } = options;
  const minimum = options.minimum ?? 1;
  const input = spinbutton({ inputmode: "numeric", "aria-label": label });
  const next = options.step ?? ((present, direction) => present + direction);
  const step = (direction: 1 | -1): void => {
    complain(null);
    change(Math.max(minimum, next(value(), direction)));
  };
  const less = stepButton("minus", label, () => step(-1));
  const more = stepButton("plus", label, () => step(1));
  onArrows(input, step);
  onTyped(input, (typed, final) => {
    const parsed = parseInteger(typed);
    if ("value" in parsed) {
      complain(null);
      if (parsed.value !== value()) change(parsed.value);
    } else if (final) complain(parsed.wrong);
  });
  const update = (): void => {
    showText(input, String(value()));
    announce(input, value(), { minimum });
    less.disabled = value() <= minimum;
  };
  update();
  return { element: h("div", { class: "lcn-stepper" }, less, input, more), update, input };
}
