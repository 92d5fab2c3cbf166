/**
 * A run as the kernel would send it, made up in JavaScript: three layers whose filters drift
 * from a start to an end. The roots belong to the filters; risk, norms and drifts only look right.
 */

import type { ArrayAddress } from "../src/protocol/arrays";
import type { Schema } from "../src/protocol/schema";
import type { Run } from "../src/protocol/run";
import { decodeRun, type Header, type TrackHeader } from "../src/protocol/wire";
import { fixtureInsights } from "./insights-fixture";
import { Packer } from "./packer";
import { fixtureChain, fixtureClaims, fixtureWords } from "./words-fixture";

const START = [0.9, -1.3, 0.8, 1.2, 0.5, -0.4, 1.1];
const END = [1.4, 0.6, -1.1, 0.7, 1.3, 1.2, 0.9];
const WIDTHS = [3, 2, 2];
const STRIDES = [2, 1, 1];

type Complex = [re: number, im: number];

function quadraticRoots(c: number, b: number, a: number): Complex[] {
  const discriminant = b * b - 4 * a * c;
  const size = Math.sqrt(Math.abs(discriminant)) / (2 * a);
  const centre = -b / (2 * a);
  return discriminant < 0
    ? [[centre, size], [centre, -size]]
    : [[centre + size, 0], [centre - size, 0]];
}

const multiply = (p: number[], q: number[]): number[] => {
  const product: number[] = new Array(p.length + q.length - 1).fill(0);
  p.forEach((a, i) => q.forEach((b, j) => (product[i + j] += a * b)));
  return product;
};

const spread = ([a, b]: number[]): number[] => [a, 0, b];
const squared = (filter: number[]): number => filter.reduce((sum, x) => sum + x * x, 0);

function moment(share: number) {
  const eased = share * share * (3 - 2 * share);
  const w = START.map((from, index) => from + (END[index] - from) * eased);
  const [first, second, third] = [w.slice(0, 3), w.slice(3, 5), w.slice(5, 7)];
  const roots = [
    ...quadraticRoots(first[0], first[1], first[2]),
    ...quadraticRoots(second[0], 0, second[1]),
    ...quadraticRoots(third[0], 0, third[1]),
  ];
  const norms = [first, second, third].map(squared);
  return { w, v: multiply(multiply(first, spread(second)), spread(third)), roots, norms };
}

function packTrack(packer: Packer, kind: "flow" | "descent", frames: number): TrackHeader {
  const shares = Array.from({ length: frames }, (_, frame) => frame / Math.max(1, frames - 1));
  const moments = shares.map(moment);
  const log = shares.map((share) => 0.6 * share + 0.4 * share ** 3);
  const gaps = shares.map((share) => 12 * 10 ** (-16 * share));
  const columns = <T>(pick: (each: ReturnType<typeof moment>) => T[]): T[] => moments.flatMap(pick);
  const matrix = (values: number[]): ArrayAddress => packer.add(values, [frames, values.length / frames]);
  return {
    kind,
    label: kind === "flow" ? "Gradient flow" : "Gradient descent",
    continuous: kind === "flow",
    conserves_differences: kind === "flow",
    root_layer: [0, 0, 1, 1, 2, 2],
    root_ring: [0, 1, 0, 0, 0, 0],
    arrays: {
      times: packer.add(shares.map((share) => (share === 0 ? 0 : 10 ** (-4 + 5 * share)))),
      path_positions: packer.add(shares),
      log_positions: packer.add(log),
      filters: matrix(columns(({ w }) => w)),
      final_filters: matrix(columns(({ v }) => v)),
      risks: packer.add(gaps.map((gap) => 11.4375 + gap)),
      risk_gaps: packer.add(gaps),
      gradient_norms: packer.add(shares.map((share) => 30 * 10 ** (-8 * share))),
      layer_slopes: matrix(gaps.flatMap((gap) => [gap, gap, gap])),
      squared_norms: matrix(columns(({ norms }) => norms)),
      norm_differences: matrix(columns(() => [-1.45, -0.32])),
      drifts: matrix(shares.flatMap((share) => [4e-13 * share, -3e-13 * share * (1 - share)])),
      roots_re: matrix(columns(({ roots }) => roots.map(([re]) => re))),
      roots_im: matrix(columns(({ roots }) => roots.map(([, im]) => im))),
    },
  };
}

/** Header and bytes of a run with `frames` frames; `shift` misaligns the bytes. */
export function fixtureWire(frames = 300, shift = 0): { header: Header; buffer: DataView } {
  const packer = new Packer();
  const target = multiply(multiply([1.2, 0.4, -1], [0.8, 0, 1.1]), [1.3, 0, 0.7]);
  const roots = [...quadraticRoots(1.2, 0.4, -1), ...quadraticRoots(0.8, 0, 1.1), ...quadraticRoots(1.3, 0, 0.7)];
  const header: Header = {
    revision: 1,
    experiment: { version: 1 },
    architecture: {
      widths: WIDTHS, strides: STRIDES, dims: [21, 10, 9, 8],
      final_width: 7, final_stride: 2, depth: 3,
    },
    loss: { kind: "square", covered: true },
    target_label: { id: "data.target.teacher" },
    outcome: "converged",
    summary: { id: "experiment.summary", values: { time: 10, risk: 11.4375, ratio: 1e-8, drift: 4e-13 } },
    best_risk: 11.4375,
    tracks: [packTrack(packer, "flow", frames)],
    handles: {
      exponents: [1, 2, 2],
      roots: [quadraticRoots(START[0], START[1], START[2]), [[-START[3] / START[4], 0]], [[-START[5] / START[6], 0]]],
      scale: 1,
      norms: [START.slice(0, 3), START.slice(3, 5), START.slice(5)].map((filter) => Math.sqrt(squared(filter))),
      target: { data: "teacher", roots, norm: -Math.sqrt(squared(target)) },
    },
    reference: {
      final_filter: packer.add(target),
      roots_re: packer.add(roots.map(([re]) => re)),
      roots_im: packer.add(roots.map(([, im]) => im)),
    },
  };
  return { header, buffer: packer.view(shift) };
}

