/** What the kernel sends and what the parts of the page hand to each other. */

import type { Insights, RootMarks } from "./insights";
import type { Message } from "./message";

/** A row-major array as the kernel sent it: `data[row * columns + column]`. */
export interface Matrix {
  data: Float64Array;
  rows: number;
  columns: number;
}

/** One trajectory, frame by frame (T frames). Names are those of the Python core. */
export interface Track {
  method: "flow" | "descent";
  label: string;
  rootLayer: number[];
  rootRing: number[];
  times: Float64Array;
  path_positions: Float64Array;
  log_positions: Float64Array;
  filters: Matrix;
  final_filters: Matrix;
  risks: Float64Array;
  risk_gaps: Float64Array;
  gradient_norms: Float64Array;
  squared_norms: Matrix;
  norm_differences: Matrix;
  drifts: Matrix;
  roots_re: Matrix;
  roots_im: Matrix;
}

export interface ArchitectureInfo {
  input_dim: number;
  widths: number[];
  strides: number[];
  dims: number[];
  exponents: number[];
  degrees: number[];
  final_width: number;
  final_stride: number;
  depth: number;
}

/** One run of an experiment, decoded. */
export interface Run {
  revision: number;
  experiment: unknown;
  architecture: ArchitectureInfo;
  loss: { kind: string; label: string; covered: boolean };
  /** What the final filter is compared with. */
  targetLabel: Message;
  outcome: { status: string; converged: boolean; message: Message };
  summary: Message;
  bestRisk: number;
  patch: { rank: number; width: number };
  /** First the primary trajectory, then (perhaps) one to compare with. */
  tracks: Track[];
  reference: { final_filter: Float64Array; roots_re: Float64Array; roots_im: Float64Array };
}

/**
 * A point of a track: between frames `index` and `index + 1`, `fraction` in [0, 1].
 * `index + 1` is a frame too unless the track has a single one, and then `fraction` is 0.
 */
export interface Place {
  index: number;
  fraction: number;
}

/** What is drawn now: flow time, and where it lies on each track. */
export interface Frame {
  time: number;
  places: Place[];
}

export type Theme = "light" | "dark";

/** Colours resolved for the present theme; `layers[i]` is layer i's, cycling after eight. */
export interface Palette {
  theme: Theme;
  layers: string[];
  final: string;
  target: string;
  ink: string;
  muted: string;
  grid: string;
  surface: string;
  accent: string;
}

/** What a panel may ask of the page. */
export interface PanelHost {
  /** Move the cursor to a flow time (drag in a plot). */
  seek(time: number): void;
  /** Highlight a layer everywhere (hover), or none. */
  highlight(layer: number | null): void;
  /** Draw once more: something else than the frame has changed. */
  redraw(): void;
}

/**
 * One linked picture. Panels never talk to the kernel and never keep a clock.
 *
 * `element` has its own title, fills the box it is given and watches its own size; the page
 * draws the card around it and names it in its menu by `name`. `draw` is called at most once per animation frame and only while the
 * panel can be seen; `setPalette` comes before the first `setRun`.
 */
export interface Panel {
  readonly name: string;
  readonly title: string;
  readonly element: HTMLElement;
  setRun(run: Run): void;
  /** What the theory says of the run set last; null while nothing of it is known. */
  setInsights?(insights: Insights | null): void;
  /** Roots that it wishes to be seen among the others, for as long as it can be seen itself. */
  readonly markedRoots?: RootMarks | null;
  /** Show the roots that another panel wishes to be seen. */
  setMarks?(marks: RootMarks | null): void;
  draw(frame: Frame): void;
  setPalette(palette: Palette): void;
  setHighlight(layer: number | null): void;
  destroy(): void;
}

export type PanelFactory = (host: PanelHost) => Panel;
