/** Labels of ticks, as short as they can be. */

import { format } from "d3-format";
import { powerOfTen } from "../ui/scripts";

const short = format(".3~g");

/** A power of ten on a logarithmic axis (or 2 or 5 times one). */
export function formatLogTick(value: number): string {
  const exponent = exponentOf(value);
  return exponent >= -2 && exponent <= 2 ? short(value) : formatPower(value, exponent);
}

export function formatTick(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e5) ? formatPower(value, exponentOf(size)) : short(value);
}

function exponentOf(size: number): number {
  return Math.floor(Math.log10(size) + 1e-9);
}

function formatPower(value: number, exponent: number): string {
  const mantissa = short(value / 10 ** exponent);
  return mantissa === "1" ? powerOfTen(exponent) : `${mantissa}·${powerOfTen(exponent)}`;
}
