/** Numbers as text to edit; numbers to read are written by `words`. */

export { formatNumber } from "../words";

/** A number as one types it: shortest text that reads back as the same number to 12 digits. */
export function editNumber(value: number): string {
  const rounded = Number(value.toPrecision(12));
  const [plain, powered] = [String(rounded), rounded.toExponential().replace("e+", "e")];
  return powered.length + 3 < plain.length ? powered : plain;
}
