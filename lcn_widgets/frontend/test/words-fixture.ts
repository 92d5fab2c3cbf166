/** Templates and claims as the kernel would send them with the schema. */

import type { ChainLink, Claim } from "../src/protocol/schema";

export const fixtureWords: Record<string, string> = {
  "inputs.widths.not_fitting":
    "input size {size} does not fit widths {widths, list}: the nearest {fitting, plural, one {size that fits is} other {sizes that fit are}} {sizes, list}",
  "data.target.teacher": "teacher",
  "training.flow.converged": "The flow converged at t = {time, g}.",
  "experiment.summary":
    "The flow converged at t = {time, g}; risk {risk, g, 4}, gradient {ratio, e} of its start; δ drifted by {drift, e}.",
  "risk.covered.analytic": "The loss is analytic.",
  "risk.covered.jumps": "Its derivative jumps at {jump, g}.",
  "theorem.status.holds": "holds",
  "theorem.status.fails": "fails",
  "theorem.status.not_covered": "not covered",
  "theorem.status.undecided": "cannot be decided",
  "theorem.premise": "The theorem promises convergence to a critical point, and this run kept the promise.",
  "theorem.loss.polynomial": "The square loss is a polynomial.",
  "theorem.data_rank.short": "Its rank is {rank} of {size}.",
  "theorem.filter_bounded": "‖v(t)‖₁ stayed below its bound in every frame.",
  "theorem.layers_bounded": "The bound follows from that on v.",
  "theorem.convergence": "No finite run can show a limit; this one has all but stopped.",
  "roots.event.plateau": "The flow rests near a saddle from t = {start, g} to {end, g}.",
  "roots.event.meet": "A root of layer {first} meets one of layer {second} at t = {time, g}.",
  "roots.event.real": "Two roots of layer {layer} {way, select, enter {become real} other {leave the real axis}} at t = {time, g}.",
  "roots.event.passes": "A root of layer {layer} passes {place, select, infinity {infinity} other {0}} at t = {time, g}.",
  "landscape.point": "A local minimum that is not global: layers {layers, list} share the root {root, g}.",
  "landscape.pattern": "2 real roots (double) and 1 conjugate pair",
  "landscape.rate": "L − L∞ decays like exp(−{fitted, g} t); twice the smallest eigenvalue predicts {predicted, g}.",
  "landscape.map": "All {complex} complex critical filters are found; {real} of them are real.",
  "theorem.step.safe": "Up to η = {step, g} every step is proved to lower the risk.",
  "theorem.step.limit": "Descent with larger steps than 2/λ_max of the Hessian at the limit does not stay there.",
};

const claim = (name: string, kind: Claim["kind"], title: string, source: string, needs = "", breaks = ""): Claim => ({
  name, kind, title, formula: "…", mathml: "", symbols: [], source, needs, breaks,
});

export const fixtureClaims: Claim[] = [
  claim(
    "loss", "hypothesis", "The loss is analytic", "Theorem 3.8",
    "A loss with a power series at every point.", "ℓ₁ or Huber: their derivatives jump.",
  ),
  claim(
    "data_rank", "hypothesis", "X Xᵀ has full rank", "Lemma 3.6",
    "At least as many independent samples as inputs.", "Fewer samples than inputs.",
  ),
  claim("filter_bounded", "conclusion", "v is bounded by the risk", "Lemma 3.6"),
  claim("layers_bounded", "conclusion", "All layers are bounded", "Lemma 3.5"),
  claim("convergence", "conclusion", "The flow converges", "Theorem 3.8"),
];

export const fixtureChain: ChainLink[] = [
  { name: "data", title: "Data", statements: ["loss", "data_rank"], value_label: "", arrives: false },
  { name: "filter", title: "Bound on v", statements: ["filter_bounded"], value_label: "‖v(t)‖₁", arrives: false },
  { name: "layers", title: "Bound on every layer", statements: ["layers_bounded"], value_label: "max ‖w⁽ⁱ⁾‖²", arrives: false },
  { name: "limit", title: "Convergence", statements: ["convergence"], value_label: "‖∇L‖ / ‖∇L(w₀)‖", arrives: true },
];
