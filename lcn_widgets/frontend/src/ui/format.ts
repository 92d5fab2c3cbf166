/** Numbers as text: short, without units, never longer than the digits that matter. */

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return exponent < 0 ? `⁻${digits}` : digits;
}

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
  return `${sign}${mantissa} × 10${superscript(Number(exponent))}`;
}

/** A number as one types it: shortest text that reads back as the same number to 12 digits. */
export function editNumber(value: number): string {
  const rounded = Number(value.toPrecision(12));
  const [plain, powered] = [String(rounded), rounded.toExponential().replace("e+", "e")];
  return powered.length + 3 < plain.length ? powered : plain;
}
