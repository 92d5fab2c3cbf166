/** What a panel is to the page, and the page to a panel. */

import type { Frame } from "../protocol/frames";
import type { Insights } from "../protocol/insights";
import type { PredictedRoot, Predictions } from "../protocol/predictions";
import type { Schema } from "../protocol/schema";
import type { Run } from "../protocol/run";
import type { Palette } from "../ui/colours";

/** What the page must know of a panel before there is one; each panel's folder exports its own. */
export interface PanelDefinition {
  /** Stands over the picture. */
  title: string;
  /** Stands in the menu of panels and on tabs, if that is to be another one. */
  shortTitle?: string;
  /** The large picture, a column beside it, or a band below it. */
  place: "main" | "side" | "band";
  /** Of panels beside the large picture, those of one tab are seen together; alone on its own without. */
  tab?: Tab;
  /** Whether there is this picture now; there always is if this is left out. */
  isAvailable?(known: Known): boolean;
  /** Whether it shows how the run ends, which is hidden while predictions are asked for. */
  tellsEnd?: boolean;
  /** Whether its tab is turned to when it appears: somebody has just asked for it. */
  comesForward?: boolean;
  create(setting: PanelSetting): Panel;
}

/** What is known when it is decided whether a panel is there. */
export interface Known {
  /** Of the present run; null while nothing is. */
  insights: Insights | null;
  /** Whether the reader has the tab of this panel before his eyes. */
  watched: boolean;
  /** Whether predictions are asked for. */
  asked: boolean;
}

/** A group of panels beside the large picture; on a wide page one group is seen at a time. */
export interface Tab {
  name: string;
  title: string;
}

/** What a panel is given when it is made. */
export interface PanelSetting {
  host: PanelHost;
  name: string;
  title: string;
}

/** What a panel may ask of the page. */
export interface PanelHost {
  /** What the kernel has described once: claims, the chain, the controls. */
  readonly schema: Schema;
  /** Move the cursor to a flow time (drag in a plot). */
  seek(time: number): void;
  /** Highlight a layer everywhere (hover), or none. */
  highlight(layer: number | null): void;
  /** Whether there is a kernel that answers to changes. */
  readonly live: boolean;
  /** The present value of a control. */
  value(control: string): unknown;
  /** Change controls: the kernel is asked for a new run. */
  change(values: Record<string, unknown>): void;
  /** Pause at the start of the run. */
  rewind(): void;
  /** The same, with the present run kept beside what comes of it. */
  contrast(values: Record<string, unknown>): void;
  /** Draw once more: something else than the frame has changed. */
  redraw(): void;
  /** Answer a question that is asked before the run is played. */
  answer(question: string, answer: string | PredictedRoot[]): void;
  /** Play the run from its start. */
  playFromStart(): void;
  /** Hide the future and ask again. */
  predictAgain(): void;
}

/**
 * One linked picture. Panels never talk to the kernel and never keep a clock.
 *
 * `element` has its own title, fills the box it is given and watches its own size; the page draws
 * the card around it. `draw` is called at most once per animation frame and only while the panel
 * can be seen; `setPalette` comes before the first `setRun`.
 */
export interface Panel {
  readonly element: HTMLElement;
  setRun(run: Run): void;
  /** What the theory says of the run set last; null while nothing of it is known. */
  setInsights?(insights: Insights | null): void;
  /** All that was asked for has been answered. */
  settle?(): void;
  /** Roots that it wishes to be seen among the others, for as long as it can be seen itself. */
  readonly markedRoots?: RootMarks | null;
  /** Show the roots that another panel wishes to be seen. */
  setMarks?(marks: RootMarks | null): void;
  /** What of the picture can be pointed at and read, as it is drawn now; its data table lists them. */
  marks?(): Mark[];
  /** What is asked of the run set last, and what became of the answers. */
  setPredictions?(predictions: Predictions): void;
  draw(frame: Frame): void;
  setPalette(palette: Palette): void;
  setHighlight(layer: number | null): void;
  destroy(): void;
}

/** Roots to mark in the picture of the roots; infinity is `re = Infinity`. */
export interface RootMarks {
  label: string;
  re: number[];
  im: number[];
}

/**
 * One thing of a picture that has a value: it is pointed at by mouse, finger and keys, listed in the
 * table and told in the description. Its place is in CSS pixels of the stage's content.
 */
export interface Mark {
  /** The same for the same thing at another time and of another run. */
  id: string;
  name: string;
  value: string;
  x: number;
  y: number;
  /** Layer (from 0) that it tells of. */
  layer?: number;
  /** How it is moved, if it can be. */
  grab?: Grab;
}

/** A mark that has been picked up; its moves, in pixels, follow each other. */
export interface Grab {
  move(dx: number, dy: number): void;
  drop(): void;
  /** Put it back where it was picked up. */
  cancel(): void;
}
