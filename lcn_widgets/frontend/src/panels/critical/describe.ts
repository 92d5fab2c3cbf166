/** Critical points in words. */

import type { CriticalFilter } from "../../protocol/insights";
import { formatNumber } from "../../ui/format";

/** What is known of a critical filter, a line each. */
export function describeFilter({ kinds, risk, pattern }: CriticalFilter, reached: boolean): string[] {
  const lines = [kinds.join(" or "), `risk ${formatNumber(risk, 4)}, roots ${pattern}`];
  if (reached) lines.push("reached by this run");
  return lines;
}

/** How many eigenvalues have which sign; `signs` are those of the eigenvalues, 0 within the tolerance. */
export function describeSpectrum(signs: readonly number[], scaling: number): string {
  const names: [number, string][] = [[1, "positive"], [-1, "negative"], [0, "zero"]];
  const counts = names.map(([sign, name]) => ({ name, count: signs.filter((other) => other === sign).length }));
  const parts = counts.filter(({ count }) => count > 0).map(({ name, count }) => `${count} ${name}`);
  if (scaling > 0) parts.push(`${scaling} of scaling (${scaling === 1 ? "square" : "squares"})`);
  return `Eigenvalues of the Hessian: ${parts.join(", ")}`;
}
