/** One stop of Tab for all the terms of a card; from there the arrow keys go from term to term. */

const TERM = ".lcn-term";
const CARD = "[data-panel], dialog, .lcn-topbar, .lcn-controls, .lcn-status, .lcn-player";
/** Milliseconds in which changes of the page are gathered. */
const GATHER = 200;

export function roveTerms(root: HTMLElement, signal: AbortSignal): void {
  /** Where Tab stops in a card: the term that had the focus last. */
  const stops = new WeakMap<Element, Element>();
  let due: ReturnType<typeof setTimeout> | undefined;

  const cardOf = (term: Element): Element => term.parentElement!.closest(CARD) ?? root;
  const termsOf = (card: Element): HTMLElement[] =>
    [...card.querySelectorAll<HTMLElement>(TERM)].filter((term) => cardOf(term) === card);
  const arrange = (card: Element): void => {
    const terms = termsOf(card);
    const stop = terms.find((term) => term === stops.get(card)) ?? terms[0];
    for (const term of terms) {
      const index = term === stop ? 0 : -1;
      if (term.tabIndex !== index) term.tabIndex = index;
    }
  };
  const arrangeAll = (): void => {
    due = undefined;
    for (const card of new Set([...root.querySelectorAll(TERM)].map(cardOf))) arrange(card);
  };
  const observer = new MutationObserver(() => (due ??= setTimeout(arrangeAll, GATHER)));
  observer.observe(root, { childList: true, subtree: true });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(due);
  });
  root.addEventListener("focusin", ({ target }) => {
    const term = (target as Element).closest(TERM);
    if (!term) return;
    stops.set(cardOf(term), term);
    arrange(cardOf(term));
  }, { signal });
  root.addEventListener("keydown", (event) => {
    const term = (event.target as Element).closest<HTMLElement>(TERM);
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!term || !way || event.shiftKey) return;
    const terms = termsOf(cardOf(term));
    event.preventDefault(); // they would step the player
    terms[(terms.indexOf(term) + way + terms.length) % terms.length].focus();
  }, { signal });
}
