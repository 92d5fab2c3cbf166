/** What a reader typed, as a value the kernel can take, or one sentence on what is wrong. */

export type Parsed<T> = { value: T } | { sentence: string };

const tidy = (text: string): string => text.trim().replaceAll("−", "-");

function shown(text: string): string {
  const short = text.length > 24 ? `${text.slice(0, 23)}…` : text;
  return `“${short}”`;
}

export function parseInteger(text: string): Parsed<number> {
  const clean = tidy(text);
  const value = Number(clean);
  if (clean === "" || !Number.isFinite(value)) {
    return { sentence: `${shown(clean)} is not a whole number; write for example 3.` };
  }
  if (!Number.isInteger(value)) {
    const near = Math.max(1, Math.round(value));
    return { sentence: `${shown(clean)} is not a whole number; the nearest is ${near}.` };
  }
  if (!Number.isSafeInteger(value)) return { sentence: `${shown(clean)} is too large.` };
  return { value };
}

export function parseNumber(text: string): Parsed<number> {
  const clean = tidy(text);
  const value = Number(clean);
  if (clean === "" || Number.isNaN(value)) {
    return { sentence: `${shown(clean)} is not a number; write for example 0.5 or 1e-3.` };
  }
  if (!Number.isFinite(value)) return { sentence: `${shown(clean)} is too large.` };
  return { value };
}

/** A list such as `1, -0.5, 2e-3`; blanks and semicolons separate too. Empty text is no numbers. */
export function parseNumbers(text: string): Parsed<number[]> {
  const parts = tidy(text).split(/[\s,;]+/).filter((part) => part !== "");
  const values = parts.map(Number);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    return { sentence: `${shown(parts[wrong])} is not a number; write for example 1, -0.5, 2.` };
  }
  return { value: values };
}
