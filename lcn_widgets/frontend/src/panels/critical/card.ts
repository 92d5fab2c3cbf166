import type { CriticalPoint, Unsettled } from "../../protocol/insights";
import { h } from "../../ui/dom";
import { term, termed } from "../../ui/term";
import { verdict } from "../../ui/verdict";
import { formatNumber, say, t } from "../../words";
import { describeShared } from "./describe";
import { eigenvalueStrip } from "./eigenvalues";
import { kindMark, kindName } from "./kinds";

/** The kind of the limit, and whether that is proved. */
export function kindTag({ kind, proved }: CriticalPoint): (HTMLElement | SVGElement)[] {
  const evidence = t(proved ? "page.panel.critical.proved" : "page.panel.critical.seen");
  return [kindMark(kind), h("strong", {}, ...termed(kindName(kind))), h("small", {}, evidence)];
}

/** What is known of the end of the run. */
export function cardOf(point: CriticalPoint | Unsettled): HTMLElement[] {
  const parts: HTMLElement[] = [h("p", {}, ...termed(say(point.message)))];
  if (!point.settled) return parts;
  parts.push(eigenvalueStrip(point), h("dl", { class: "lcn-facts-grid" }, ...facts(point)));
  const { boundary, rate, shared_root } = point;
  for (const told of [shared_root, boundary]) if (told) parts.push(h("p", {}, ...termed(say(told))));
  if (rate) parts.push(h("p", { class: "lcn-rate" }, verdict(rate.status), ...termed(say(rate.message))));
  return parts;
}

function facts(point: CriticalPoint): HTMLElement[] {
  const { risk, risk_gap, jacobian_rank, largest_rank, pattern, pattern_message, common_roots } = point;
  const entries: HTMLElement[] = [];
  const add = (label: string, value: string, aside: HTMLElement | null = null): void => {
    entries.push(h("div", {}, h("dt", {}, ...termed(label)), h("dd", {}, value, aside)));
  };
  add(t("page.panel.critical.risk"), formatNumber(risk));
  add(t("page.panel.critical.gap"), formatNumber(risk_gap));
  add(t("page.panel.critical.rank"), t("page.panel.critical.rank.of", { rank: jacobian_rank, largest: largest_rank }));
  add(t("page.panel.critical.roots"), say(pattern_message), h("small", {}, term("pattern", pattern)));
  add(t("page.panel.critical.shared"), describeShared(common_roots));
  return entries;
}
