/** The flow in words. */

import { scalarAt, type Place } from "../../protocol/frames";
import type { Run } from "../../protocol/run";
import { formatNumber, formatValue, t } from "../../words";

/** The present picture, for readers who do not see it. */
export function describePicture(run: Run, time: number, place: Place): string {
  const [track] = run.tracks;
  return t("page.panel.flow.picture", {
    time: formatNumber(time),
    gap: formatNumber(scalarAt(track.risk_gaps, place)),
    best: formatValue(run.bestRisk),
    gradient: formatNumber(scalarAt(track.gradient_norms, place)),
  });
}

/** What the logarithmic axis leaves out, said rather than hidden. */
export function describeFloor({ tracks: [track] }: Run): string {
  const frame = track.risk_gaps.findIndex((gap) => !(gap > 0));
  if (frame < 0) return "";
  return t("page.panel.flow.floor", { time: formatNumber(track.times[frame]) });
}
