/** Questions put before a run is played, as the kernel asks and scores them. */

import type { Message } from "./message";

export interface Question {
  name: string;
  message: Message;
  /** Answers to choose from; none where roots are to be placed. */
  choices: { value: string; label: Message }[];
}

/** Re and Im, or null for infinity. */
export type PredictedRoot = [number, number] | null;
export type Answers = Record<string, string | PredictedRoot[]>;

/** What became of an answer; no mark if it was none. */
export interface Score {
  mark: "right" | "close" | "wrong" | "open" | null;
  message: Message;
}

/** All that is asked of the run on the screen. */
export interface Predictions {
  questions: Question[];
  answers: Answers;
  scores: Record<string, Score>;
  /** Whether nothing of the future may be seen yet. */
  hidden: boolean;
}
