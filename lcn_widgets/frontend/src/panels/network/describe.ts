/** The matrices in words. */

import { formatValue } from "../../ui/format";
import { layerName, subscript } from "../../ui/scripts";
import type { Factor } from "./layout";

/** Entries of a filter that are read out. */
const MOST_READ = 8;

/** The whole picture, for readers who do not see it; `entry` reads the filter of a matrix. */
export function describePicture(factors: readonly Factor[], entry: (factor: Factor, index: number) => number): string {
  const parts = factors.map((factor) => {
    const { rows, columns, width, stride } = factor.shape;
    const entries = Array.from({ length: Math.min(width, MOST_READ) }, (_, i) => formatValue(entry(factor, i)));
    const more = width > MOST_READ ? ", …" : "";
    return `${factor.name}: ${rows} by ${columns}, width ${width}, stride ${stride}, filter ${entries.join(", ")}${more}`;
  });
  return `Convolutional matrices. ${parts.join(". ")}.`;
}

/** Lines of the tooltip at a cell; rows and columns from 0, `index` is -1 off the band. */
export function describeCell(
  { layer, name }: Factor, row: number, column: number, index: number, value: number,
): string[] {
  const letter = layer === null ? "v" : layerName("w", layer);
  const entry = index < 0 ? "0" : `${letter}${subscript(index + 1)} = ${formatValue(value)}`;
  return [entry, `${name}, row ${row + 1}, column ${column + 1}`];
}
