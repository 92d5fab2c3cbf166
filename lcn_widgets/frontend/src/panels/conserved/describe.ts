/** The conserved differences in words. */

import type { Run } from "../../protocol/run";
import { layerName, subscript } from "../../ui/scripts";
import { t } from "../../words";
import { besideOf } from "../tracks";

/** δ of layers i and i + 1 as in the core: ‖w⁽ⁱ⁺¹⁾‖² − ‖w⁽ⁱ⁾‖². */
export function differenceName(i: number): string {
  return `δ${subscript(i + 2)}${i < 8 ? "" : "‚"}${subscript(i + 1)}`;
}

export function driftName(i: number): string {
  const name = differenceName(i);
  return `|${name}(t) − ${name}(0)|`;
}

/** `layer` counts from 0. */
export function normName(layer: number): string {
  return `‖${layerName("w", layer)}‖²`;
}

/** What stands over the plot of the drift. */
export function describeDrift({ architecture, tracks }: Run): string {
  if (architecture.depth < 2) return t("page.panel.conserved.single");
  const [primary] = tracks;
  const comparison = besideOf(tracks);
  if (!primary.conservesDifferences) return t("page.panel.conserved.drift.steps");
  const moved = tracks.some(({ drifts }) => drifts.data.some((drift) => Math.abs(drift) > 0));
  if (!moved) return t("page.panel.conserved.exact");
  return t(comparison ? "page.panel.conserved.drift.both" : "page.panel.conserved.drift");
}
