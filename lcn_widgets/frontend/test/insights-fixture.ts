/** What the theory says of the made-up run of fixture.ts, as the kernel would send it. */

import type { WireInsights } from "../src/protocol/insights";
import type { Message, Values } from "../src/protocol/message";
import { Packer } from "./packer";

const of = (id: string, values?: Values): Message => ({ id, values });

export function fixtureInsights(frames = 300): { wire: WireInsights; buffer: DataView } {
  const packer = new Packer();
  const shares = Array.from({ length: frames }, (_, frame) => frame / Math.max(1, frames - 1));
  const cone = Array.from({ length: 72 }, (_, i) => {
    const [a, b] = [Math.cos((Math.PI * i) / 72), Math.sin((Math.PI * i) / 72)];
    const point = [a * a, 2 * a * b, b * b];
    return point.map((x) => x / Math.hypot(...point));
  }).flat();
  const wire: WireInsights = {
    revision: 1,
    pending: [],
    theorem: {
      verdict: { status: "holds", premise: of("theorem.premise") },
      links: [
        { name: "data", status: "holds", decisive: "loss", values: null, bounds: [] },
        {
          name: "filter", status: "holds", decisive: "filter_bounded",
          values: packer.add(shares.map((x) => 0.6 - 0.5 * x)),
          bounds: [
            { claim: "filter_bounded", label: "certified", source: "derived", values: packer.add(shares.map((x) => 1.4 - 0.3 * x)) },
            { claim: "filter_bounded", label: "paper", source: "Lemma 3.6", values: packer.add(shares.map((x) => 2.6 - 0.2 * x)) },
          ],
        },
        {
          name: "layers", status: "holds", decisive: "layers_bounded",
          values: packer.add(shares.map((x) => 0.4 + 0.3 * x)),
          bounds: [
            { claim: "layers_bounded", label: "certified", source: "Mahler measure", values: packer.add([4.4]) },
            { claim: "layers_bounded", label: "paper", source: "Lemma 3.5", values: packer.add([57.3]) },
          ],
        },
        {
          name: "limit", status: "undecided", decisive: "convergence",
          values: packer.add(shares.map((x) => -8 * x)), bounds: [],
        },
      ],
      statements: [
        { breaking: null, name: "loss", status: "holds", message: of("theorem.loss.polynomial"), numbers: [] },
        {
          breaking: null, name: "data_rank", status: "fails", message: of("theorem.data_rank.short", { rank: 20, size: 21 }),
          numbers: [{ name: "rank", label: "rank", value: 20 }, { name: "ratio", label: "σ_min / σ_max", value: 1.234e-17 }, { name: "bound", label: "bound", value: "inf" }],
        },
        { breaking: null, name: "filter_bounded", status: "holds", message: of("theorem.filter_bounded"), numbers: [{ name: "share", label: "largest share", value: 0.21 }] },
        { breaking: null, name: "layers_bounded", status: "not covered", message: of("theorem.layers_bounded"), numbers: [] },
        { breaking: null, name: "convergence", status: "undecided", message: of("theorem.convergence"), numbers: [] },
      ],
    },
    events: [
      { time: 2e-4, kind: "plateau", layers: [], message: of("roots.event.plateau", { start: 1e-4, end: 4e-4 }) },
      { time: 1e-3, kind: "layers meet", layers: [1, 2], message: of("roots.event.meet", { first: 1, second: 2, time: 1e-3 }) },
      { time: 1.1e-3, kind: "become real", layers: [1], message: of("roots.event.real", { layer: 1, way: "enter", time: 1.1e-3 }) },
      { time: 0.03, kind: "leave real axis", layers: [2], message: of("roots.event.real", { layer: 2, way: "leave", time: 0.03 }) },
      { time: 0.4, kind: "infinity", layers: [3], message: of("roots.event.passes", { layer: 3, place: "infinity", time: 0.4 }) },
      { time: 0.9, kind: "zero", layers: [3], message: of("roots.event.passes", { layer: 3, place: "zero", time: 0.9 }) },
    ],
    critical_point: {
      settled: true, kind: "local minimum", proved: true, boundary: null,
      message: of("landscape.point", { layers: [1, 2], root: -1 }),
      risk: 11.4375, risk_gap: 2.31,
      eigenvalues: [2.4e-3, 0.13, 0.9, 41, 360], signs: [1, 1, 1, 1, 1], zero: 3.6e-4, scaling_directions: 2, jacobian_rank: 5, largest_rank: 6,
      pattern: "(2,1|1)", pattern_message: of("landscape.pattern"),
      common_roots: [{ layers: [1, 2], re: -1, im: 0 }, { layers: [2, 3], re: "inf", im: 0 }],
      shared_root: null,
      rate: {
        status: "holds", message: of("landscape.rate", { fitted: 0.0047, predicted: 0.0048 }),
      },
    },
    critical_map: {
      message: of("landscape.map", { complex: 8, real: 4 }), certified: true, reached: 1, zero_risk: 23,
      filters: [
        { risk: 9.1275, kinds: ["global minimum"], pattern: "(1|1)", roots_re: [0.4, -0.5, -0.5], roots_im: [0, 0.8, -0.8] },
        { risk: 11.4375, kinds: ["local minimum", "strict saddle"], pattern: "(2,1|)", roots_re: [-1, -1, 0.6], roots_im: [0, 0, 0] },
        { risk: 14.2, kinds: ["strict saddle"], pattern: "(2,1|)", roots_re: [2, 2, "inf"], roots_im: [0, 0, 0] },
        { risk: 21, kinds: ["degenerate", "strict saddle"], pattern: "(3|)", roots_re: [0.3, 0.3, 0.3], roots_im: [0, 0, 0] },
      ],
    },
    step_sizes: {
      safe: 1.2e-5, safe_message: of("theorem.step.safe", { step: 1.2e-5 }),
      limit: 5.5e-3, limit_message: of("theorem.step.limit"),
    },
    cone: { generators: packer.add(cone, [72, 3]), target: "inside" },
  };
  return { wire, buffer: packer.view() };
}
