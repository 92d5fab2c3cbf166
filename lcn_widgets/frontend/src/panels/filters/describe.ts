/** The filters in words. */

import type { Run } from "../../protocol/run";
import { subscript } from "../../ui/scripts";
import { formatValue, t } from "../../words";
import type { Mark } from "../panel";
import type { Chart } from "./layout";

/** A mark at the end of each bar of a chart; `value` reads its entries. Ids are `w<layer>-<entry>` and `v-<entry>`. */
export function listEntries(run: Run, chart: Chart, value: (index: number) => number): Mark[] {
  const { name, layer, count, x, width, scale } = chart;
  const [bottom, top] = scale.range();
  return Array.from({ length: count }, (_, index): Mark => {
    const now = value(index);
    const entry = formatValue(now);
    const target = formatValue(run.reference.final_filter[index]);
    return {
      id: `${layer === null ? "v" : `w${layer}`}-${index}`,
      name: name + subscript(index + 1),
      value: layer === null ? t("page.panel.filters.beside", { entry, label: run.targetLabel, target }) : entry,
      x: x + ((index + 0.5) * width) / count,
      y: Math.max(top, Math.min(bottom, scale(now))),
      ...(layer !== null && { layer }),
    };
  });
}
