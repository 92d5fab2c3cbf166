/** A section of the controls: a choice of kind and the parameters of the chosen one. */

import { kindOf, type Parameter, type SectionSchema } from "../protocol/schema";
import type { Store } from "../state/store";
import { h, setText, uniqueId } from "../ui/dom";
import { term } from "../ui/term";
import { verdictIcon } from "../ui/verdict";
import { say, t, text } from "../words";
import { Complaint, type Control } from "./field";
import { fileControl } from "./file";
import { numberControl } from "./number";
import { choiceControl, textControl } from "./text";

/** Parameters that stand open; the schema lists the important ones first, the others fold. */
const MAIN = 3;

function parameterControl(store: Store, name: string, parameter: Parameter): Control {
  switch (parameter.type) {
    case "number":
    case "integer":
    case "seed":
      return numberControl(store, name, parameter);
    case "choice":
      return choiceControl(store, name, parameter);
    case "file":
      return fileControl(store, name, parameter);
    default:
      return textControl(store, name, parameter);
  }
}

export function sectionControl(store: Store, section: SectionSchema): Control {
  const id = uniqueId();
  const label = text(`section.${section.name}.label`, section.label);
  const kinds = section.kinds ?? [];
  const options = kinds.map(({ value, label }) => h("option", { value }, text(`${section.name}.${value}.label`, label)));
  const select = h("select", { id, class: "lcn-select", "data-control": section.name }, ...options);
  const note = h("p", { class: "lcn-note" });
  const covered = h("p", { class: "lcn-covered" });
  const complaint = new Complaint();
  const parameters = h("div", { class: "lcn-parameters" });
  const rest = h("div", { class: "lcn-parameters" });
  const more = h("details", { class: "lcn-more" }, h("summary", {}, t("page.controls.folded")), rest);
  const made = new Map<string, Control>();
  let shown = "";

  select.addEventListener("change", () => store.change({ [section.name]: select.value }));

  const control = (name: string): Control | null => {
    const parameter = store.schema.parameters[name];
    if (!parameter) return null;
    const found = made.get(name) ?? parameterControl(store, name, parameter);
    made.set(name, found);
    return found;
  };

  const update = (): void => {
    const value = store.value(section.name) as string;
    const kind = kindOf(section, value);
    select.value = value;
    setText(note, kind?.note ? text(`${section.name}.${value}.note`, kind.note) : "");
    note.hidden = !kind?.note;
    // For some losses it depends on a parameter: the kernel's word on the run goes first.
    const { loss } = store.run ?? {};
    const known = kind?.covered !== undefined && loss?.kind === value;
    const isCovered = known ? loss.covered : kind?.covered;
    showCovered(covered, isCovered);
    covered.title = kind?.coverage && kind.covered === isCovered ? say(kind.coverage) : "";
    const names = kind?.parameters ?? [];
    const active = names.map(control).filter((each) => each !== null);
    if (shown !== value) {
      shown = value;
      const main = active.length > MAIN + 1 ? MAIN : active.length;
      parameters.replaceChildren(...active.slice(0, main).map((each) => each.element));
      rest.replaceChildren(...active.slice(main).map((each) => each.element));
      more.hidden = main === active.length;
    }
    for (const each of active) each.update();
    if (names.slice(MAIN).some((name) => store.answer.errors[name])) more.open = true;
    complaint.show(store, section.name, null);
  };
  update();
  const head = h("div", { class: "lcn-section-head" }, h("label", { for: id }, label), select);
  const element = h(
    "div",
    { class: "lcn-section", role: "group", "aria-label": t("page.controls.section", { section: label }), "data-section": section.name },
    head, note, covered, complaint.element, parameters, more,
  );
  return { element, update };
}

/** The mark on losses: inside or outside the hypotheses of the convergence theorem. */
function showCovered(element: HTMLElement, covered: boolean | undefined): void {
  element.hidden = covered === undefined;
  if (element.dataset.covered === String(covered)) return;
  element.dataset.covered = String(covered);
  if (covered === undefined) return element.replaceChildren();
  element.replaceChildren(
    covered ? verdictIcon("holds") : verdictIcon("not covered"),
    term("covered", t(covered ? "page.controls.covered" : "page.controls.not_covered")),
  );
}
