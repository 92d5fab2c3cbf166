/** Critical points in words. */

import type { CommonRoot, CriticalFilter, Insights } from "../../protocol/insights";
import { formatRoot } from "../../ui/format";
import { formatNumber, t } from "../../words";
import type { Mark } from "../panel";
import { kindName } from "../kinds";

/** A list speaks of all critical points only if it is proved to be complete. */
export function headingOf(map: Insights["critical_map"]): string {
  const open = map ? "filters" in map && !map.certified : false;
  return t(open ? "page.panel.critical.map.open" : "page.panel.critical.map");
}

/** What is known of a critical filter. */
export function describeFilter({ kinds, risk, pattern }: CriticalFilter, reached: boolean): Pick<Mark, "name" | "value"> {
  const name = kinds.map(kindName).reduce((first, second) => t("page.panel.critical.either", { first, second }));
  const value = t("page.panel.critical.filter", { risk: formatNumber(risk, 4), pattern });
  return { name, value: reached ? `${value}, ${t("page.panel.critical.filter.reached")}` : value };
}

/** Roots that layers have in common. */
export function describeShared(roots: readonly CommonRoot[]): string {
  if (roots.length === 0) return t("page.panel.critical.shared.none");
  const words = roots.map(({ layers, re, im }) =>
    t("page.panel.critical.shared.one", { layers, root: formatRoot(re, im) }),
  );
  return words.join("; ");
}

/** How many eigenvalues have which sign; `signs` are as the kernel counts them. */
export function describeSpectrum(signs: readonly number[], scaling: number): string {
  const kinds = [
    { id: "page.panel.critical.spectrum.positive", sign: 1 },
    { id: "page.panel.critical.spectrum.negative", sign: -1 },
    { id: "page.panel.critical.spectrum.zero", sign: 0 },
  ] as const;
  const counted = kinds.map(({ id, sign }) => ({ id, count: signs.filter((other) => other === sign).length }));
  const counts = counted.filter(({ count }) => count > 0).map(({ id, count }) => t(id, { count }));
  if (scaling > 0) counts.push(t("page.panel.critical.spectrum.scaling", { count: scaling }));
  return t("page.panel.critical.spectrum", { counts: counts.join(", ") });
}
