import { h } from "../../ui/dom";
import { parsedMath } from "../../ui/mathml";
import { term, termed } from "../../ui/term";
import type { Breaking } from "../../protocol/insights";
import { verdict } from "../../ui/verdict";
import { formatNumber, say, t, text } from "../../words";
import type { Judged, Step } from "./chain";

/** The statements behind one step of the chain, in a dialog that Esc closes. */
export class Explanation {
  readonly element = h("dialog", { class: "lcn-help lcn-explain" });

  constructor(private readonly tryOut: Attempt | null) {
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element) this.element.close();
    });
  }

  open(title: string, { link, decisive, judged }: Step): void {
    const close = h("button", { type: "button", class: "lcn-button" }, t("page.dialog.close"));
    close.addEventListener("click", () => this.element.close());
    const heading = h("h3", { tabindex: -1 }, title);
    this.element.setAttribute("aria-label", title);
    this.element.replaceChildren(
      h("header", {}, heading, verdict(link.status), close),
      h("p", {}, ...termed(say(decisive.statement.message))),
      ...judged.map((each) => section(each, this.tryOut)),
    );
    this.element.showModal();
    heading.focus(); // so that reading starts at the top
  }

  close(): void {
    this.element.close();
  }
}

/** Change what a statement needs, if its run allows. */
export type Attempt = (breaking: Breaking) => void;

/** The button that takes away what a statement rests on. */
export function breakButton(breaking: Breaking, tryOut: Attempt): HTMLButtonElement {
  const changes = t("page.panel.theorem.break", { changes: breaking.changes });
  const button = h("button", { type: "button", class: "lcn-button lcn-break", title: t("page.panel.theorem.break.help") }, changes);
  button.addEventListener("click", () => tryOut(breaking));
  return button;
}

function section({ claim, statement }: Judged, tryOut: Attempt | null): HTMLElement {
  const said = (field: "title" | "formula" | "mathml" | "source" | "needs" | "breaks"): string =>
    claim[field] && text(`claim.${claim.name}.${field}`, claim[field]);
  const [needs, breaks] = [said("needs"), said("breaks")];
  const written = parsedMath(said("mathml"), said("formula")) ?? said("formula");
  const source = t(`page.panel.theorem.${claim.kind}`, { source: said("source") });
  const numbers = statement.numbers.map(({ name, label, value }) =>
    entry(text(`claim.${claim.name}.label.${name}`, label), shown(value)),
  );
  return h(
    "section",
    {},
    h("header", {}, h("h4", {}, said("title")), verdict(statement.status), h("span", { class: "lcn-note" }, ...termed(source))),
    written && h("p", { class: "lcn-formula" }, written),
    h("p", { class: "lcn-symbols" }, t("page.panel.theorem.symbols"), ...claim.symbols.map(({ term: name, text: symbol }) => term(name, symbol))),
    h("p", {}, ...termed(say(statement.message))),
    numbers.length > 0 && h("dl", { class: "lcn-numbers" }, ...numbers),
    (needs || breaks) &&
      h(
        "dl",
        { class: "lcn-terms" },
        needs && entry(t("page.panel.theorem.needs"), needs),
        breaks && entry(t("page.panel.theorem.breaks"), breaks),
      ),
    statement.breaking && tryOut && breakButton(statement.breaking, tryOut),
  );
}

function entry(term: string, value: string): HTMLElement {
  return h("div", {}, h("dt", {}, term), h("dd", {}, value));
}

/** Counts are written out, whatever they count. */
function shown(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : formatNumber(value, 4);
}
