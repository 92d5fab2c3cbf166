/**
 * What a reload must not lose: the history of the controls, and where the reader was looking.
 *
 * The browser keeps it for as long as its tab is open. In JupyterLab the model outlives the page
 * and says what the controls are. Voilà starts a new kernel for a reloaded page, so there the page
 * asks it for the controls of before, which are then judged like any that are typed.
 */

import type { ViewTraits } from "../protocol/model";
import { differing, type Controls, type Step } from "../state/history";
import type { Store } from "../state/store";
import { message, say } from "../words";
import { isSound, type Kept } from "./kept";
import type { Stage } from "./stage";

const VIEW = ["panels", "time_axis", "speed", "loop", "theme"] as const;

/** Keep the state of the first view of `store` from now on, once what was kept is back. */
export function keep(store: Store, stage: Stage, signal: AbortSignal): void {
  if (!store.live || store.isKept) return;
  store.isKept = true;
  signal.addEventListener("abort", () => (store.isKept = false));
  const { kernel, number } = store.identity;
  const key = ["lcn-widgets", location.pathname, location.search, number].join();
  const first = store.wishes();
  const view = (): Controls => Object.fromEntries(VIEW.map((name) => [name, store.shown(name)]));
  const kept = read(key, first, view());
  const lives = kept?.kernel === kernel;
  const asNew = document.body.dataset.voila !== undefined && kept && differing(kept.origin, first).length === 0;
  if (kept && (lives || asNew)) {
    if (!lives) {
      for (const [name, value] of Object.entries(kept.view)) store.show(name as keyof ViewTraits, value);
      store.pins.wanted = kept.pinned;
    }
    store.moveTo(kept.position);
    stage.turnTo(kept.tab);
    store.resume(spread(kept.steps), kept.at, !lives);
    if (!lives) sayIfRefused(store, first);
  }
  const origin = kept && lives ? kept.origin : first;
  const save = (): void => {
    const { history: { steps, present }, pins: { wanted: pinned } } = store;
    const { position } = store.player;
    const rest = { kernel, origin, at: present?.id ?? 0, view: view(), pinned, position, tab: stage.tab };
    // All that happened may be too large, with files among it: then at least where it led to.
    void (write(key, { ...rest, steps: folded(steps) }) || write(key, { ...rest, steps: present ? [present] : [] }));
  };
  store.on("history", save, signal);
  window.addEventListener("pagehide", save, { signal });
}

/** Where the kernel refuses what was kept, say so and go back to what it began with. */
function sayIfRefused(store: Store, first: Controls): void {
  const once = new AbortController();
  const look = (): void => {
    if (store.asking === "waiting") return;
    once.abort();
    const [reason] = Object.values(store.answer.errors);
    if (!reason) return;
    store.change(first);
    store.complain(message("page.history.refused", { reason: say(reason) }));
  };
  store.on("asking", look, once.signal);
  look();
}

function read(key: string, first: Controls, view: Controls): Kept | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return isSound(kept, first, view) ? kept : null;
  } catch {
    return null; // a page that forbids storage works without
  }
}

function write(key: string, kept: Kept): boolean {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

function folded(steps: readonly Step[]): Step[] {
  return steps.map((step, i) => {
    if (i === 0) return step;
    const names = differing(steps[i - 1].controls, step.controls);
    return { ...step, controls: Object.fromEntries(names.map((name) => [name, step.controls[name]])) };
  });
}

function spread(steps: readonly Step[]): Step[] {
  let controls: Controls = {};
  return steps.map((step) => ({ ...step, controls: (controls = { ...controls, ...step.controls }) }));
}
