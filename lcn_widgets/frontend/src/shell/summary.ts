/** What the experiment is, what happened and what the theory says of it: the page in words, for who does not see it. */

import type { Message } from "../protocol/message";
import type { Run } from "../protocol/run";
import type { Insights } from "../protocol/insights";
import { kindOf, type Schema } from "../protocol/schema";
import type { Store } from "../state/store";
import { h } from "../ui/dom";
import { say, t, text } from "../words";

/** Loss, data, start and method as the controls call them. */
function choices(run: Run, { sections }: Schema): string {
  const experiment = run.experiment as Record<string, { kind?: string } | undefined>;
  const chosen = sections.flatMap((section) => {
    const kind = kindOf(section, experiment[section.name]?.kind);
    if (!kind) return [];
    const label = text(`section.${section.name}.label`, section.label);
    return [`${label}: ${text(`${section.name}.${kind.value}.label`, kind.label)}`];
  });
  return chosen.join("; ");
}

/** A paragraph each; the last one only once the theory is known. */
export function summarise(run: Run, ending: Message, insights: Insights | null, schema: Schema): string[] {
  const { depth, widths, strides, dims } = run.architecture;
  const network = t("page.summary.network", { depth, widths, strides, input: dims[0] });
  const events = (insights?.events ?? []).map(({ message }) => say(message));
  const known = [insights?.theorem?.verdict.premise, insights?.critical_point?.message];
  const theory = known.flatMap((message) => (message ? [say(message)] : []));
  return [
    `${network} ${choices(run, schema)}.`,
    [`${say(ending)}.`, ...events].join(" "),
    theory.join(" "),
  ].filter(Boolean);
}

export function pageSummary(store: Store, signal: AbortSignal): HTMLElement {
  const element = h("section", { class: "lcn-hidden", "aria-label": t("page.summary") });
  const update = (): void => {
    const { run, insights, schema } = store;
    if (run) element.replaceChildren(...summarise(run, store.summary, insights, schema).map((words) => h("p", {}, words)));
  };
  store.on(["run", "insights", "predictions"], update, signal);
  update();
  return element;
}
