import type { Complex } from "../protocol/run";

export type { Complex };

/** A root at infinity is a root like any other; only its drawing differs. */
export function isInfinite(re: number, im: number): boolean {
  return !Number.isFinite(re) || !Number.isFinite(im);
}

/**
 * The point a `fraction` of the way from one root to another, along the great circle between them.
 *
 * A root z is the line through (z, 1) in the complex plane squared, and infinity the line through
 * (1, 0). The two unit vectors are turned into phase and mixed, which never passes through a false
 * "large" value on the way to infinity and stays exact near it. Writes into `out`.
 */
export function interpolateOnSphere(
  re0: number,
  im0: number,
  re1: number,
  im1: number,
  fraction: number,
  out: Complex,
): Complex {
  if (fraction <= 0) return assign(out, re0, im0);
  if (fraction >= 1) return assign(out, re1, im1);

  const infinite0 = isInfinite(re0, im0);
  const infinite1 = isInfinite(re1, im1);
  const norm0 = infinite0 ? 1 : Math.hypot(re0, im0, 1);
  const norm1 = infinite1 ? 1 : Math.hypot(re1, im1, 1);
  const a0 = infinite0 ? 1 : re0 / norm0;
  const a0i = infinite0 ? 0 : im0 / norm0;
  const b0 = infinite0 ? 0 : 1 / norm0;
  const a1 = infinite1 ? 1 : re1 / norm1;
  const a1i = infinite1 ? 0 : im1 / norm1;
  const b1 = infinite1 ? 0 : 1 / norm1;

  // Phase of the Hermitian product ⟨(a1, b1), (a0, b0)⟩, which the second vector is turned by.
  const product = a0 * a1 + a0i * a1i + b0 * b1;
  const productI = a0i * a1 - a0 * a1i;
  const size = Math.hypot(product, productI);
  const phase = size > 0 ? product / size : 1;
  const phaseI = size > 0 ? productI / size : 0;

  const weight0 = 1 - fraction;
  const re = weight0 * a0 + fraction * (a1 * phase - a1i * phaseI);
  const im = weight0 * a0i + fraction * (a1 * phaseI + a1i * phase);
  const below = weight0 * b0 + fraction * b1 * phase;
  const belowI = fraction * b1 * phaseI;
  const square = below * below + belowI * belowI;
  if (square === 0) return assign(out, Infinity, 0);
  return assign(
    out,
    (re * below + im * belowI) / square,
    (im * below - re * belowI) / square,
  );
}

function assign(out: Complex, re: number, im: number): Complex {
  out.re = re;
  out.im = im;
  return out;
}
