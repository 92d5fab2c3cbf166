/** The matrices in words. */

import { bandCells, filterIndex } from "../../draw/bands";
import { layerName, subscript } from "../../ui/scripts";
import { formatValue, t } from "../../words";
import type { Mark } from "../panel";
import type { Block, Factor } from "./layout";

type Read = (index: number) => number;

/** The picture as a whole; its marks tell the entries. */
export function describePicture(factors: readonly Factor[], time: string): string {
  const matrices = factors.map(({ name, shape }) => t("page.panel.network.matrix", { name, ...shape })).join(". ");
  return t("page.panel.network.picture", { time, matrices });
}

/** A mark for each entry of a matrix's filter, where the matrix has it first. */
export function listEntries(block: Block, cell: number, read: Read): Mark[] {
  return Array.from({ length: block.shape.width }, (_, index) => {
    const [column, row] = bandCells(block.shown, index)[0] ?? [0, 0];
    const { layer } = block;
    return { ...at(block, row, column, cell), id: `${block.name}-${index}`, ...entryOf(layer, index, read) };
  });
}

/** The mark of a cell, by row and column from 0. */
export function cellMark(block: Block, row: number, column: number, cell: number, read: Read): Mark {
  const index = filterIndex(block.shape, row, column);
  const place = t("page.panel.network.cell", { name: block.name, row: row + 1, column: column + 1 });
  const { name, value } = index < 0 ? { name: "0", value: "" } : entryOf(block.layer, index, read);
  return {
    ...at(block, row, column, cell),
    id: `${block.name}-${row}-${column}`,
    name: value ? `${name} = ${value}` : name,
    value: place,
  };
}

function entryOf(layer: number | null, index: number, read: Read): Pick<Mark, "name" | "value"> {
  const letter = layer === null ? "v" : layerName("w", layer);
  return { name: letter + subscript(index + 1), value: formatValue(read(index)) };
}

function at({ x, y, layer }: Block, row: number, column: number, cell: number): Pick<Mark, "x" | "y" | "layer"> {
  const middle = { x: x + (column + 0.5) * cell, y: y + (row + 0.5) * cell };
  return layer === null ? middle : { ...middle, layer };
}
