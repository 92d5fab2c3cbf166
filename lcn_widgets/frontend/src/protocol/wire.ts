/** The only place that sees bytes: the kernel's header and buffer become a `Run` of typed arrays. */

import { decodeArray, type ArrayAddress, type Matrix } from "./arrays";
import { numberOf, type Message, type NotFinite } from "./message";
import type { Question } from "./predictions";
import type { ArchitectureInfo, Complex, Handles, Run, Track } from "./run";

export interface TrackHeader {
  kind: string;
  label: string;
  continuous: boolean;
  conserves_differences: boolean;
  root_layer: number[];
  root_ring: number[];
  arrays: Record<string, ArrayAddress>;
}

/** A complex number; JSON knows no infinity. */
type Pair = [re: number | NotFinite, im: number | NotFinite];

export interface HandlesHeader extends Omit<Handles, "roots" | "target"> {
  roots: Pair[][];
  target: { data: string; roots: Pair[]; norm: number };
}

export interface Header {
  revision: number;
  experiment: unknown;
  architecture: ArchitectureInfo;
  loss: { kind: string; covered: boolean };
  target_label: Message;
  questions?: Question[];
  outcome: string;
  summary: Message;
  best_risk: number;
  tracks: TrackHeader[];
  handles: HandlesHeader;
  reference: Record<"final_filter" | "roots_re" | "roots_im", ArrayAddress>;
}

/** True once the kernel has sent a run (the traits start out empty). */
export function isHeader(value: unknown): value is Header {
  return typeof value === "object" && value !== null && "tracks" in value;
}

/** Decode one run. Throws an `Error` that names the array when header and buffer disagree. */
export function decodeRun(header: Header, buffer: DataView): Run {
  return {
    revision: header.revision,
    experiment: header.experiment,
    architecture: header.architecture,
    loss: header.loss,
    targetLabel: header.target_label,
    questions: header.questions ?? [],
    outcome: header.outcome,
    summary: header.summary,
    bestRisk: header.best_risk,
    tracks: header.tracks.map((track) => decodeTrack(track, buffer)),
    handles: decodeHandles(header.handles),
    reference: {
      final_filter: decodeArray("final_filter", header.reference.final_filter, buffer),
      roots_re: decodeArray("roots_re", header.reference.roots_re, buffer),
      roots_im: decodeArray("roots_im", header.reference.roots_im, buffer),
    },
  };
}

function decodeHandles({ roots, target, ...values }: HandlesHeader): Handles {
  const row = (pairs: Pair[]): Complex[] => pairs.map(([re, im]) => ({ re: numberOf(re), im: numberOf(im) }));
  return { ...values, roots: roots.map(row), target: { ...target, roots: row(target.roots) } };
}

function decodeTrack(header: TrackHeader, buffer: DataView): Track {
  const address = (name: string): ArrayAddress => {
    const found = header.arrays[name];
    if (!found) throw new Error(`array "${name}" is missing from track "${header.label}"`);
    return found;
  };
  const vector = (name: string): Float64Array => decodeArray(name, address(name), buffer);
  const matrix = (name: string): Matrix => {
    const { shape } = address(name);
    if (shape.length !== 2) throw new Error(`array "${name}" has ${shape.length} axes, not 2`);
    return { data: vector(name), rows: shape[0], columns: shape[1] };
  };
  return {
    kind: header.kind,
    label: header.label,
    continuous: header.continuous,
    conservesDifferences: header.conserves_differences,
    rootLayer: header.root_layer,
    rootRing: header.root_ring,
    times: vector("times"),
    path_positions: vector("path_positions"),
    log_positions: vector("log_positions"),
    filters: matrix("filters"),
    final_filters: matrix("final_filters"),
    risks: vector("risks"),
    risk_gaps: vector("risk_gaps"),
    gradient_norms: vector("gradient_norms"),
    layer_slopes: matrix("layer_slopes"),
    squared_norms: matrix("squared_norms"),
    norm_differences: matrix("norm_differences"),
    drifts: matrix("drifts"),
    roots_re: matrix("roots_re"),
    roots_im: matrix("roots_im"),
  };
}
