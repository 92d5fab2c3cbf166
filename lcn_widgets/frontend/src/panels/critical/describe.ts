/** Critical points in words. */

import type { CommonRoot, CriticalFilter, RootPattern } from "../../protocol/insights";
import { formatRoot } from "../../ui/format";
import { formatNumber, t } from "../../words";
import { kindName } from "./kinds";

/** What is known of a critical filter, a line each. */
export function describeFilter({ kinds, risk, pattern }: CriticalFilter, reached: boolean): string[] {
  const lines = [
    kinds.map(kindName).reduce((first, second) => t("page.panel.critical.either", { first, second })),
    t("page.panel.critical.filter", { risk: formatNumber(risk, 4), pattern: patternSign(pattern) }),
  ];
  if (reached) lines.push(t("page.panel.critical.filter.reached"));
  return lines;
}

/** Multiplicities as the literature writes them: `(2,1|1)`, nothing for a filter that vanishes. */
export function patternSign({ real, pairs }: RootPattern): string {
  return real.length + pairs.length > 0 ? `(${real.join()}|${pairs.join()})` : "";
}

/** `2 real roots (double) and 1 conjugate pair`. */
export function describePattern({ real, pairs }: RootPattern): string {
  const kinds = [
    { id: "page.panel.critical.roots.real", found: real },
    { id: "page.panel.critical.roots.pairs", found: pairs },
  ] as const;
  const parts = kinds.filter(({ found }) => found.length > 0).map(({ id, found }) => {
    const roots = t(id, { count: found.length });
    const multiplicities = found.filter((multiplicity) => multiplicity > 1).map(describeMultiplicity);
    return multiplicities.length > 0 ? t("page.panel.critical.roots.multiple", { roots, multiplicities }) : roots;
  });
  return parts.length > 0 ? t("page.panel.critical.roots.all", { kinds: parts }) : t("page.panel.critical.roots.none");
}

function describeMultiplicity(multiplicity: number): string {
  return multiplicity === 2 ? t("page.panel.critical.roots.double") : t("page.panel.critical.roots.fold", { multiplicity });
}

/** Roots that layers have in common. */
export function describeShared(roots: readonly CommonRoot[]): string {
  if (roots.length === 0) return t("page.panel.critical.shared.none");
  const words = roots.map(({ layers, re, im }) =>
    t("page.panel.critical.shared.one", { layers, root: formatRoot(re, im) }),
  );
  return words.join("; ");
}

/** How many eigenvalues have which sign; `signs` are those of the eigenvalues, 0 within the tolerance. */
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
