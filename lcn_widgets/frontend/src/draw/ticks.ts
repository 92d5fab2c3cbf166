/** Labels of ticks, as short as they can be. */

import { powerOfTen } from "../ui/scripts";
import { formatShort } from "../words";

/** A power of ten on a logarithmic axis (or 2 or 5 times one). */
export function formatLogTick(value: number): string {
  const exponent = exponentOf(value);
  return exponent >= -2 && exponent <= 2 ? formatShort(value) : formatPower(value, exponent);
}

export function formatTick(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5) ? formatPower(value, exponentOf(size)) : formatShort(value);
}

function exponentOf(size: number): number {
  return Math.floor(Math.log10(size) + 1e-9);
}

function formatPower(value: number, exponent: number): string {
  const mantissa = Number((value / 10 ** exponent).toPrecision(3));
  return mantissa === 1 ? powerOfTen(exponent) : `${formatShort(mantissa)}·${powerOfTen(exponent)}`;
}
