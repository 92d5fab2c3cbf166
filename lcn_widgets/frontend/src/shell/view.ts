/** One view of the explorer: builds the page in `element` and keeps it in step with the store. */

import { controls } from "../controls";
import { PANELS, shortTitle } from "../panels";
import { LEAP, nextSpeed, STEP } from "../state/player";
import type { Store } from "../state/store";
import { applyPalette, palette } from "../ui/colours";
import { h } from "../ui/dom";
import { language, setLanguage } from "../words";
import { explainTerms } from "./definition";
import { FocusKeeper } from "./focus";
import { helpDialog } from "./help";
import { actionFor, focusOf, type Action } from "./keyboard";
import { keep } from "./keeping";
import { pins } from "./pins";
import { playerBar } from "./playerbar";
import { roveTerms } from "./roving";
import { runs } from "./runs";
import { Stage } from "./stage";
import { statusLine } from "./status";
import { pageSummary } from "./summary";
import { forcedColours, resolveTheme, watchTheme } from "./theme";
import { topBar } from "./topbar";
import { tourOf } from "./tour";
import { welcomeStrip } from "./welcome";
import { workLine } from "./work";

/** Waiting shorter than this does not show. */
const BLINK = 180; // ms

/** Render `store` into `element`; the returned function takes everything away again. */
export function renderView(element: HTMLElement, store: Store): () => void {
  setLanguage(document.documentElement.lang); // that of the page it stands in
  const life = new AbortController();
  const { signal } = life;
  const stage = new Stage(store, PANELS);
  const panel = controls(store);
  const column = h("div", { class: "lcn-controls" }, panel.element);
  const bar = playerBar(store);
  const status = statusLine(store);
  const work = workLine(store);
  const summary = pageSummary(store);
  const help = helpDialog(store.schema.glossary, () => guide());
  const titles = [...PANELS].map(([name, definition]) => ({ name, title: shortTitle(name, definition) }));
  const badges = [status.badge, work.badge];
  const done = runs(store);
  const pinned = pins(store);
  done.element.append(pinned.button);
  status.element.append(pinned.element);
  const top = topBar({ store, panels: titles, controls: column, badges, runs: done.element, help: () => help.showModal() });
  top.element.append(welcomeStrip(store.schema.welcome, () => guide()));
  const seen = h("div", { class: "lcn-seen" }, stage.element, work.element);
  const page = h("div", { class: "lcn-page" }, top.element, summary.element, column, seen, status.element, bar.element, help);
  // JupyterLab's own shortcuts (l, arrows, …) must not fire while the focus is in the page.
  const root = h("div", { class: "lcn", lang: language(), tabindex: -1, "data-lm-suppress-shortcuts": "true" }, page);

  const paint = (): void => {
    const colours = palette(resolveTheme(store.theme), forcedColours().matches);
    if (root.dataset.theme === colours.theme && ("forced" in root.dataset) === colours.forced) return;
    applyPalette(root, colours);
    stage.setPalette(colours);
  };
  const showView = (): void => {
    paint();
    stage.update();
    top.update();
  };
  let fresh = 0;
  /** While runs follow each other, as in a drag, none of them is stale. */
  const markStale = (): void => {
    if (store.asking === "idle") return stage.element.removeAttribute("data-stale");
    setTimeout(() => {
      const waits = store.asking !== "idle" && performance.now() - fresh >= BLINK;
      if (waits) stage.element.setAttribute("data-stale", store.asking);
    }, BLINK);
  };
  const showRun = (): void => {
    fresh = performance.now();
    stage.setRun();
    panel.update();
    bar.update();
    status.update();
    pinned.update();
    summary.update();
  };
  store.on("run", showRun, signal);
  store.on("insights", () => (stage.setInsights(), panel.update(), bar.update(), summary.update()), signal);
  store.on("controls", () => (panel.update(), status.update(), top.update(), done.update()), signal);
  const showPredictions = (): void => {
    root.toggleAttribute("data-hidden", store.predictions.hidden);
    stage.setPredictions();
    for (const part of [top, bar, status, summary, done, pinned]) part.update();
  };
  store.on("predictions", showPredictions, signal);
  store.on("history", done.update, signal);
  store.on("compared", pinned.update, signal);
  store.on("asking", () => (stage.settle(), markStale(), work.update(), status.update(), top.update()), signal);
  store.on("player", bar.update, signal);
  store.on("many", () => stage.setMany(), signal);
  store.on("view", showView, signal);
  store.on("frame", () => (stage.draw(), bar.draw(), status.draw()), signal);
  const keeper = new FocusKeeper(root);
  for (const topic of ["run", "insights", "controls", "asking", "view"] as const) store.on(topic, () => keeper.keep(), signal);
  watchTheme(paint, signal);
  explainTerms(root, signal);
  roveTerms(root, signal);
  const guide = tourOf(root, store, signal);
  // What is done from one of these to the next is one step of the history.
  root.addEventListener("pointerdown", () => store.gestures.hold(), true);
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => store.gestures.release(), { capture: true, signal });
  root.addEventListener("click", () => (store.gestures.hold(), store.gestures.release()), true);
  root.addEventListener("keydown", (event) => {
    const action = event.defaultPrevented ? null : actionFor(event, focusOf(event.target as Element));
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    if (action === "help") help.showModal();
    else act(store, action);
  });

  showView();
  showRun();
  showPredictions();
  store.playback.redraw();
  element.replaceChildren(root);
  keep(store, stage, signal);
  return () => {
    life.abort();
    stage.destroy();
    bar.destroy();
    root.remove();
  };
}

function act(store: Store, action: Exclude<Action, "help">): void {
  const { speed, loop } = store.player;
  switch (action) {
    case "toggle":
      return store.toggle();
    case "back":
      return store.step(-STEP);
    case "forward":
      return store.step(STEP);
    case "leapBack":
      return store.step(-LEAP);
    case "leapForward":
      return store.step(LEAP);
    case "start":
      return store.moveTo(0);
    case "end":
      return store.moveTo(1);
    case "loop":
      return store.show("loop", !loop);
    case "undo":
      return store.undo();
    case "redo":
      return store.redo();
    case "slower":
      return store.show("speed", nextSpeed(speed, -1));
    case "faster":
      return store.show("speed", nextSpeed(speed, 1));
  }
}
