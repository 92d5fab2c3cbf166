/** The description of the controls, made by the kernel from the core's own registries. */

export interface Kind {
  value: string;
  label: string;
  note?: string;
  /** Losses only: whether the convergence theorem covers it. */
  covered?: boolean;
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

export interface Schema {
  sections: SectionSchema[];
  parameters: Record<string, Parameter>;
  presets?: Preset[];
}

/** The chosen kind of a section. */
export function kindOf(section: SectionSchema, value: unknown): Kind | undefined {
  return section.kinds?.find((kind) => kind.value === value);
}
