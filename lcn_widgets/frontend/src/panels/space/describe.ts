/** The coefficient space in words. */

import type { Cone } from "../../protocol/insights";
import type { Run } from "../../protocol/run";
import { t } from "../../words";

const WHERE = {
  inside: "page.panel.space.inside",
  "on the cone": "page.panel.space.on",
  outside: "page.panel.space.outside",
} as const;

/** What stands below the picture: what the cone means for the target of this run. */
export function describeCone({ target }: Cone, { targetLabel }: Run): string {
  const where = t(WHERE[target], { target: targetLabel });
  return `${t("page.panel.space.rule")} ${where}`;
}
