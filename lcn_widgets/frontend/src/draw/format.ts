import { format } from "d3-format";
import { formatNumber } from "../ui/format";

const fixed = format(".3f");
const short = format(".3~g");
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

function digits(value: number, alphabet: string): string {
  return [...String(value)].map((digit) => alphabet[Number(digit)] ?? "⁻").join("");
}

export function superscript(value: number): string {
  return digits(value, SUPERSCRIPTS);
}

export function subscript(value: number): string {
  return digits(value, SUBSCRIPTS);
}

/** Name of layer i's object as the paper writes it: `w⁽²⁾`; `layer` counts from 0. */
export function layerName(letter: string, layer: number): string {
  return `${letter}⁽${superscript(layer + 1)}⁾`;
}

/** `10⁻⁴`. */
export function powerOfTen(exponent: number): string {
  return `10${superscript(exponent)}`;
}

/** A number to read while it moves: three decimals, as long as they can show it. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  return size === 0 || (size >= 1e-3 && size < 1e4) ? fixed(value) : formatNumber(value);
}

/** A power of ten on a logarithmic axis (or 2 or 5 times one). */
export function formatLogTick(value: number): string {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  return exponent >= -2 && exponent <= 2 ? short(value) : formatPower(value, exponent);
}

function formatPower(value: number, exponent: number): string {
  const mantissa = short(value / 10 ** exponent);
  return mantissa === "1" ? powerOfTen(exponent) : `${mantissa}·${powerOfTen(exponent)}`;
}

/** A tick label, as short as it can be. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e5)) {
    return formatPower(value, Math.floor(Math.log10(size) + 1e-9));
  }
  return short(value);
}

/** A root: `0.500 + 1.200i`, `−2.000`, `∞`. */
export function formatRoot(re: number, im: number): string {
  if (!Number.isFinite(re) || !Number.isFinite(im)) return "∞";
  if (Math.abs(im) < 5e-10 * Math.max(1, Math.abs(re))) return formatValue(re);
  return `${formatValue(re)} ${im < 0 ? "−" : "+"} ${formatValue(Math.abs(im))}i`;
}
