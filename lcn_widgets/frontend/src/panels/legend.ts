import { h } from "../ui/dom";
import { layerMark } from "../ui/swatches";
import { termed } from "../ui/term";
import type { PanelHost } from "./panel";

/** One entry of a legend: a mark and what it stands for; of several alike only one `isExplained`. */
export function legendEntry(mark: SVGSVGElement, label: string, isExplained = true): HTMLElement {
  return h("span", { class: "lcn-legend-entry" }, mark, h("span", {}, ...(isExplained ? termed(label) : [label])));
}

/** The entry of a layer (counted from 0); hovering it highlights the layer everywhere. */
export function layerEntry(host: PanelHost, layer: number, label: string): HTMLElement {
  const entry = legendEntry(layerMark(layer), label, layer === 0);
  entry.dataset.layer = String(layer);
  entry.addEventListener("pointerenter", () => host.highlight(layer));
  entry.addEventListener("pointerleave", () => host.highlight(null));
  return entry;
}
