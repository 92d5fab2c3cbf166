/** Numbers as text: roots, and numbers to edit. */

import { formatValue } from "../words";

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
