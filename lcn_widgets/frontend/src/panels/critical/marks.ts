import type { CriticalFilter } from "../../protocol/insights";
import type { RootMarks } from "../panel";

/** The roots of a critical filter, to be marked in the picture of the roots. */
export function marksOf({ roots_re, roots_im }: CriticalFilter, label: string): RootMarks {
  return { label, re: roots_re, im: roots_im };
}
