/** What the theory says of the run on the screen, decoded: it comes after the first picture. */

import { decodeFacts, type Sent } from "./facts";
import type { Message } from "./message";

/** A statement's word on this experiment. */
export type Status = "holds" | "fails" | "not covered" | "undecided";

export interface Bound {
  /** Name of the claim whose bound it is. */
  claim: string;
  label: string;
  source: string;
  /** Decadic logarithms, one a frame of the primary track, or a single one for all. */
  values: Float64Array;
}

/** What a run makes of one step of the chain from the data to convergence; see `ChainLink`. */
export interface Link {
  name: string;
  status: Status;
  /** Name of the statement that decides it. */
  decisive: string;
  /** Decadic logarithms, one a frame; null where the link has no number. */
  values: Float64Array | null;
  bounds: Bound[];
}

export interface Breaking {
  changes: Message[];
  controls: Record<string, unknown>;
}

/** What a run makes of one claim; see `Claim`. */
export interface Statement {
  /** What to change so that it no longer holds, and the controls that do it; null where nothing is known. */
  breaking: Breaking | null;
  name: string;
  status: Status;
  message: Message;
  numbers: { name: string; label: string; value: number }[];
}

export interface Theorem {
  verdict: { status: Status; premise: Message };
  links: Link[];
  statements: Statement[];
}

export interface RunEvent {
  time: number;
  kind: string;
  /** Counted from 1. */
  layers: number[];
  message: Message;
}

export interface CommonRoot {
  layers: number[];
  /** Infinite at infinity. */
  re: number;
  im: number;
}

export type CriticalKind = "global minimum" | "local minimum" | "strict saddle" | "degenerate" | "undecided";

/** How fast the risk decays at the end of a flow. */
export interface Rate {
  /** What becomes of the prediction. */
  status: Status;
  message: Message;
}

/** Why nothing is known of the end of a run that has not come to rest. */
export interface Unsettled {
  settled: false;
  message: Message;
}

/** The point at which a run has come to rest. */
export interface CriticalPoint {
  settled: true;
  message: Message;
  /** How far its filter and the target are from where reach changes, where that is known. */
  boundary: Message | null;
  kind: CriticalKind;
  /** Whether it is proved that this is its kind, or only seen. */
  proved: boolean;
  risk: number;
  risk_gap: number;
  /** Ascending, without the directions of scaling. */
  eigenvalues: number[];
  /** 1, -1, or 0 for those that count as zero. */
  signs: number[];
  /** Modulus up to which one of them does so, from where the decades are drawn. */
  zero: number;
  scaling_directions: number;
  jacobian_rank: number;
  /** The most that the rank can be for this architecture. */
  largest_rank: number;
  /** Multiplicities of the roots of the final filter as the literature writes them, `(2,1|1)`, and in words. */
  pattern: string;
  pattern_message: Message;
  common_roots: CommonRoot[];
  /** Why a root that layers share lets the flow rest, if that is why. */
  shared_root: Message | null;
  rate: Rate | null;
}

/** A critical final filter; its roots may be infinite. */
export interface CriticalFilter {
  risk: number;
  kinds: CriticalKind[];
  pattern: string;
  roots_re: number[];
  roots_im: number[];
}

export interface CriticalMap {
  message: Message;
  /** Whether these are proved to be all there are. */
  certified: boolean;
  reached: number | null;
  /** Risk of the filter 0. */
  zero_risk: number;
  filters: CriticalFilter[];
}

/** The step sizes of descent that the theory singles out: NaN and infinity where it has none. */
export interface StepSizes {
  safe: number;
  safe_message: Message;
  limit: number;
  limit_message: Message;
}

/** The cone that bounds what two layers of width 2 reach. */
export interface Cone {
  /** Points of unit length on v₁² = 4v₀v₂, three numbers each. */
  generators: Float64Array;
  /** Where the target of the run lies. */
  target: "inside" | "on the cone" | "outside";
}

/** A place of the map of targets, a disc of radius 1 about 0. */
export type Spot = [x: number, y: number];

/** Targets by how many critical filters the network has for them. */
export interface TargetMap {
  message: Message;
  /** What is drawn. */
  sheet: Message;
  /** Rows from below: of each cell the count to the base 36, or "-" outside. */
  counts: string[];
  regions: { place: Spot; count: number }[];
  /** Radii at which a target differs by so much of its outputs from the present one. */
  rings: { radius: number; share: number }[];
  /** Curves, two numbers a point, NaN where they are interrupted. */
  walls: Float64Array;
  double_roots: Float64Array;
  /** v, two numbers a frame of the primary track. */
  path: Float64Array;
  target: Spot;
  /** The nearest wall. */
  wall: Spot;
  filters: { place: Spot; minimum: boolean; risk: number; reached: boolean }[];
}

/** Each piece by its name: absent until it has come, null where there is nothing to say of a run. */
export interface Insights {
  revision: number;
  /** Names of what is still being computed. */
  pending: string[];
  theorem?: Theorem | null;
  events?: RunEvent[] | null;
  critical_point?: CriticalPoint | Unsettled | null;
  critical_map?: CriticalMap | { unavailable: Message } | null;
  step_sizes?: StepSizes | null;
  cone?: Cone | null;
  target_map?: TargetMap | null;
}

export type WireInsights = Sent<Insights>;

/** True once the kernel has said something (the trait starts out empty). */
export function isInsights(value: unknown): value is WireInsights {
  return typeof value === "object" && value !== null && "revision" in value;
}

/** Decode what has come so far. Throws an `Error` that names the array if the bytes do not fit. */
export function decodeInsights(wire: WireInsights, buffer: DataView): Insights {
  return decodeFacts<Insights>(wire, buffer);
}
