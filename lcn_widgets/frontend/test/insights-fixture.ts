/** What the theory says of the made-up run of fixture.ts, as the kernel would send it. */

import type { WireInsights } from "../src/protocol/insights";
import { Packer } from "./packer";

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
      verdict: { status: "holds", sentence: "The theorem promises convergence to a critical point, and this run kept the promise." },
      links: [
        {
          name: "data", title: "Data", status: "holds", value_label: "", values: null, bounds: [],
          sentence: "The data decide every coefficient of v: the patch matrix has full rank 7.",
          statements: ["loss", "data_rank"],
        },
        {
          name: "filter", title: "Bound on v", status: "holds", value_label: "‖v(t)‖₁",
          values: packer.add(shares.map((x) => 0.6 - 0.5 * x)),
          bounds: [
            { label: "certified", source: "derived", values: packer.add(shares.map((x) => 1.4 - 0.3 * x)) },
            { label: "paper", source: "Lemma 3.6", values: packer.add(shares.map((x) => 2.6 - 0.2 * x)) },
          ],
          sentence: "The risk never rises, so v can never leave a ball.",
          statements: ["filter_bounded"],
        },
        {
          name: "layers", title: "Bound on every layer", status: "holds", value_label: "max ‖w⁽ⁱ⁾‖²",
          values: packer.add(shares.map((x) => 0.4 + 0.3 * x)),
          bounds: [
            { label: "certified", source: "Mahler measure", values: packer.add([4.4]) },
            { label: "paper", source: "Lemma 3.5", values: packer.add([57.3]) },
          ],
          sentence: "The conserved differences δ tie the layers together: none can grow without v.",
          statements: ["layers_bounded"],
        },
        {
          name: "limit", title: "Convergence", status: "undecided", value_label: "‖∇L‖ / ‖∇L(w₀)‖",
          values: packer.add(shares.map((x) => -8 * x)), bounds: [],
          sentence: "A bounded flow of an analytic risk converges to a single critical point.",
          statements: ["convergence"],
        },
      ],
      statements: [
        {
          name: "loss", title: "The loss is analytic", kind: "hypothesis", source: "Theorem 3.8", status: "holds",
          sentence: "The square loss is a polynomial.", formula: "…", needs: "A loss with a power series at every point.",
          breaks: "ℓ₁ or Huber: their derivatives jump.", numbers: [],
        },
        {
          name: "data_rank", title: "X Xᵀ has full rank", kind: "hypothesis", source: "Lemma 3.6", status: "fails",
          sentence: "Its rank is 20 of 21.", formula: "…", needs: "At least as many independent samples as inputs.",
          breaks: "Fewer samples than inputs.", numbers: [{ label: "rank", value: 20 }, { label: "σ_min / σ_max", value: 1.234e-17 }],
        },
        {
          name: "filter_bounded", title: "v is bounded by the risk", kind: "conclusion", source: "Lemma 3.6", status: "holds",
          sentence: "‖v(t)‖₁ stayed below its bound in every frame.", formula: "…", needs: "", breaks: "", numbers: [{ label: "largest share", value: 0.21 }],
        },
        {
          name: "layers_bounded", title: "All layers are bounded", kind: "conclusion", source: "Lemma 3.5", status: "not covered",
          sentence: "The bound follows from that on v.", formula: "…", needs: "", breaks: "", numbers: [],
        },
        {
          name: "convergence", title: "The flow converges", kind: "conclusion", source: "Theorem 3.8", status: "undecided",
          sentence: "No finite run can show a limit; this one has all but stopped.", formula: "…", needs: "", breaks: "", numbers: [],
        },
      ],
    },
    events: [
      { time: 2e-4, kind: "plateau", layers: [], sentence: "The flow rests near a saddle from t = 1e-4 to 4e-4." },
      { time: 1e-3, kind: "layers meet", layers: [1, 2], sentence: "A root of layer 1 meets one of layer 2 at t = 0.001." },
      { time: 1.1e-3, kind: "become real", layers: [1], sentence: "Two roots of layer 1 become real at t = 0.0011." },
      { time: 0.03, kind: "leave real axis", layers: [2], sentence: "Two roots of layer 2 leave the real axis at t = 0.03." },
      { time: 0.4, kind: "infinity", layers: [3], sentence: "A root of layer 3 passes infinity at t = 0.4." },
      { time: 0.9, kind: "zero", layers: [3], sentence: "A root of layer 3 passes 0 at t = 0.9." },
    ],
    critical_point: {
      settled: true, kind: "local minimum", theorem: "Each layer's scaling is the only freedom [KMMT, 5.1].",
      sentence: "A local minimum that is not global: two layers share the root −1.",
      risk: 11.4375, risk_gap: 2.31, gradient_norm: 3e-7,
      eigenvalues: [2.4e-3, 0.13, 0.9, 41, 360], scaling_directions: 2, jacobian_rank: 5, largest_rank: 6,
      pattern: "(2,1|1)", common_roots: [{ layers: [1, 2], re: -1, im: 0 }, { layers: [2, 3], re: null, im: null }],
      rate: { fitted: 0.0047, predicted: 0.0048, status: "holds", sentence: "L − L∞ decays like exp(−0.0047 t); twice the smallest eigenvalue predicts 0.0048." },
    },
    critical_map: {
      sentence: "All 8 complex critical filters are found; 4 of them are real.", certified: true, reached: 1, zero_risk: 23,
      filters: [
        { risk: 9.1275, kinds: ["global minimum"], pattern: "(1|1)", final_filter: [1, 2, 3], roots_re: [0.4, -0.5, -0.5], roots_im: [0, 0.8, -0.8] },
        { risk: 11.4375, kinds: ["local minimum", "strict saddle"], pattern: "(2,1|)", final_filter: [1, 2, 3], roots_re: [-1, -1, 0.6], roots_im: [0, 0, 0] },
        { risk: 14.2, kinds: ["strict saddle"], pattern: "(2,1|)", final_filter: [1, 2, 3], roots_re: [2, 2, null], roots_im: [0, 0, null] },
        { risk: 21, kinds: ["degenerate", "strict saddle"], pattern: "(3|)", final_filter: [1, 2, 3], roots_re: [0.3, 0.3, 0.3], roots_im: [0, 0, 0] },
      ],
    },
    step_sizes: {
      safe: 1.2e-5, limit: 5.5e-3,
      safe_sentence: "Up to η = 1.2e-5 every step is proved to lower the risk.",
      limit_sentence: "Descent with larger steps than 2/λ_max of the Hessian at the limit does not stay there.",
    },
    cone: { generators: packer.add(cone, [72, 3]) },
  };
  return { wire, buffer: packer.view() };
}
