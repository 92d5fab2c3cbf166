/** The tour: a card beside one element after the other, with one thing to do at each. */

import type { Stop } from "../protocol/schema";
import type { Store } from "../state/store";
import { placeBeside } from "../ui/beside";
import { h } from "../ui/dom";
import { recall, remember } from "../ui/memory";
import { termed } from "../ui/term";
import { t, text } from "../words";

const PLACE = "tour";
const MARK = "lcn-toured";

/** What begins the tour within `root`, or goes on with it where it was left. */
export function tourOf(root: HTMLElement, store: Store, signal: AbortSignal): () => void {
  const stops = store.schema.tour;
  const card = h("div", { class: "lcn-definition lcn-tour", role: "dialog", tabindex: -1, popover: "manual" });
  const done = h("p", { role: "status" });
  let index = Number(recall(PLACE)) || 0;
  let target: Element | null = null;

  const button = (label: string, go: () => void): HTMLButtonElement => {
    const made = h("button", { type: "button", class: "lcn-button" }, label);
    made.addEventListener("click", go);
    return made;
  };
  const leave = (): void => {
    target?.classList.remove(MARK);
    target = null;
    if (card.contains(document.activeElement)) root.focus();
    card.hidePopover();
  };
  const visit = (next: number): void => {
    index = next % stops.length; // after the last one it begins again
    remember(PLACE, String(index));
    leave();
    if (next < stops.length) show(stops[next]);
  };
  const show = (stop: Stop): void => {
    const said = (field: "title" | "text"): string => text(`tour.${stop.name}.${field}`, stop[field]);
    const last = index === stops.length - 1;
    target = [...root.querySelectorAll(stop.target)].find((element) => element.checkVisibility()) ?? root;
    target.classList.add(MARK);
    target.scrollIntoView({ block: "nearest" });
    done.replaceChildren();
    card.setAttribute("aria-label", said("title"));
    card.replaceChildren(
      h("strong", {}, said("title")),
      ...termed(said("text")),
      done,
      h(
        "div",
        {},
        h("small", {}, t("page.tour.at", { stop: index + 1, stops: stops.length })),
        index > 0 && button(t("page.tour.back"), () => visit(index - 1)),
        button(t("page.tour.leave"), leave),
        button(t(last ? "page.tour.finish" : "page.tour.next"), () => visit(index + 1)),
      ),
    );
    root.append(card);
    card.showPopover();
    card.focus({ preventScroll: true });
    place();
  };
  const place = (): void => {
    if (target) placeBeside(card, target);
  };
  const did = (event: string): void => {
    if (!target || !stops[index].events.split(" ").includes(event)) return;
    done.replaceChildren(t("page.tour.done"));
    place();
  };
  for (const event of ["click", "input", "focusin"]) {
    const act = ({ target: at }: Event): void => void (target?.contains(at as Node) && did(event));
    root.addEventListener(event, act, { capture: true, signal });
  }
  store.on("run", () => did("run"), signal);
  for (const event of ["scroll", "resize"]) window.addEventListener(event, place, { capture: true, signal });
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  return () => show(stops[index % stops.length]);
}
