/** The flow in words. */

import type { Run } from "../../protocol/run";
import { formatNumber, t } from "../../words";

/** What the logarithmic axis leaves out, said rather than hidden. */
export function describeFloor({ tracks: [track] }: Run): string {
  const frame = track.risk_gaps.findIndex((gap) => !(gap > 0));
  if (frame < 0) return "";
  return t("page.panel.flow.floor", { time: formatNumber(track.times[frame]) });
}
