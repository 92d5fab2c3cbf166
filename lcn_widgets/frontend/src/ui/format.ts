/** Numbers as text: short, without units, never longer than the digits that matter. */

import { format } from "d3-format";
import { powerOfTen } from "./scripts";

const fixed = format(".3f");

/** `digits` significant digits; powers of ten outside 0.001 … 99999; a true minus sign. */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const sign = value < 0 ? "−" : "";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 99999.5) {
    const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
    return sign + size.toFixed(decimals);
  }
  const [mantissa, exponent] = size.toExponential(Math.max(0, digits - 2)).split("e");
  return `${sign}${mantissa} × ${powerOfTen(Number(exponent))}`;
}

/** A number to read while it moves: three decimals, as long as they can show it. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  return size === 0 || (size >= 1e-3 && size < 1e4) ? fixed(value) : formatNumber(value);
}

/** A root: `0.500 + 1.200i`, `−2.000`, `∞`. */
export function formatRoot(re: number, im: number): string {
  if (!Number.isFinite(re) || !Number.isFinite(im)) return "∞";
  if (Math.abs(im) < 5e-10 * Math.max(1, Math.abs(re))) return formatValue(re);
  return `${formatValue(re)} ${im < 0 ? "−" : "+"} ${formatValue(Math.abs(im))}i`;
}

/** A number as one types it: shortest text that reads back as the same number to 12 digits. */
export function editNumber(value: number): string {
  const rounded = Number(value.toPrecision(12));
  const [plain, powered] = [String(rounded), rounded.toExponential().replace("e+", "e")];
  return powered.length + 3 < plain.length ? powered : plain;
}
