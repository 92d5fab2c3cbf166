/** What panels of the theory share: what they speak of, and what stands in them until it is known. */

import type { Insights } from "../protocol/insights";
import type { Run } from "../protocol/run";
import { h, setText } from "../ui/dom";
import { t } from "../words";
import { besideOf } from "./tracks";

type Piece = Exclude<keyof Insights, "revision" | "pending">;

/** Whether a piece may still come. */
export function isPending(insights: Insights | null, piece: Piece): boolean {
  return !insights || (!insights[piece] && insights.pending.includes(piece));
}

/** A sentence instead of a piece that is not known, or "" if it is. */
export function missing(insights: Insights | null, piece: Piece): string {
  if (insights?.[piece]) return "";
  return t(isPending(insights, piece) ? "page.waiting.pending" : "page.waiting.unknown");
}

/** What the theory speaks of, where more than that is drawn. */
export function subjectOf(run: Run): string {
  return besideOf(run.tracks) ? t("page.panel.about_flow") : "";
}

/** Shows that sentence over `content`, which keeps its place but shows nothing of another run. */
export class Waiting {
  readonly element = h("p", { class: "lcn-waiting", role: "status", hidden: true });

  constructor(private readonly content: readonly HTMLElement[]) {}

  show(sentence: string): void {
    this.element.hidden = !sentence;
    setText(this.element, sentence);
    for (const element of this.content) element.classList.toggle("lcn-blank", Boolean(sentence));
  }
}
