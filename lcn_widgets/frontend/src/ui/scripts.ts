/** Small digits above and below the line, and the names that are written with them. */

import { superscript } from "../words";

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

export function subscript(value: number): string {
  return [...String(value)].map((digit) => SUBSCRIPTS[Number(digit)] ?? "₋").join("");
}

/** Name of layer i's object as the paper writes it: `w⁽²⁾`; `layer` counts from 0. */
export function layerName(letter: string, layer: number): string {
  return `${letter}⁽${superscript(layer + 1)}⁾`;
}

/** `10⁻⁴`. */
export function powerOfTen(exponent: number): string {
  return `10${superscript(exponent)}`;
}
