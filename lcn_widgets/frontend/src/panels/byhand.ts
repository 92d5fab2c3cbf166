/** What the controls say of a start or a target that was put by hand. */

import { isInfinite } from "../draw/sphere";
import type { Complex, Run } from "../protocol/run";
import type { Changes } from "./hold";

/** The controls that say where roots are, and those that say what entries are. */
export const CONTROLS = {
  start: ["initialization", "initialization_scale", "initialization_norms", "initialization_roots"],
  target: ["data", "data_teacher", "data_norm", "data_roots"],
  filters: ["initialization", "initialization_values"],
  teacher: ["data", "data_teacher"],
} as const;

type Of = keyof typeof CONTROLS;

const named = (of: Of, values: unknown[]): Changes => Object.fromEntries(CONTROLS[of].map((name, i) => [name, values[i]]));

export function startAt({ handles }: Run, roots: Complex[][], norms: readonly number[]): Changes {
  return named("start", ["roots", handles.scale, [...norms], lines(roots.map((row) => row.map(cell)))]);
}

export function targetAt({ handles }: Run, roots: Complex[], norm: number): Changes {
  return named("target", [handles.target.data, [], norm, lines([roots.map(cell)])]);
}

export function filtersOf({ architecture }: Run, entries: Float64Array): Changes {
  let end = 0;
  return named("filters", ["filters", lines(architecture.widths.map((k) => [...entries.subarray(end, (end += k))].map(String)))]);
}

export function teacherOf({ handles }: Run, entries: Float64Array): Changes {
  return named("teacher", [handles.target.data, [...entries]]);
}

/** As many decimals as a hand can mean where a unit has so many pixels; they are read and typed in the controls. */
export function decimalsAt(scale: number): number {
  return Math.min(15, Math.max(1, Math.ceil(Math.log10(scale))));
}

function lines(rows: string[][]): string {
  return rows.map((row) => row.join(", ")).join("\n");
}

export function cell({ re, im }: Complex): string {
  if (isInfinite(re, im)) return "inf";
  return im === 0 ? String(re) : `${re}${im < 0 ? "-" : "+"}${Math.abs(im)}i`;
}
