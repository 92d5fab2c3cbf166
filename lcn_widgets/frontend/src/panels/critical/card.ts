import type { CommonRoot, CriticalPoint } from "../../protocol/insights";
import { h, type Child } from "../../ui/dom";
import { formatNumber, formatRoot } from "../../ui/format";
import { verdict } from "../../ui/verdict";
import { eigenvalueStrip } from "./eigenvalues";

/** What is known of the end of the run. */
export function cardOf(point: CriticalPoint): Node[] {
  const parts: Child[] = [
    h("p", {}, point.sentence),
    point.theorem && !says(point.sentence, point.theorem) && h("p", { class: "lcn-note" }, point.theorem),
    point.settled && eigenvalueStrip(point),
    point.settled && h("dl", { class: "lcn-facts-grid" }, ...facts(point)),
    point.rate && h("p", { class: "lcn-rate" }, verdict(point.rate.status), point.rate.sentence),
  ];
  return parts.filter((part): part is HTMLElement => part instanceof HTMLElement);
}

/** Whether a sentence holds another one, up to capitals and punctuation. */
function says(sentence: string, other: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return plain(sentence).includes(plain(other));
}

function facts(point: CriticalPoint): HTMLElement[] {
  const { risk, risk_gap, jacobian_rank, largest_rank, pattern, pattern_words, common_roots = [] } = point;
  const entries: [string, Child | undefined, string?][] = [
    ["risk", number(risk)],
    ["above the best filter", number(risk_gap)],
    ["rank of J", jacobian_rank === undefined ? undefined : `${jacobian_rank} of ${largest_rank}`],
    ["roots of v", pattern_words ?? pattern, pattern_words && pattern],
    ["common roots", common_roots.length ? common_roots.map(commonRoot).join("; ") : "none"],
  ];
  return entries
    .filter(([, value]) => value)
    .map(([label, value, aside]) => h("div", {}, h("dt", {}, label), h("dd", {}, value, aside && h("small", {}, aside))));
}

function number(value: number | null | undefined): string | undefined {
  return value == null ? undefined : formatNumber(value);
}

function commonRoot({ layers, re, im }: CommonRoot): string {
  return `layers ${layers.join(", ")} at ${formatRoot(re ?? Infinity, im ?? 0)}`;
}
