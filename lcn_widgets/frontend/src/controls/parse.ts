/** What a reader typed, as a value the kernel can take, or what is wrong with it. */

import type { Message } from "../protocol/message";
import { message } from "../words";

export type Parsed<T> = { value: T } | { wrong: Message };

const tidy = (text: string): string => text.trim().replaceAll("−", "-");

function shown(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

export function parseInteger(text: string): Parsed<number> {
  const clean = tidy(text);
  const value = Number(clean);
  if (clean === "" || !Number.isFinite(value)) {
    return { wrong: message("page.typed.not_whole", { typed: shown(clean) }) };
  }
  if (!Number.isInteger(value)) {
    const near = Math.max(1, Math.round(value));
    return { wrong: message("page.typed.not_whole.near", { typed: shown(clean), near }) };
  }
  if (!Number.isSafeInteger(value)) return { wrong: message("page.typed.too_large", { typed: shown(clean) }) };
  return { value };
}

export function parseNumber(text: string): Parsed<number> {
  const clean = tidy(text);
  const value = Number(clean);
  if (clean === "" || Number.isNaN(value)) {
    return { wrong: message("page.typed.not_number", { typed: shown(clean) }) };
  }
  if (!Number.isFinite(value)) return { wrong: message("page.typed.too_large", { typed: shown(clean) }) };
  return { value };
}

/** A list such as `1, -0.5, 2e-3`; blanks and semicolons separate too. Empty text is no numbers. */
export function parseNumbers(text: string): Parsed<number[]> {
  const parts = tidy(text).split(/[\s,;]+/).filter((part) => part !== "");
  const values = parts.map(Number);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    return { wrong: message("page.typed.not_numbers", { typed: shown(parts[wrong]) }) };
  }
  return { value: values };
}
