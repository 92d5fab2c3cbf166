/** What the kernel describes once, from the core's own registries: controls, claims, and the words of its messages. */

import type { Message } from "./message";

export interface Kind {
  value: string;
  label: string;
  note?: string;
  /** Losses only: whether the convergence theorem covers it, and why, or why not. */
  covered?: boolean;
  coverage?: Message;
  parameters: string[];
}

export interface SectionSchema {
  name: string;
  label: string;
  kinds?: Kind[];
}

interface ParameterBase {
  label: string;
  help?: string;
  default?: unknown;
}

export interface NumberParameter extends ParameterBase {
  type: "number" | "integer" | "seed";
  minimum?: number | null;
  maximum?: number | null;
  /** What a slider spans; other values that work can be typed. */
  typical?: [number, number] | null;
  step?: number | null;
  scale?: "linear" | "log";
}

export interface ChoiceParameter extends ParameterBase {
  type: "choice";
  choices: { value: string; label: string }[];
}

export interface TextParameter extends ParameterBase {
  type: "numbers" | "rows" | "text" | "file";
}

export type Parameter = NumberParameter | ChoiceParameter | TextParameter;

/** An experiment that shows one thing. */
export interface Preset {
  name: string;
  title: string;
  /** One sentence: what to see. */
  lesson: string;
}

/** A statement of the theory, whatever a run makes of it. */
export interface Claim {
  name: string;
  kind: "hypothesis" | "conclusion";
  title: string;
  /** As plain text. */
  formula: string;
  source: string;
  needs: string;
  breaks: string;
  /** The formula as the kernel has set it. */
  mathml: string;
  /** Its symbols, and the entries that explain them. */
  symbols: { term: string; text: string }[];
}

/** One step of the chain from the data to convergence. */
export interface ChainLink {
  name: string;
  title: string;
  /** Names of its claims. */
  statements: string[];
  /** What its numbers are, "" where it has none. */
  value_label: string;
  /** Whether they are to come below their bound only in the end. */
  arrives: boolean;
}

/** A sentence for those who see the page for the first time; it begins with its title. */
export interface FirstWord {
  name: string;
  title: string;
  text: string;
}

/** What a symbol or a term means. */
export interface Entry {
  name: string;
  title: string;
  /** As formulas write it, or "". */
  symbol: string;
  definition: string;
  source: string;
  /** Everything under which texts mention it; `ⁱ` and `ᵢ` stand for any number. */
  written: string[];
}

/** What the tour points at, and what to do there. */
export interface Stop extends FirstWord {
  /** Selectors; the first element that can be seen is meant. */
  target: string;
  /** Events there that say that it was done; `run` is a new run. */
  events: string;
}

export interface Schema {
  sections: SectionSchema[];
  parameters: Record<string, Parameter>;
  presets: Preset[];
  claims: Claim[];
  chain: ChainLink[];
  glossary: Entry[];
  tour: Stop[];
  welcome: FirstWord[];
  /** Templates of the kernel's messages in English, by their ids. */
  words: Record<string, string>;
}

/** The chosen kind of a section. */
export function kindOf(section: SectionSchema, value: unknown): Kind | undefined {
  return section.kinds?.find((kind) => kind.value === value);
}
