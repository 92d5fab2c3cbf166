/** Where something that floats over the page stands: next to what it speaks of, all of it in the window. */

const GAP = 6;
const EDGE = 8;

/** Below `anchor`, or above it where there is no room below. `card` is fixed and has its size. */
export function placeBeside(card: HTMLElement, anchor: Element): void {
  const { left, top, bottom } = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = card;
  const fits = bottom + GAP + height <= innerHeight - EDGE;
  const y = fits ? bottom + GAP : Math.max(EDGE, top - GAP - height);
  card.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - EDGE - width))}px`;
  card.style.top = `${Math.min(y, Math.max(EDGE, innerHeight - EDGE - height))}px`;
}
