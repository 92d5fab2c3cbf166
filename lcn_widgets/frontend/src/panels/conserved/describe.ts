/** The conserved differences in words. */

import { valueAt, type Place } from "../../protocol/frames";
import type { Run } from "../../protocol/run";
import { subscript } from "../../ui/scripts";
import { formatNumber, formatValue, t } from "../../words";

/** δ of layers i and i + 1 as in the core: ‖w⁽ⁱ⁺¹⁾‖² − ‖w⁽ⁱ⁾‖². */
export function differenceName(i: number): string {
  return `δ${subscript(i + 2)}${i < 8 ? "" : "‚"}${subscript(i + 1)}`;
}

/** What stands over the plot of the drift. */
export function describeDrift({ architecture, tracks }: Run): string {
  if (architecture.depth < 2) return t("page.panel.conserved.single");
  const [primary, comparison] = tracks;
  if (!primary.conservesDifferences) return t("page.panel.conserved.drift.steps");
  const moved = tracks.some(({ drifts }) => drifts.data.some((drift) => Math.abs(drift) > 0));
  if (!moved) return t("page.panel.conserved.exact");
  return t(comparison ? "page.panel.conserved.drift.both" : "page.panel.conserved.drift");
}

/** The present picture, for readers who do not see it. */
export function describePicture(run: Run, time: number, place: Place): string {
  const [{ squared_norms, drifts }] = run.tracks;
  const norms = run.architecture.widths.map((_, i) =>
    t("page.panel.conserved.picture.norm", { layer: i + 1, norm: formatValue(valueAt(squared_norms, place, i)) }),
  );
  const sentences = [t("page.panel.conserved.picture", { time: formatNumber(time), norms: norms.join(", ") })];
  const sizes = Array.from({ length: drifts.columns }, (_, i) => Math.abs(valueAt(drifts, place, i)));
  if (sizes.length > 0) {
    sentences.push(t("page.panel.conserved.picture.drift", { drift: formatNumber(Math.max(...sizes)) }));
  }
  return sentences.join(" ");
}
