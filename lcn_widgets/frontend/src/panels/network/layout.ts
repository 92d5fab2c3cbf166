/** Which matrices the picture shows, how much of each, and where they stand. */

import { bandCells, bandStrip, cropped, networkShapes, type BandShape } from "../../draw/bands";
import { flowBlocks, type Flow } from "../../draw/blocks";
import type { Run } from "../../protocol/run";
import { layerName, subscript } from "../../ui/scripts";

/** Cells smaller than this are drawn as strips along the band. */
const VISIBLE_CELL = 4;
/** Cells smaller than this make the picture crop large matrices to their left upper corners. */
const READABLE_CELL = 6;
/** Even then they do not become smaller than this; what does not fit is scrolled. */
const LEAST_CELL = 5;
const LARGEST_CELL = 26;
const SMALLEST_CELL = 0.5;
/** Rows that remain of large matrices, tried one after the other. */
const CROPS = [16, 12, 9, 6];
/** From this size on, a line of the surface parts the cells. */
const PARTED_CELL = 8;

/** One matrix of the product. */
export interface Factor {
  shape: BandShape;
  /** Layer, or null for the product V. */
  layer: number | null;
  /** Where the filter of this matrix starts in a row of its source. */
  offset: number;
  name: string;
  size: string;
  caption: string;
  /** Sign before the matrix. */
  sign: string;
}

/** A matrix of the picture. */
export interface Block extends Factor {
  /** The part of it that is drawn. */
  shown: BandShape;
  /** Where the sign stands. */
  signX: number;
  /** Middle of the matrix and its captions. */
  middle: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** One path a filter entry: the whole picture is drawn by as many fills as there are entries. */
  paths: Path2D[];
}

export interface Picture {
  blocks: Block[];
  cell: number;
  width: number;
  height: number;
}

/** The matrices of a run, the last layer first, the product at the end. */
export function factorsOf({ architecture }: Run): Factor[] {
  const { dims, widths, strides, final_width, final_stride, depth } = architecture;
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, k) => sum + k, 0));
  return networkShapes(dims, widths, strides, final_width, final_stride).map((shape, i) => {
    const layer = i < depth ? depth - 1 - i : null;
    const index = layer === null ? "ᵥ" : subscript(layer + 1);
    return {
      shape,
      layer,
      offset: layer === null ? 0 : starts[layer],
      name: layer === null ? "V" : layerName("W", layer),
      size: ` ${shape.rows} × ${shape.columns}`,
      caption: `k${index} = ${shape.width}   s${index} = ${shape.stride}`,
      sign: i === 0 ? "" : layer === null ? "=" : "·",
    };
  });
}

/** The room there is, in pixels. */
export interface Room {
  width: number;
  /** Height of the stage, once it is told at which height all is readable. */
  height(readable: number): number;
  /** Size of the text, and the widths of the matrices' captions in it. */
  size: number;
  captions: readonly number[];
}

/** Choose the size of a cell and how much of large matrices is shown, and break the lines. */
export function arrange(factors: readonly Factor[], room: Room): Picture {
  const { width, size, captions } = room;
  let shown = factors.map(({ shape }) => shape);
  let available = 0;
  const flow = (cell: number): Flow =>
    flowBlocks(
      factors.map(({ sign }, i) => ({
        width: Math.max(shown[i].columns * cell, captions[i]) + (sign ? 2 : 0.5) * size,
        height: shown[i].rows * cell + size * 3.5,
      })),
      width,
      size * 0.3,
    );
  const fit = (): number => {
    available = room.height(flow(READABLE_CELL).height);
    return fitCell((cell) => {
      const { height, width: wide } = flow(cell);
      return height <= available && wide <= width;
    });
  };
  let cell = fit();
  for (const rows of CROPS) {
    if (cell >= READABLE_CELL) break;
    shown = factors.map(({ shape }) => cropped(shape, rows));
    cell = fit();
  }
  cell = Math.max(cell, LEAST_CELL);
  const placed = flow(cell);
  const height = Math.max(available, Math.ceil(placed.height));
  const top = (height - placed.height) / 2;
  const blocks = factors.map((factor, i): Block => {
    const spot = placed.spots[i];
    const wide = shown[i].columns * cell;
    const middle = spot.x + (factor.sign ? 1.75 : 0.25) * size + Math.max(wide, captions[i]) / 2;
    return {
      ...factor,
      shown: shown[i],
      signX: spot.x + 0.8 * size,
      middle,
      x: Math.round(middle - wide / 2),
      y: Math.round(top + spot.y + size * 1.6),
      width: wide,
      height: shown[i].rows * cell,
      paths: bandPaths(shown[i], cell),
    };
  });
  return { blocks, cell, width: Math.max(width, Math.ceil(placed.width)), height };
}

/** Largest cell that fits, to half a pixel, or the smallest cell. */
function fitCell(fits: (cell: number) => boolean): number {
  for (let cell = LARGEST_CELL; cell > SMALLEST_CELL; cell -= cell > VISIBLE_CELL ? 1 : 0.25) {
    if (fits(cell)) return cell;
  }
  return SMALLEST_CELL;
}

/** One path for each filter entry, in pixels from the matrix's left upper corner. */
function bandPaths(shape: BandShape, cell: number): Path2D[] {
  return Array.from({ length: shape.width }, (_, index) =>
    cell >= VISIBLE_CELL ? cellPath(shape, index, cell) : stripPath(shape, index, cell),
  );
}

function cellPath(shape: BandShape, index: number, cell: number): Path2D {
  const side = cell - (cell >= PARTED_CELL ? 1 : 0);
  const path = new Path2D();
  for (const [column, row] of bandCells(shape, index)) path.rect(column * cell, row * cell, side, side);
  return path;
}

function stripPath(shape: BandShape, index: number, cell: number): Path2D {
  const path = new Path2D();
  bandStrip(shape, index).forEach(([x, y], corner) => {
    if (corner === 0) path.moveTo(x * cell, y * cell);
    else path.lineTo(x * cell, y * cell);
  });
  path.closePath();
  return path;
}
