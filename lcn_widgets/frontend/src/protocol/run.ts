/** A run of an experiment, as the page holds it. */

import type { Matrix } from "./arrays";
import type { Message } from "./message";
import type { Question } from "./predictions";

/** One trajectory, frame by frame (T frames). Names are those of the Python core. */
export interface Track {
  /** Letter of the pinned run that it is. */
  ghost?: string;
  /** Kind of the method it comes from, and what that is called in English. */
  kind: string;
  label: string;
  /** Whether the filters move all the time, as along a flow, and not in steps. */
  continuous: boolean;
  /** Whether δ is constant along it, up to the error of the numerics. */
  conservesDifferences: boolean;
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
  /** ⟨w⁽ⁱ⁾, ∇ᵢL⟩, the same for all layers but for rounding. */
  layer_slopes: Matrix;
  squared_norms: Matrix;
  norm_differences: Matrix;
  drifts: Matrix;
  roots_re: Matrix;
  roots_im: Matrix;
}

export interface ArchitectureInfo {
  widths: number[];
  strides: number[];
  dims: number[];
  final_width: number;
  final_stride: number;
  depth: number;
}

/** A point of the Riemann sphere; infinity is `re = ±Infinity` (any imaginary part). */
export interface Complex {
  re: number;
  im: number;
}

/** What one takes hold of: start and target by their roots, and the values of controls that go with them. */
export interface Handles {
  /** Layer i is drawn by the roots of p(x^exponent). */
  exponents: number[];
  /** Of the polynomial p of each layer, in the order of `rootRing`. */
  roots: Complex[][];
  scale: number;
  norms: number[];
  target: { data: string; roots: Complex[]; norm: number };
}

/** One run of an experiment, decoded. */
export interface Run {
  revision: number;
  experiment: unknown;
  architecture: ArchitectureInfo;
  loss: { kind: string; covered: boolean };
  /** What the final filter is compared with. */
  targetLabel: Message;
  /** What can be asked of it before it is played. */
  questions: Question[];
  /** How it ended. */
  outcome: string;
  summary: Message;
  bestRisk: number;
  /** First the primary trajectory, then (perhaps) one to compare with, then those of pinned runs. */
  tracks: Track[];
  handles: Handles;
  reference: { final_filter: Float64Array; roots_re: Float64Array; roots_im: Float64Array };
}
