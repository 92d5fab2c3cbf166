/** The conserved differences in words. */

import { valueAt, type Place } from "../../protocol/frames";
import type { Run } from "../../protocol/types";
import { formatNumber, formatValue } from "../../ui/format";
import { subscript } from "../../ui/scripts";

/** δ of layers i and i + 1 as in the core: ‖w⁽ⁱ⁺¹⁾‖² − ‖w⁽ⁱ⁾‖². */
export function differenceName(i: number): string {
  return `δ${subscript(i + 2)}${i < 8 ? "" : "‚"}${subscript(i + 1)}`;
}

/** What stands over the plot of the drift. */
export function describeDrift({ architecture, tracks }: Run): string {
  if (architecture.depth < 2) return "One layer: no difference to conserve.";
  const [primary, comparison] = tracks;
  if (primary.method === "descent") return "Drift |δ(t) − δ(0)|: steps do not conserve δ";
  const moved = tracks.some(({ drifts }) => drifts.data.some((drift) => Math.abs(drift) > 0));
  if (!moved) return "No drift of δ: every difference is exact to the last digit.";
  const whose = comparison ? "of the flow's numerics, and of descent" : "of the numerics";
  return `Drift |δ(t) − δ(0)| ${whose}`;
}

/** The present picture, for readers who do not see it. */
export function describePicture(run: Run, time: number, place: Place): string {
  const [{ squared_norms, drifts }] = run.tracks;
  const norms = run.architecture.widths.map(
    (_, i) => `layer ${i + 1}: ${formatValue(valueAt(squared_norms, place, i))}`,
  );
  const sizes = Array.from({ length: drifts.columns }, (_, i) => Math.abs(valueAt(drifts, place, i)));
  const drift = sizes.length > 0 ? ` Largest drift of their differences: ${formatNumber(Math.max(...sizes))}.` : "";
  return `Squared norms at t = ${formatNumber(time)}. ${norms.join(", ")}.${drift}`;
}
