/** The one definition that is open, beside the term that it explains. */

import type { Entry } from "../protocol/schema";
import { placeBeside } from "../ui/beside";
import { h, setAttribute, uniqueId } from "../ui/dom";
import { text } from "../words";
import { entryOf } from "../words/glossary";

/** Milliseconds after which a pointer on a term asks for its definition, and in which it may go there. */
const REST = 150;
const WAY = 250;

/** The symbol and the name of an entry, its definition and its source. */
export function defined(entry: Entry): { heading: string; parts: (HTMLElement | string)[] } {
  const said = (field: "title" | "definition" | "source"): string => entry[field] && text(`glossary.${entry.name}.${field}`, entry[field]);
  const heading = [entry.symbol, said("title")].filter(Boolean).join(", ");
  return { heading, parts: [said("definition"), h("small", {}, said("source"))] };
}

/** Explain the terms within `root`, whatever it comes to hold. */
export function explainTerms(root: HTMLElement, signal: AbortSignal): void {
  const card = h("div", { class: "lcn-definition", id: uniqueId(), popover: "auto", role: "tooltip" });
  let term: Element | null = null;
  let pointed = "";
  /** Opens or closes soon, whichever the pointer wished last. */
  let soon: ReturnType<typeof setTimeout> | undefined;

  const open = (found: HTMLElement | null): void => {
    const entry = found && entryOf(found.dataset.term!);
    if (!entry) return;
    clearTimeout(soon);
    const { heading, parts } = defined(entry);
    card.replaceChildren(h("strong", {}, heading), ...parts);
    // A dialog makes whatever is outside of it inert.
    const home = found.closest("dialog") ?? root;
    if (card.parentNode !== home) home.append(card);
    describe(found);
    card.showPopover();
    placeBeside(card, found);
  };
  const describe = (next: Element | null): void => {
    term?.removeAttribute("aria-describedby");
    term = next;
    if (term) setAttribute(term, "aria-describedby", card.id);
  };
  const close = (): void => {
    if (card.matches(":popover-open")) card.hidePopover();
  };
  const isOpen = (target: Element): boolean => Boolean(term?.contains(target)) || card.contains(target);
  // What comes to lie under a pointer at rest is not pointed at.
  const point = ({ target, pointerType, clientX, clientY }: PointerEvent): void => {
    const place = `${clientX} ${clientY}`;
    if (pointerType !== "mouse" || place === pointed) return;
    pointed = place;
    const found = termAt(target);
    if (found || isOpen(target as Element)) clearTimeout(soon);
    if (found && found !== term) soon = setTimeout(() => open(found), REST);
  };
  const leave = ({ target }: Event): void => {
    if (!termAt(target) && !isOpen(target as Element)) return;
    clearTimeout(soon);
    if (term) soon = setTimeout(close, WAY);
  };
  card.addEventListener("toggle", (event) => (event as ToggleEvent).newState === "closed" && describe(null));
  const within = { signal };
  root.addEventListener("pointermove", point, within);
  root.addEventListener("pointerout", leave, within);
  root.addEventListener("focusin", ({ target }) => open(termAt(target)), within);
  root.addEventListener("focusout", close, within);
  root.addEventListener("click", ({ target }) => open(termAt(target)), within);
}

function termAt(target: EventTarget | null): HTMLElement | null {
  return (target as Element).closest<HTMLElement>("[data-term]");
}
