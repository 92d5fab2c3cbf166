/** That the pictures show another run than the one asked for. */

import type { Store } from "../state/store";

/** Waiting shorter than this does not show. */
const BLINK = 180; // ms

/** Mark `pictures` while the kernel is waited for; while runs follow each other, as in a drag, none of them is stale. */
export function markStale(pictures: HTMLElement, store: Store, signal: AbortSignal): void {
  let fresh = 0;
  const look = (): void => {
    const waits = store.asking !== "idle" && performance.now() - fresh >= BLINK;
    if (waits) pictures.setAttribute("data-stale", store.asking);
  };
  const mark = (): void => {
    if (store.asking === "idle") pictures.removeAttribute("data-stale");
    else setTimeout(look, BLINK);
  };
  store.on("run", () => (fresh = performance.now()), signal);
  store.on("asking", mark, signal);
}
