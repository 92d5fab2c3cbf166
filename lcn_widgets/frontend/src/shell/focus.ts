/** Where the focus goes when what had it goes away. */

import type { Store } from "../state/store";

/** Elements that can have the focus. */
const FOCUSABLE = "[tabindex], button, input, select, textarea, summary";

function canFocus(element: Element): boolean {
  return element.isConnected && !element.matches(":disabled") && element.checkVisibility();
}

/** When what has the focus goes away, what is nearest gets it: nobody is to start again at the top of the page. */
class FocusKeeper {
  /** What has the focus, and what it lies in, from the inside out. */
  #way: Element[] = [];

  constructor(root: HTMLElement) {
    root.addEventListener("focusin", ({ target }) => {
      this.#way = [];
      for (let at = target as Element | null; at && at !== root; at = at.parentElement) this.#way.push(at);
    });
    root.addEventListener("focusout", ({ target, relatedTarget }) => {
      // A reader who clicks into the void has left; what was taken away cannot have the focus any more.
      if (!relatedTarget) setTimeout(() => canFocus(target as Element) && target === this.#way[0] && (this.#way = []));
    });
  }

  /** Call after elements may have gone. */
  keep(): void {
    const [lost, ...around] = this.#way;
    if (!lost || document.activeElement !== document.body || canFocus(lost)) return;
    const label = lost.getAttribute("aria-label");
    for (const near of around) {
      const offered = [...near.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(canFocus);
      const next = offered.find((other) => label && other.getAttribute("aria-label") === label) ?? offered[0];
      if (next) return next.focus();
    }
  }
}

/** Keep the focus within `root`; to be called when all that takes elements away follows the store already. */
export function keepFocus(root: HTMLElement, store: Store, signal: AbortSignal): void {
  const keeper = new FocusKeeper(root);
  store.on(["run", "insights", "controls", "asking", "predictions", "view"], () => keeper.keep(), signal);
}
