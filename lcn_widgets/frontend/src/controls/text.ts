/** Lists of numbers, rows of numbers a layer, plain text and choices. */

import type { ChoiceParameter, TextParameter } from "../protocol/schema";
import type { Store } from "../state/store";
import { h } from "../ui/dom";
import { editNumber } from "../ui/format";
import { t, text } from "../words";
import { Field, onTyped, showText, type Control } from "./field";
import { parseNumbers, type Parsed } from "./parse";

export function choiceControl(store: Store, name: string, parameter: ChoiceParameter): Control {
  const options = parameter.choices.map(({ value, label }) =>
    h("option", { value }, text(`parameter.${name}.choice.${value}`, label)),
  );
  const input = h("select", { class: "lcn-select" }, ...options);
  const field = new Field({ store, name, parameter, input });
  input.addEventListener("change", () => store.change({ [name]: input.value }));
  const update = (): void => {
    input.value = String(store.value(name));
    field.update();
  };
  update();
  return { element: field.element, update };
}

export function textControl(store: Store, name: string, parameter: TextParameter): Control {
  const rows = parameter.type === "rows";
  const input = rows
    ? h("textarea", { class: "lcn-text", rows: 3, spellcheck: "false", placeholder: t("page.controls.rows") })
    : h("input", { type: "text", class: "lcn-text", autocomplete: "off", spellcheck: "false" });
  const field = new Field({ store, name, parameter, input, stacked: rows });
  onTyped(input, (typed, final) => {
    const parsed = read(parameter, typed, store.value(name));
    if ("value" in parsed) {
      field.complain(null);
      if (write(parsed.value) !== write(store.value(name))) store.change({ [name]: parsed.value });
    } else if (final) field.complain(parsed.wrong);
  });
  const update = (): void => {
    showText(input, write(store.value(name)));
    if (rows) (input as HTMLTextAreaElement).rows = Math.max(2, store.value("widths")?.length ?? 2);
    field.update();
  };
  update();
  return { element: field.element, update };
}

/** Text as the trait wants it: traits that hold text get text, the others numbers. */
function read(parameter: TextParameter, typed: string, present: unknown): Parsed<unknown> {
  if (parameter.type === "text" || typeof present === "string") return { value: typed };
  if (parameter.type === "numbers") return parseNumbers(typed);
  const lines: number[][] = [];
  for (const line of typed.split("\n").filter((candidate) => candidate.trim() !== "")) {
    const parsed = parseNumbers(line);
    if ("wrong" in parsed) return parsed;
    lines.push(parsed.value);
  }
  return { value: lines };
}

function write(value: unknown): string {
  if (value == null) return "";
  if (!Array.isArray(value)) return String(value);
  if (value.some(Array.isArray)) return value.map(write).join("\n");
  return value.map((entry) => (typeof entry === "number" ? editNumber(entry) : String(entry))).join(", ");
}
