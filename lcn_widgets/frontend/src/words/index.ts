/**
 * Everything the page says. `t` says its own texts, `say` a message of the kernel, `text` a static text of the schema;
 * numbers are written by `formatNumber` and its like.
 *
 * They follow the present language, so they are called where something is shown and not when a module is loaded.
 */

import type { Message } from "../protocol/message";
import { en } from "./en";
import { Language, type Catalogue } from "./language";
import type { PageId, ValuesOf } from "./page";

export type { LabelId, PageId } from "./page";

/** Every language by its tag. */
export const LANGUAGES: Record<string, Catalogue> = {
  en,
};

/** The kernel's templates in English. */
const kernel: Record<string, string> = {};

const english = new Language("en", [en, kernel]);
let present = english;

/** Speak the language of `tag` (`de`, `de-AT`), or English where there is none. */
export function setLanguage(tag: string): void {
  const [general] = tag.split("-");
  const known = [tag, general].find((each) => each in LANGUAGES) ?? english.tag;
  present = known === english.tag ? english : new Language(known, [LANGUAGES[known]], english);
}

/** The present language as HTML's `lang`. */
export function language(): string {
  return present.tag;
}

/** Learn the kernel's templates, which come with the schema. */
export function learn(words: Catalogue): void {
  Object.assign(kernel, words);
}

/** A text of the page. */
export function t<Id extends PageId>(id: Id, ...[values]: ValuesOf<Id>): string {
  return present.say({ id, values });
}

/** A message of the kernel. */
export function say(message: Message): string {
  return present.say(message);
}

/** A static text of the schema. */
export function text(id: string, inEnglish: string): string {
  return present.text(id, inEnglish);
}

/** A text of the page to be said later, where the kernel's messages go too. */
export function message<Id extends PageId>(id: Id, ...[values]: ValuesOf<Id>): Message {
  return { id, values };
}

/** A number that may move: `digits` significant digits even if the last are zeros, `0.500`, `1.2 × 10⁻⁹`. */
export function formatNumber(value: number, digits?: number): string {
  return present.numbers.steady(value, digits);
}

/** A number that moves about 1: three decimals as long as they can show it, `−2.000`. */
export function formatValue(value: number): string {
  return present.numbers.decimal(value);
}

/** A number that rests: zeros at its end are dropped, `0.5`. */
export function formatShort(value: number, digits?: number): string {
  return present.numbers.short(value, digits);
}

/** 10 to the power of `exponent`, which may be beyond any float: `10⁷³`. */
export function formatPowerOfTen(exponent: number): string {
  return present.numbers.powerOfTen(exponent);
}

/** A whole number as an exponent: `⁻¹²`. */
export function superscript(value: number): string {
  return present.numbers.raised(value);
}
