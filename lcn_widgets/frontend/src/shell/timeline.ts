/** What happens along the run, as marks under the player's slider that one can go to. */

import type { RunEvent } from "../protocol/insights";
import { positionOf } from "../state/player";
import type { Store } from "../state/store";
import { layerVariable } from "../ui/colours";
import { h, setAttribute, svg } from "../ui/dom";
import { say, t } from "../words";

/** Least distance of two marks in pixels, so that each can be hit. */
const GAP = 22;
/** The slider's thumb reaches its ends by its middle, half its width from the edge. */
export const THUMB = 14;

/** Lines in a box from -8 to 8. */
const SHAPES: Record<string, string> = {
  "layers meet": "M-6 0H-2M2 0H6M-3.4-2.4-1 0-3.4 2.4M3.4-2.4 1 0 3.4 2.4",
  "become real": "M0-6V-2M0 6V2M-6 0H6M-2-3.6 0-1.6 2-3.6M-2 3.6 0 1.6 2 3.6",
  "leave real axis": "M0-1.5V-6M0 1.5V6M-6 0H6M-2-4 0-6 2-4M-2 4 0 6 2 4",
  infinity: "M-5 5 5-5M0-5H5V0",
  zero: "M5-5-5 5M-5 0V5H0",
  plateau: "M-6 0H6M-6-3V3M6-3V3",
  "near saddle": "M-6-4C-2 4 2 4 6-4M-4 5C-2 1 2 1 4 5",
};
const OTHER = "M0-4 4 0 0 4-4 0Z";

export interface Cluster {
  /** Position of its first event on the playback, in [0, 1]. */
  position: number;
  events: RunEvent[];
}

/** Events in the order of their positions; those nearer than `gap` to the first of a mark share it. */
export function clustered(events: readonly RunEvent[], positions: readonly number[], gap: number): Cluster[] {
  const order = events.map((_, i) => i).sort((a, b) => positions[a] - positions[b]);
  const clusters: Cluster[] = [];
  for (const i of order) {
    const last = clusters.at(-1);
    if (last && positions[i] - last.position < gap) last.events.push(events[i]);
    else clusters.push({ position: positions[i], events: [events[i]] });
  }
  return clusters;
}

export function timeline(store: Store, signal: AbortSignal): HTMLElement {
  const list = h("ol", { class: "lcn-events", "aria-label": t("page.player.events") });
  const tip = h("div", { class: "lcn-event-tip", hidden: true, "aria-hidden": "true" });
  const element = h("div", { class: "lcn-timeline" }, list, tip);
  let shown = "";

  const tell = (sentences: string[], position: number): void => {
    tip.hidden = sentences.length === 0;
    tip.replaceChildren(...sentences.map((sentence) => h("p", {}, sentence)));
    tip.style.setProperty("--at", String(position));
  };
  const mark = ({ position, events }: Cluster): HTMLElement => {
    const sentences = events.map(({ message }) => say(message));
    const button = h(
      "button",
      { type: "button", class: "lcn-event", "aria-label": sentences.join(" "), "data-player-keys": true },
      events.length > 1 ? h("span", { class: "lcn-event-count" }, String(events.length)) : eventIcon(events[0]),
    );
    colour(button, events);
    button.addEventListener("click", () => {
      store.pause();
      store.seek(events[0].time);
    });
    for (const event of ["pointerenter", "focus"]) button.addEventListener(event, () => tell(sentences, position));
    for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => tell([], 0));
    return h("li", { style: `--at: ${position}` }, button);
  };
  const update = (): void => {
    const { run, insights, player } = store;
    const width = element.clientWidth - THUMB;
    const events = (run && insights?.events) || [];
    const positions = events.map(({ time }) => positionOf(run!, time, player.axis));
    const clusters = clustered(events, positions, GAP / Math.max(1, width));
    const key = JSON.stringify([run?.revision, clusters]);
    if (key === shown) return; // a new mark would not have the focus of the old one
    shown = key;
    list.replaceChildren(...clusters.map(mark));
    list.hidden = events.length === 0;
    tell([], 0);
  };
  const observer = new ResizeObserver(update);
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
  store.on(["run", "insights", "predictions", "player"], update, signal);
  return element;
}

function eventIcon({ kind }: RunEvent): SVGSVGElement {
  return svg(
    "svg",
    { viewBox: "-8 -8 16 16", "aria-hidden": "true" },
    svg("path", { class: "lcn-event-shape", d: SHAPES[kind] ?? OTHER }),
  );
}

/** The colour of its layer; of two layers, one for each half of the underline. */
function colour(button: HTMLElement, events: readonly RunEvent[]): void {
  const layers = [...new Set(events.flatMap((event) => event.layers))].slice(0, 4);
  const name = (layer: number): string => layerVariable(layer - 1);
  setAttribute(button, "data-layers", layers.length);
  if (layers.length === 0) return;
  const stops = layers.map((layer, i) => `${name(layer)} ${(100 * i) / layers.length}% ${(100 * (i + 1)) / layers.length}%`);
  button.style.setProperty("--lcn-event", events.length === 1 && layers.length === 1 ? name(layers[0]) : "var(--lcn-ink)");
  button.style.setProperty("--lcn-event-line", `linear-gradient(to right, ${stops.join(", ")})`);
}
