/** A good guess whether a literal of the sources is English that belongs in the catalogue. */

import { en } from "../../src/words/en";
import type { Literal } from "./literals";

/** Capitalised literals that are no words of the page: keys as the browser names them. */
const KEYS = /^(Arrow(Left|Right|Up|Down)|Enter|Escape|Home|End|Space|Shift|Ctrl)$/;
/** Names of the axes of the complex plane. */
const SYMBOLS = /^(Re|Im)$/;
/** Literals that are code: class names, selectors, styles, SVG paths, attributes, media types. */
const CODE = /^(lcn\b|--|[.#[]|\((prefers|forced)-|var\(|linear-gradient|color-mix|translate\(|.*\}px\b|[MmLl]?-?[\d.]|[\w-]+:|[\w.-]+\/)|lcn-|\$\{…\}%/;
/** Code before a literal that needs no catalogue: paths of modules, errors for the console, selectors, statuses, the English beside an id. */
const EXEMPT = /(\b(from|import)\s*|Error\(|\b(closest|matches|querySelector|querySelectorAll|verdictIcon)\(|\btext\(_,\s*)$/;
/** Code before a literal that is the content, the title or the label of something. */
const SHOWN = /(\}\s*,|\b(title|label|short):)\s*$/;

/** Whether a literal has words that a reader would see. */
export function hasWords({ text, before, isKey }: Literal): boolean {
  if (isKey || EXEMPT.test(before) || KEYS.test(text) || SYMBOLS.test(text) || CODE.test(text) || text in en) return false;
  const several = /\p{L}{2,}[^\p{L}]*\s[^\p{L}]*\p{L}{2,}/u.test(text);
  const besideValue = /\p{L}{2,}[^\p{L}$]*\s[^\p{L}$]*\$\{…\}|\$\{…\}[^\p{L}$]*\s[^\p{L}$]*\p{L}{2,}/u.test(text);
  const capitalised = /^\p{Lu}\p{Ll}+/u.test(text);
  const shown = /^\p{Ll}{3,}/u.test(text) && SHOWN.test(before);
  const unfinished = /\p{L}{2,}\s?…$/u.test(text);
  return several || besideValue || capitalised || shown || unfinished;
}
