/** The kernel's glossary: what a term means, and which terms a text mentions. */

import type { Entry } from "../protocol/schema";

/** Numbers of layers, and what stands for any of them in an entry. */
const NUMBERS = [
  { run: /⁽[⁰¹²³⁴-⁹]+/g, index: "⁽ⁱ", pattern: "⁽[ⁱ⁰¹²³⁴-⁹]+" },
  { run: /[₀-₉‚]+/g, index: "ᵢ", pattern: "[ᵢ₀-₉‚]+" },
];

let entries = new Map<string, Entry>();
let named = new Map<string, string>();
let mentioned: RegExp | null = null;

export function learnTerms(glossary: readonly Entry[]): void {
  entries = new Map(glossary.map((entry) => [entry.name, entry]));
  named = new Map(glossary.flatMap(({ name, written }) => written.map((text) => [text, name])));
  // Of two that begin at one place the longer one is meant.
  const texts = [...named.keys()].sort((a, b) => b.length - a.length).map(patternOf);
  mentioned = texts.length > 0 ? new RegExp(`(?<![\\p{L}\\p{N}'’])(?:${texts.join("|")})(?![\\p{L}\\p{N}])`, "gu") : null;
}

export function entryOf(name: string): Entry | undefined {
  return entries.get(name);
}

/** A piece of a text; `term` is the entry that explains it, if one does. */
export interface Piece {
  text: string;
  term?: string;
}

/** A text in pieces. Each term is explained where it is mentioned first. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const explained = new Set<string>();
  let end = 0;
  for (const { 0: found, index } of mentioned ? text.matchAll(mentioned) : []) {
    const term = named.get(found) ?? named.get(general(found));
    if (!term || explained.has(term)) continue;
    explained.add(term);
    if (index > end) pieces.push({ text: text.slice(end, index) });
    pieces.push({ text: found, term });
    end = index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

function general(text: string): string {
  return NUMBERS.reduce((written, { run, index }) => written.replace(run, index), text);
}

function patternOf(text: string): string {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return NUMBERS.reduce((pattern, { index, pattern: any }) => pattern.replaceAll(index, any), escaped);
}
