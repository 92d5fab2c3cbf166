/** The traits the kernel's `Explorer` and this page share, and the little of a model we use. */

import type { Answers } from "./predictions";

export type TimeAxis = "path" | "log";
export type ThemeChoice = "auto" | "light" | "dark";

/** Controls whose change asks the kernel for a new run. The parameters of kinds are named by the schema. */
export interface ControlTraits {
  input_dim: number;
  widths: number[];
  strides: number[];
  loss: string;
  data: string;
  initialization: string;
  method: string;
  /** Name of the example on the screen, "" for an experiment of one's own. */
  preset: string;
  [parameter: string]: unknown;
}

/** What is shown and how: synced, but never a reason to compute. */
export interface ViewTraits {
  panels: string[];
  time_axis: TimeAxis;
  speed: number;
  loop: boolean;
  theme: ThemeChoice;
  /** Names of the questions asked before a run is played; none if nothing is to be predicted. */
  questions: string[];
  predictions: Answers;
  /** Whether the future of the run is hidden until it has been played. */
  hidden: boolean;
}

/** Which explorer this is: of which process, and its number there in the order of making. */
export interface Identity {
  kernel: string;
  number: number;
}

/** Asked of the page by `explorer.play()`, `explorer.pause()` and `explorer.seek(time)`. */
export type PlayerMessage = { kind: "play" | "pause" } | { kind: "seek"; time: number };

/** The part of an anywidget model used here; `staticModel` offers the same without a kernel. */
export interface WidgetModel {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, callback: (...args: never[]) => void): void;
  off(event: string, callback: (...args: never[]) => void): void;
}