export function fixtureRun(frames = 300): Run {
  const { header, buffer } = fixtureWire(frames);
  return decodeRun(header, buffer);
}

export const fixtureSchema: Schema = {
  words: fixtureWords,
  claims: fixtureClaims,
  chain: fixtureChain,
  glossary: [
    { name: "risk", title: "risk", symbol: "L", definition: "How badly the network fits.", source: "The paper", written: ["L", "risk"] },
    { name: "gap", title: "risk above the best", symbol: "", definition: "What is left.", source: "", written: ["risk − best"] },
    { name: "filter", title: "filter", symbol: "w⁽ⁱ⁾", definition: "What is learned.", source: "", written: ["w⁽ⁱ⁾"] },
  ],
  tour: [{ name: "play", title: "Press Play", text: "It moves.", target: ".lcn-play", events: "click" }],
  welcome: [{ name: "network", title: "The network", text: "Each layer is a polynomial." }],
  presets: [
    { name: "first", title: "Roots meet and part", lesson: "Two roots leave the real axis, come back and meet on it." },
    { name: "outside", title: "Target outside the function space", lesson: "Two layers of width 2 reach only filters with two real roots." },
  ],
  sections: [
    { name: "architecture", label: "Network" },
    {
      name: "loss",
      label: "Loss",
      kinds: [
        { value: "square", label: "Square", note: "Σ r², the classical choice.", covered: true, coverage: { id: "risk.covered.analytic" }, parameters: [] },
        { value: "pseudo_huber", label: "Pseudo-Huber", note: "Square near zero, linear far away.", covered: true, coverage: { id: "risk.covered.analytic" }, parameters: ["loss_delta"] },
        { value: "absolute", label: "Absolute", note: "Not differentiable at 0.", covered: false, coverage: { id: "risk.covered.jumps", values: { jump: 0 } }, parameters: [] },
      ],
    },
    {
      name: "data",
      label: "Data",
      kinds: [
        { value: "teacher", label: "Teacher", note: "A random filter plus noise.", parameters: ["data_samples", "data_noise", "data_seed"] },
        { value: "csv", label: "CSV file", note: "Your own numbers.", parameters: ["data_csv"] },
      ],
    },
    {
      name: "initialization",
      label: "Start",
      kinds: [
        { value: "normal", label: "Normal", parameters: ["initialization_seed", "initialization_scale"] },
        { value: "differences", label: "Prescribed differences", parameters: ["initialization_differences"] },
        { value: "roots", label: "From roots", parameters: ["initialization_roots"] },
      ],
    },
    {
      name: "method",
      label: "Method",
      kinds: [
        { value: "flow", label: "Gradient flow", parameters: ["method_t_max"] },
        { value: "descent", label: "Gradient descent", parameters: ["method_step_size", "method_max_steps"] },
      ],
    },
  ],
  parameters: {
    loss_delta: { label: "δ", type: "number", minimum: 0.01, maximum: 10, scale: "log", help: "Where square turns into linear." },
    data_samples: { label: "Samples", type: "integer", minimum: 1, maximum: 10000 },
    data_noise: { label: "Noise", type: "number", minimum: 0, maximum: 2, step: 0.05, help: "Standard deviation." },
    data_seed: { label: "Seed", type: "seed" },
    data_csv: { label: "CSV file", type: "file", help: "Rows are samples." },
    initialization_seed: { label: "Seed", type: "seed" },
    initialization_scale: { label: "Scale", type: "number", minimum: 0.01, maximum: 10, scale: "log" },
    initialization_differences: { label: "δ", type: "numbers", help: "One number for each pair of neighbours." },
    initialization_roots: { label: "Roots", type: "rows" },
    method_t_max: { label: "Time limit", type: "number", minimum: 0.01, maximum: 1e6, scale: "log" },
    method_step_size: { label: "Step size", type: "number", minimum: 1e-5, maximum: 1, scale: "log" },
    method_max_steps: { label: "Steps at most", type: "integer", minimum: 1, maximum: 1000000 },
  },
};

/** Every trait of the widget. */
export function fixtureState(frames = 300): Record<string, unknown> & { _buffer: DataView } {
  const { header, buffer } = fixtureWire(frames);
  const insights = fixtureInsights(frames);
  return {
    input_dim: 21, widths: WIDTHS, strides: STRIDES,
    loss: "square", loss_delta: 1,
    data: "teacher", data_samples: 100, data_noise: 0.3, data_seed: 5, data_csv: "",
    initialization: "normal", initialization_seed: 3, initialization_scale: 1,
    initialization_differences: [0.5, -1], initialization_roots: "0.5, -1\n2\n1",
    preset: "", method: "flow", method_t_max: 1000, method_step_size: 0.001, method_max_steps: 10000,
    panels: ["roots", "flow", "conserved", "network", "filters", "theorem", "critical", "space"],
    time_axis: "path", speed: 1, loop: false, theme: "auto",
    _schema: fixtureSchema, _revision: 0, _answer: {}, _header: header, _buffer: buffer,
    _insights: insights.wire, _insight_buffer: insights.buffer,
  };
}
