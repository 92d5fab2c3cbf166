/** What the theory says of the run on the screen, decoded: it comes after the first picture. */

import { decodeArray, type ArrayAddress } from "./arrays";

/** A statement's word on this experiment. */
export type Status = "holds" | "fails" | "not covered" | "undecided";

export interface Bound {
  label: string;
  source: string;
  /** Decadic logarithms, one a frame of the primary track, or a single one for all. */
  values: Float64Array;
}

/** One step of the chain from the data to convergence. */
export interface Link {
  name: string;
  title: string;
  status: Status;
  sentence: string;
  value_label: string;
  /** Decadic logarithms, one a frame; null where the link has no number. */
  values: Float64Array | null;
  bounds: Bound[];
  /** Names of its statements. */
  statements: string[];
}

export interface Statement {
  name: string;
  title: string;
  kind: "hypothesis" | "conclusion";
  source: string;
  status: Status;
  sentence: string;
  /** As plain text. */
  formula: string;
  needs: string;
  breaks: string;
  numbers: { label: string; value: number | string }[];
}

export interface Theorem {
  verdict: { status: Status; sentence: string };
  links: Link[];
  statements: Statement[];
}

export interface RunEvent {
  time: number;
  kind: string;
  /** Counted from 1. */
  layers: number[];
  sentence: string;
}

export interface CommonRoot {
  layers: number[];
  /** Null at infinity. */
  re: number | null;
  im: number | null;
}

export interface Rate {
  fitted: number | null;
  predicted: number | null;
  sentence: string;
  status: Status;
}

/** The end of the run; all but the sentence is known only where the run has come to rest. */
export interface CriticalPoint {
  settled: boolean;
  sentence: string;
  kind?: string;
  theorem?: string | null;
  risk?: number;
  risk_gap?: number;
  gradient_norm?: number;
  /** Ascending, without the directions of scaling. */
  eigenvalues?: number[];
  scaling_directions?: number;
  jacobian_rank?: number;
  /** The most that the rank can be for this architecture. */
  largest_rank?: number;
  pattern?: string;
  pattern_words?: string;
  common_roots?: CommonRoot[];
  rate?: Rate | null;
}

/** A critical final filter; its roots are null at infinity. */
export interface CriticalFilter {
  risk: number;
  kinds: string[];
  pattern: string;
  final_filter: number[];
  roots_re: (number | null)[];
  roots_im: (number | null)[];
}

export interface CriticalMap {
  sentence: string;
  certified: boolean;
  reached: number | null;
  /** Risk of the filter 0. */
  zero_risk: number;
  filters: CriticalFilter[];
}

export interface StepSizes {
  safe: number | null;
  limit: number | null;
  safe_sentence: string;
  limit_sentence: string;
}

export interface Insights {
  revision: number;
  /** Names of what is still being computed. */
  pending: string[];
  theorem: Theorem | null;
  events: RunEvent[];
  critical_point: CriticalPoint | null;
  critical_map: CriticalMap | { unavailable: string } | null;
  step_sizes: StepSizes | null;
  /** Points of unit length on v₁² = 4v₀v₂, three numbers each. */
  cone: Float64Array | null;
}

/** The same before its arrays are read. */
export interface WireInsights {
  revision: number;
  pending?: string[];
  theorem?: WireTheorem | null;
  events?: RunEvent[] | null;
  critical_point?: CriticalPoint | null;
  critical_map?: Insights["critical_map"];
  step_sizes?: StepSizes | null;
  cone?: { generators: ArrayAddress } | null;
}

export type WireTheorem = Omit<Theorem, "links"> & {
  links: (Omit<Link, "values" | "bounds"> & {
    values: ArrayAddress | null;
    bounds: (Omit<Bound, "values"> & { values: ArrayAddress })[];
  })[];
};

/** True once the kernel has said something (the trait starts out empty). */
export function isInsights(value: unknown): value is WireInsights {
  return typeof value === "object" && value !== null && "revision" in value;
}

/** Decode what has come so far. Throws an `Error` that names the array if the bytes do not fit. */
export function decodeInsights(wire: WireInsights, buffer: DataView): Insights {
  const { theorem, cone } = wire;
  const read = (name: string, address: ArrayAddress): Float64Array => decodeArray(name, address, buffer);
  return {
    revision: wire.revision,
    pending: wire.pending ?? [],
    theorem: theorem ? { ...theorem, links: theorem.links.map((link) => decodeLink(link, read)) } : null,
    events: wire.events ?? [],
    critical_point: wire.critical_point ?? null,
    critical_map: wire.critical_map ?? null,
    step_sizes: wire.step_sizes ?? null,
    cone: cone ? read("generators", cone.generators) : null,
  };
}

function decodeLink(
  link: WireTheorem["links"][number],
  read: (name: string, address: ArrayAddress) => Float64Array,
): Link {
  return {
    ...link,
    values: link.values && read(link.value_label, link.values),
    bounds: link.bounds.map((bound) => ({ ...bound, values: read(bound.label, bound.values) })),
  };
}
