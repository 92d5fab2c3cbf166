/** The flow in words. */

import { scalarAt, type Place } from "../../protocol/frames";
import type { Run } from "../../protocol/types";
import { formatNumber, formatValue } from "../../ui/format";

/** The present picture, for readers who do not see it. */
export function describePicture(run: Run, time: number, place: Place): string {
  const [track] = run.tracks;
  const gap = formatNumber(scalarAt(track.risk_gaps, place));
  const gradient = formatNumber(scalarAt(track.gradient_norms, place));
  return (
    `Risk and gradient over time. At t = ${formatNumber(time)} the risk is ${gap} above ` +
    `${formatValue(run.bestRisk)}, the best known; the gradient has norm ${gradient}.`
  );
}

/** What the logarithmic axis leaves out, said rather than hidden. */
export function describeFloor({ tracks: [track] }: Run): string {
  const frame = track.risk_gaps.findIndex((gap) => !(gap > 0));
  if (frame < 0) return "";
  return `From t = ${formatNumber(track.times[frame])} on, risk − best is 0: no place on a log axis.`;
}
