import { h } from "../ui/dom";
import { layerMark } from "../ui/swatches";
import type { PanelHost } from "./panel";

/** One entry of a legend: a mark and what it stands for. */
export function legendEntry(mark: SVGSVGElement, label: string): HTMLElement {
  return h("span", { class: "lcn-legend-entry" }, mark, h("span", {}, label));
}

/** The entry of a layer (counted from 0); hovering it highlights the layer everywhere. */
export function layerEntry(host: PanelHost, layer: number, label: string): HTMLElement {
  const entry = legendEntry(layerMark(layer), label);
  entry.dataset.layer = String(layer);
  entry.addEventListener("pointerenter", () => host.highlight(layer));
  entry.addEventListener("pointerleave", () => host.highlight(null));
  return entry;
}
