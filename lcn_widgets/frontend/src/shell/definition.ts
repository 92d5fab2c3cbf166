/** The one definition that is open, beside the term that it explains. */

import type { Entry } from "../protocol/schema";
import { placeBeside } from "../ui/beside";
import { h, setAttribute, uniqueId } from "../ui/dom";
import { text } from "../words";
import { entryOf } from "../words/glossary";

/** Milliseconds in which the pointer may go from a term to its definition. */
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
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const open = ({ target }: Event): void => {
    const found = (target as Element).closest<HTMLElement>("[data-term]");
    if (found || card.contains(target as Node)) clearTimeout(leaving);
    const entry = found && entryOf(found.dataset.term!);
    if (!entry) return;
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
  const leave = ({ target }: Event): void => {
    if (term?.contains(target as Node) || card.contains(target as Node)) leaving = setTimeout(close, WAY);
  };
  card.addEventListener("toggle", (event) => (event as ToggleEvent).newState === "closed" && describe(null));
  const within = { signal };
  root.addEventListener("pointerover", (event) => event.pointerType === "mouse" && open(event), within);
  root.addEventListener("pointerout", leave, within);
  root.addEventListener("focusin", open, within);
  root.addEventListener("focusout", close, within);
  root.addEventListener("click", open, within);
}
