/** Small digits above and below the line, and the names that are written with them. */

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

function digits(value: number, alphabet: string, minus: string): string {
  return [...String(value)].map((digit) => alphabet[Number(digit)] ?? minus).join("");
}

export function superscript(value: number): string {
  return digits(value, SUPERSCRIPTS, "⁻");
}

export function subscript(value: number): string {
  return digits(value, SUBSCRIPTS, "₋");
}

/** Name of layer i's object as the paper writes it: `w⁽²⁾`; `layer` counts from 0. */
export function layerName(letter: string, layer: number): string {
  return `${letter}⁽${superscript(layer + 1)}⁾`;
}

/** `10⁻⁴`. */
export function powerOfTen(exponent: number): string {
  return `10${superscript(exponent)}`;
}
