/** Terms on the page: whatever is explained is made here, and opens its definition by hover, focus and tap. */

import { piecesOf } from "../words/glossary";
import { h, type Child } from "./dom";

/** What is shown, with the definition of the entry `name` behind it; no real button, since controls may sleep. */
export function term(name: string, ...shown: Child[]): HTMLElement {
  const formula = shown.find((child) => child instanceof MathMLElement);
  const label = formula instanceof MathMLElement && formula.getAttribute("alttext");
  return h("span", { class: "lcn-term", role: "button", tabindex: 0, "aria-label": label, "data-term": name }, ...shown);
}

/** A text in which every term of the glossary is explained where it is mentioned first. */
export function termed(text: string): (HTMLElement | string)[] {
  return piecesOf(text).map((piece) => (piece.term ? term(piece.term, piece.text) : piece.text));
}

/** Write such a text only when it changed, as `setText` does. */
export function setTermed(element: Element, text: string): void {
  if (element.textContent !== text) element.replaceChildren(...termed(text));
}
