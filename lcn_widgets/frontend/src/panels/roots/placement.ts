/**
 * Roots moved by hand. Here only marks move, in ways that the symmetry of real polynomials gives: conjugates
 * and rings go along. What filters have these roots is the kernel's business.
 */

import { isInfinite, type Complex } from "../../draw/sphere";

/** Roots of polynomials p, drawn as those of p(x^exponent), and the norms of their filters with a sign. */
export interface Placement {
  roots: Complex[][];
  /** Arguments of the roots, without jumps; of one at infinity, where it went there. */
  angles: number[][];
  exponents: readonly number[];
  norms: number[];
}

/** A mark of a root: which polynomial, which root, and which mark of its ring. */
export interface Which {
  layer: number;
  index: number;
  branch: number;
}

/** What a hand holds: a real root, or both of a pair, the one under the hand first. */
export interface Held extends Which {
  members: number[];
  /** The other real root on which the held one lies: pulled off the axis the two are a pair. */
  under: number | null;
  /** Whether it is a real root that the hand would have off its line, alone. */
  kept?: boolean;
}

/** How precisely a hand can point. */
export interface Precision {
  /** What is nearer counts as the same place. */
  near: number;
  /** That mean something. */
  decimals: number;
  /** Whether a point is where infinity is drawn. */
  isBeyond(re: number, im: number): boolean;
}

export function placement(roots: Complex[][], exponents: readonly number[], norms: readonly number[]): Placement {
  const angles = roots.map((row) => row.map(({ re, im }) => (isInfinite(re, im) ? 0 : Math.atan2(im, re))));
  return { roots: roots.map((row) => [...row]), angles, exponents, norms: [...norms] };
}

/** The marks of a root of p: all its `exponent`-th roots. */
export function ringOf({ re, im }: Complex, angle: number, exponent: number): Complex[] {
  if (exponent === 1 || isInfinite(re, im)) return new Array<Complex>(exponent).fill({ re, im });
  return Array.from({ length: exponent }, (_, branch) =>
    polar(Math.hypot(re, im) ** (1 / exponent), (angle + 2 * Math.PI * branch) / exponent),
  );
}

/** Take hold of a root, and of its conjugate. */
export function take(placement: Placement, which: Which, { near }: Precision): Held {
  const { layer, index } = which;
  const row = placement.roots[layer];
  const { re, im } = row[index];
  if (im === 0) return { ...which, members: [index], under: lyingUnder(placement, layer, index, re, near) };
  const gap = (other: number): number => Math.hypot(row[other].re - re, row[other].im + im);
  const partner = row.map((_, other) => other).reduce((best, other) => (gap(other) < gap(best) ? other : best));
  return { ...which, members: [index, partner], under: null };
}

/** Put the mark that is held at a point; a real root keeps to the lines on which its marks can be. */
export function put(placement: Placement, held: Held, { re, im }: Complex, precision: Precision): void {
  const { layer, members, branch } = held;
  const exponent = placement.exponents[layer];
  const size = Math.hypot(re, im);
  const turns = (Math.atan2(im, re) * exponent) / Math.PI;
  const off = (Math.round(turns) - turns) * (Math.PI / exponent);
  const away = size * Math.abs(Math.sin(off)) > precision.near;
  if (away && held.under !== null) members.push(held.under);
  const pair = members.length > 1;
  held.kept = away && !pair;
  // On its line: the nearest one on which p(x^exponent) is real.
  const along = size * Math.cos(off);
  const line = (Math.round(turns) * Math.PI) / exponent;
  const mark = pair && away ? { re, im } : exponent === 1 ? { re, im: 0 } : polar(along, line);
  const isBeyond = precision.isBeyond(mark.re, mark.im);
  const angle = (pair && away ? Math.PI * turns : line * exponent) - 2 * Math.PI * branch;
  const to = isBeyond ? { re: Infinity, im: 0 } : rounded(power(mark, exponent, pair && away), exponent, precision);
  held.under = pair ? null : lyingUnder(placement, layer, members[0], to.re, precision.near);
  const there = held.under === null ? to : placement.roots[layer][held.under];
  set(placement, layer, members[0], there, angle);
  if (pair) set(placement, layer, members[1], { re: to.re, im: -to.im }, -angle);
}

/** A filter x - r tends to -1 as r grows and to 1 from the other side: at infinity its sign turns. */
function set({ roots, norms, angles }: Placement, layer: number, index: number, to: Complex, angle: number): void {
  const from = roots[layer][index];
  const finite = Number.isFinite(from.re) ? from : to;
  if (Number.isFinite(from.re) !== Number.isFinite(to.re) && finite.im === 0 && finite.re > 0) norms[layer] *= -1;
  roots[layer][index] = to;
  angles[layer][index] = angle;
}

/** Another real root of the layer that is seen at the same place as `real`. */
function lyingUnder({ roots, exponents }: Placement, layer: number, index: number, real: number, near: number): number | null {
  const seen = (x: number): number => Math.sign(x) * Math.abs(x) ** (1 / exponents[layer]);
  const found = roots[layer].findIndex(
    ({ re, im }, other) => other !== index && im === 0 && (re === real || Math.abs(seen(re) - seen(real)) <= near),
  );
  return found < 0 ? null : found;
}

function power(mark: Complex, exponent: number, complex: boolean): Complex {
  if (exponent === 1) return mark;
  const { re, im } = polar(Math.hypot(mark.re, mark.im) ** exponent, Math.atan2(mark.im, mark.re) * exponent);
  return { re, im: complex ? im : 0 };
}

function polar(size: number, angle: number): Complex {
  return { re: size * Math.cos(angle), im: size * Math.sin(angle) };
}

/** Digits that a hand can mean: they are read and typed in the controls. */
function rounded({ re, im }: Complex, exponent: number, { decimals }: Precision): Complex {
  const round = (x: number): number => Number(exponent === 1 ? x.toFixed(decimals) : x.toPrecision(6));
  return { re: round(re), im: round(im) };
}
