/** The matrices in words. */

import { layerName, subscript } from "../../ui/scripts";
import { formatValue, t } from "../../words";
import type { Factor } from "./layout";

/** Entries of a filter that are read out. */
const MOST_READ = 8;

/** The whole picture, for readers who do not see it; `entry` reads the filter of a matrix. */
export function describePicture(factors: readonly Factor[], entry: (factor: Factor, index: number) => number): string {
  const matrices = factors.map((factor) => {
    const { name, shape } = factor;
    const read = Array.from({ length: Math.min(shape.width, MOST_READ) }, (_, i) => formatValue(entry(factor, i)));
    const entries = read.join(", ") + (shape.width > MOST_READ ? ", …" : "");
    return t("page.panel.network.matrix", { name, ...shape, entries });
  });
  return t("page.panel.network.picture", { matrices: matrices.join(". ") });
}

/** Lines of the tooltip at a cell; rows and columns from 0, `index` is -1 off the band. */
export function describeCell(
  { layer, name }: Factor, row: number, column: number, index: number, value: number,
): string[] {
  const letter = layer === null ? "v" : layerName("w", layer);
  const entry = index < 0 ? "0" : `${letter}${subscript(index + 1)} = ${formatValue(value)}`;
  return [entry, t("page.panel.network.cell", { name, row: row + 1, column: column + 1 })];
}
