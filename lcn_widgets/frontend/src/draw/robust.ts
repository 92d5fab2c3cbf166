import type { Matrix } from "../protocol/arrays";
import type { Run } from "../protocol/run";

/** Share of the frames of a diverging run that fit the scale; the last ones would flatten all others. */
const SHARE = 0.9;

/** Largest absolute value that a fixed scale for all frames of a run has to hold. */
export function reachOf(matrix: Matrix, run: Pick<Run, "outcome">): number {
  const sizes = Array.from({ length: matrix.rows }, (_, row) => sizeOf(matrix, row));
  if (run.outcome !== "diverged") return Math.max(0, ...sizes);
  sizes.sort((a, b) => a - b);
  return sizes[Math.floor(SHARE * (sizes.length - 1))];
}

/** Largest finite absolute value of a frame. */
function sizeOf({ data, columns }: Matrix, row: number): number {
  let most = 0;
  for (let i = row * columns; i < (row + 1) * columns; i++) {
    if (Number.isFinite(data[i])) most = Math.max(most, Math.abs(data[i]));
  }
  return most;
}
