import type { Link, Statement } from "../../protocol/insights";
import { h } from "../../ui/dom";
import { formatNumber } from "../../ui/format";
import { verdict } from "../../ui/verdict";
import { formula } from "./formulas";

/** The statements behind one link of the chain, in a dialog that Esc closes. */
export class Explanation {
  readonly element = h("dialog", { class: "lcn-help lcn-explain" });

  constructor() {
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element) this.element.close();
    });
  }

  open(link: Link, statements: readonly Statement[]): void {
    const close = h("button", { type: "button", class: "lcn-button" }, "Close");
    close.addEventListener("click", () => this.element.close());
    const title = h("h3", { tabindex: -1 }, link.title);
    this.element.setAttribute("aria-label", link.title);
    this.element.replaceChildren(
      h("header", {}, title, verdict(link.status), close),
      h("p", {}, link.sentence),
      ...statements.map(section),
    );
    this.element.showModal();
    title.focus(); // so that reading starts at the top
  }

  close(): void {
    this.element.close();
  }
}

function section(statement: Statement): HTMLElement {
  const { name, title, kind, source, status, sentence, needs, breaks, numbers } = statement;
  const written = formula(name, statement.formula) ?? statement.formula;
  return h(
    "section",
    {},
    h("header", {}, h("h4", {}, title), verdict(status), h("span", { class: "lcn-note" }, `${kind}, ${source}`)),
    written && h("p", { class: "lcn-formula" }, written),
    h("p", {}, sentence),
    numbers.length > 0 &&
      h("dl", { class: "lcn-numbers" }, ...numbers.map(({ label, value }) => entry(label, shown(value)))),
    (needs || breaks) &&
      h("dl", { class: "lcn-terms" }, needs && entry("Needs", needs), breaks && entry("Would break it", breaks)),
  );
}

function entry(label: string, value: string): HTMLElement {
  return h("div", {}, h("dt", {}, label), h("dd", {}, value));
}

function shown(value: number | string): string {
  if (typeof value !== "number") return value;
  return Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : formatNumber(value, 4);
}
