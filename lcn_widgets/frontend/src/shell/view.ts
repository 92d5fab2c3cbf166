/**
 * One view of the explorer: builds the page in `element`.
 *
 * Each part is a function that makes it and follows the store by itself, until `signal` ends the
 * view; here they are only put together.
 */

import { controls } from "../controls";
import { PANELS, shortTitle } from "../panels";
import type { Store } from "../state/store";
import { h } from "../ui/dom";
import { language, setLanguage } from "../words";
import { explainTerms } from "./definition";
import { keepFocus } from "./focus";
import { followGestures, followKeys } from "./gestures";
import { helpDialog } from "./help";
import { keep } from "./keeping";
import { pins } from "./pins";
import { playerBar } from "./playerbar";
import { roveTerms } from "./roving";
import { runs } from "./runs";
import { Stage } from "./stage";
import { markStale } from "./stale";
import { statusLine } from "./status";
import { pageSummary } from "./summary";
import { followTheme } from "./theme";
import { topBar } from "./topbar";
import { tourOf } from "./tour";
import { welcomeStrip } from "./welcome";
import { workLine } from "./work";

/** Render `store` into `element`; the returned function takes everything away again. */
export function renderView(element: HTMLElement, store: Store): () => void {
  setLanguage(document.documentElement.lang); // that of the page it stands in
  const life = new AbortController();
  const { signal } = life;
  const stage = new Stage(store, PANELS, signal);
  const column = controls(store, signal);
  const status = statusLine(store, signal);
  const work = workLine(store, signal);
  const pinned = pins(store, signal);
  const done = runs(store, signal);
  const help = helpDialog(store.schema.glossary, () => guide());
  const titles = [...PANELS].map(([name, definition]) => ({ name, title: shortTitle(name, definition) }));
  const badges = [status.badge, work.badge];
  const top = topBar({ store, panels: titles, controls: column, badges, runs: done, help: () => help.showModal() }, signal);
  top.append(welcomeStrip(store.schema.welcome, () => guide()));
  done.append(pinned.button);
  status.element.append(pinned.element);
  const seen = h("div", { class: "lcn-seen" }, stage.element, work.element);
  const page = h("div", { class: "lcn-page" }, top, pageSummary(store, signal), column, seen, status.element, playerBar(store, signal), help);
  // JupyterLab's own shortcuts (l, arrows, …) must not fire while the focus is in the page.
  const root = h("div", { class: "lcn", lang: language(), tabindex: -1, "data-lm-suppress-shortcuts": "true" }, page);

  const hide = (): void => void root.toggleAttribute("data-hidden", store.predictions.hidden);
  store.on("predictions", hide, signal);
  hide();
  followTheme(root, store, (palette) => stage.setPalette(palette), signal);
  markStale(stage.element, store, signal);
  explainTerms(root, signal);
  roveTerms(root, signal);
  followGestures(root, store, signal);
  followKeys(root, store, () => help.showModal());
  keepFocus(root, store, signal); // once all others know
  const guide = tourOf(root, store, signal);
  element.replaceChildren(root);
  keep(store, stage, signal);
  return () => {
    life.abort();
    root.remove();
  };
}
