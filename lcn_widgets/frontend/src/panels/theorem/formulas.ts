/** The formula of each statement of the theorem, by the statement's name in the core. */

import {
  filter, math, mfrac, mi, mn, mo, mover, mrow, msub, msubsup, msup, mtext, munder, norm,
} from "../../ui/mathml";
import { t } from "../../words";

type Part = Element | string;

const minus = (): Element => mo("−");
const leq = (): Element => mo("≤");
const equals = (): Element => mo("=");
const of = (name: Element, ...inside: Part[]): Element => mrow(name, mo("("), ...inside, mo(")"));
const one = (...inside: Part[]): Element => msub(norm(mrow(...inside)), mn(1));
const two = (...inside: Part[]): Element => msub(norm(mrow(...inside)), mn(2));
const square = (inside: Element): Element => msup(norm(inside), mn(2));
const root = (name: string): Element => msub(mi(name), mi("v"));
const layer = (index: string | Element): Element =>
  typeof index === "string" ? filter("w", index) : msup(mi("w"), mrow(mo("("), index, mo(")")));
const risk = (at: Element): Element => of(mi("L"), at);
const atStart = (): Element => msub(mi("w"), mn(0));
const atTime = (name: string): Element => of(mi(name), mi("t"));
const dotted = (name: string): Element => mover(mi(name), mo("˙"));
const transposed = (name: string): Element => msup(mi(name), mo("⊤"));
const gram = (): Element => mrow(mi("X"), transposed("X"));
const upTo = (power: Element): Element => msup(mn(2), power);

const FORMULAS: Record<string, () => Part[]> = {
  loss: () => [mi("ℓ"), mtext(` ${t("page.panel.theorem.formula.analytic")} `), msup(mi("C"), mn(2))],
  data_rank: () => [mtext("rank "), gram(), equals(), msub(mi("d"), mn(0))],
  patch_rank: () => [mtext("rank "), mi("P"), equals(), root("k")],
  residual_bound: () => [one(mi("W"), mi("X"), minus(), mi("Y")), leq(), of(mi("h"), mi("L"))],
  filter_bound: () => [
    one(mi("v")), leq(), of(mi("g"), mi("L")), equals(), mfrac(mn(1), msub(mi("d"), mi("N"))),
    mo("("), of(mi("h"), mi("L")), mo("+"), one(mi("Y")), mo(")"),
    one(transposed("X"), msup(mrow(mo("("), gram(), mo(")")), mrow(minus(), mn(1)))),
  ],
  risk_decreases: () => [
    mfrac(mrow(mi("d"), mi("L")), mrow(mi("d"), mi("t"))), equals(), minus(), square(dotted("w")), leq(), mn(0),
  ],
  energy: () => [
    risk(of(mi("w"), mn(0))), minus(), risk(of(mi("w"), mi("T"))), equals(),
    msubsup(mo("∫"), mn(0), mi("T")), square(dotted("w")), mi("d"), mi("t"),
  ],
  differences: () => [
    msub(mi("δ"), mi("i")), equals(), square(layer(mrow(mi("i"), mo("+"), mn(1)))), minus(), square(layer("i")),
    mtext(` ${t("page.panel.theorem.formula.constant")}`),
  ],
  filter_bounded: () => [one(atTime("v")), leq(), of(mi("g"), risk(atTime("w"))), leq(), of(mi("g"), risk(atStart()))],
  filter_bounded_by_patches: () => [
    two(atTime("v")), leq(),
    mfrac(mrow(two(mi("y")), mo("+"), two(mi("P"), mi("v"), minus(), mi("y"))), of(msub(mi("σ"), mtext("min")), mi("P"))),
  ],
  layers_bounded: () => [
    square(layer("i")), leq(), of(mi("τ"), mi("T"), mo(","), root("k"), mo(","), mi("δ")), mo(","), mtext("  "),
    mi("C"), leq(), msup(mrow(mo("("), mn(6), mi("T"), root("k"), mo(")")), mrow(mn(2), root("k"))),
  ],
  layers_bounded_sharply: () => [
    munder(mo("∏"), mi("i")), one(layer("i")), leq(),
    upTo(mrow(munder(mo("∑"), mi("i")), mo("("), msub(mi("k"), mi("i")), minus(), mn(1), mo(")"))), two(mi("v")),
  ],
  convergence: () => [atTime("w"), mo("→"), msup(mi("w"), mo("∗")), mtext(` ${t("page.panel.theorem.formula.with")} `), mo("∇"), risk(msup(mi("w"), mo("∗"))), equals(), mn(0)],
};

/** Names of the statements that have a formula. */
export const FORMULA_NAMES = Object.keys(FORMULAS);

/** A new copy of the formula, which reads as `plain` where MathML is not read; null without one. */
export function formula(name: string, plain: string): MathMLElement | null {
  const parts = FORMULAS[name]?.();
  if (!parts) return null;
  const node = math(plain, ...parts);
  node.setAttribute("display", "block");
  return node;
}
