/** The filters in words. */

import type { Run } from "../../protocol/run";
import { subscript } from "../../ui/scripts";
import { formatValue, say, t } from "../../words";
import type { Mark } from "../panel";
import type { Chart } from "./layout";

/** A mark at the end of each bar of a chart; `value` reads its entries. Ids are `w<layer>-<entry>` and `v-<entry>`. */
export function listEntries(run: Run, chart: Chart, value: (index: number) => number, target: ArrayLike<number>): Mark[] {
  const { name, layer, count } = chart;
  return Array.from({ length: count }, (_, index): Mark => {
    const now = value(index);
    const entry = formatValue(now);
    const beside = { entry, label: run.targetLabel, target: formatValue(target[index]) };
    return {
      id: `${layer === null ? "v" : `w${layer}`}-${index}`,
      name: name + subscript(index + 1),
      value: layer === null ? t("page.panel.filters.beside", beside) : entry,
      ...endOf(chart, index, layer === null ? 0.25 : 0.5, now),
      ...(layer !== null && { layer }),
    };
  });
}

/** Marks of the target's bars, which stand beside those of v; ids are `target-<entry>`. */
export function listTarget(run: Run, chart: Chart, target: ArrayLike<number>): Mark[] {
  return Array.from(target, (entry, index) => ({
    id: `target-${index}`,
    name: say(run.targetLabel) + subscript(index + 1),
    value: formatValue(entry),
    ...endOf(chart, index, 0.75, entry),
  }));
}

/** The handle of a layer's norm, at the height of its longest bar; its id is `norm-<layer>`. */
export function normMark(chart: Chart, layer: number, entries: readonly number[]): Mark {
  const value = formatValue(Math.hypot(...entries));
  return { id: `norm-${layer}`, name: `‖${chart.name}‖`, value, layer, ...endOf(chart, chart.count, (GRIP * chart.count) / chart.width, longest(entries)) };
}

/** Pixels from the chart at which the handle is. */
const GRIP = 8;

export function longest(entries: readonly number[]): number {
  return entries.reduce((most, entry) => (Math.abs(entry) > Math.abs(most) ? entry : most), 0);
}

/** The end of a bar of height `value`, at a share of its slot. */
function endOf({ x, width, count, scale }: Chart, index: number, share: number, value: number): { x: number; y: number } {
  const [bottom, top] = scale.range();
  return { x: x + ((index + share) * width) / count, y: Math.max(top, Math.min(bottom, scale(value))) };
}
