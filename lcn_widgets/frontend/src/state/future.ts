/** What is asked of a run before it is played, and how far it has been played: nothing later is shown while that is hidden. */

import type { WidgetModel } from "../protocol/model";
import type { Answers, Predictions, Score } from "../protocol/predictions";
import type { Changes } from "../protocol/requests";
import type { Run } from "../protocol/run";

export class Future {
  #seen = 0;

  constructor(
    private readonly model: WidgetModel,
    private readonly save: (values: Changes) => void,
  ) {}

  /** What is asked of a run; nothing is hidden if nothing is asked. */
  of(run: Run | null): Predictions {
    const names = (this.model.get("questions") as string[] | null) ?? [];
    const questions = (run?.questions ?? []).filter(({ name }) => names.includes(name));
    return {
      questions,
      answers: (this.model.get("predictions") as Answers | null) ?? {},
      scores: (this.model.get("_scores") as Record<string, Score> | null) ?? {},
      hidden: questions.length > 0 && Boolean(this.model.get("hidden")),
    };
  }

  /** Ask of this run and the next ones, or no more. */
  ask(run: Run | null, on: boolean): void {
    const questions = on ? (run?.questions ?? []).map(({ name }) => name) : [];
    this.save({ questions, predictions: {}, hidden: on });
  }

  answer(question: string, answer: Answers[string]): void {
    const answers = (this.model.get("predictions") as Answers | null) ?? {};
    this.save({ predictions: { ...answers, [question]: answer } });
  }

  /** Nothing has been played yet. */
  begin(): void {
    this.#seen = 0;
  }

  /** A position has been played; at the end nothing is left to be hidden. */
  see(position: number, hidden: boolean): void {
    this.#seen = Math.max(this.#seen, position);
    if (position >= 1 && hidden) this.save({ hidden: false });
  }

  /** The position that may be gone to instead of this one. */
  reach(position: number, hidden: boolean): number {
    return hidden ? Math.min(position, this.#seen) : position;
  }
}
