/** The filters in words. */

import type { Run } from "../../protocol/run";
import { subscript } from "../../ui/scripts";
import { formatValue, say, t } from "../../words";
import type { Chart } from "./layout";

/** Entries of a filter that are read out. */
const MOST_READ = 12;

/** The whole picture, for readers who do not see it; `value` reads an entry of a chart. */
export function describePicture(
  run: Run, charts: readonly Chart[], value: (chart: Chart, index: number) => number,
): string {
  const filters = charts.map((chart) => {
    const shown = Math.min(chart.count, MOST_READ);
    const values = Array.from({ length: shown }, (_, i) => formatValue(value(chart, i)));
    return `${chart.name} = (${values.join(", ")}${shown < chart.count ? ", …" : ""})`;
  });
  const entries = Array.from(run.reference.final_filter.subarray(0, MOST_READ), formatValue).join(", ");
  return t("page.panel.filters.picture", { filters: filters.join("; "), target: run.targetLabel, entries });
}

/** Lines of the tooltip at an entry of a chart. */
export function describeEntry(run: Run, { name, layer }: Chart, index: number, value: number): string[] {
  const lines = [`${name}${subscript(index + 1)} = ${formatValue(value)}`];
  if (layer === null) lines.push(`${say(run.targetLabel)}: ${formatValue(run.reference.final_filter[index])}`);
  return lines;
}
