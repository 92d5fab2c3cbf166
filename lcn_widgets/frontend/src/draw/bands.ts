/** Banded matrices: the convolutional matrices of the layers, and their cells on the screen. */

/** The shape of a convolutional matrix: row j holds the filter from column j·stride on. */
export interface BandShape {
  rows: number;
  columns: number;
  width: number;
  stride: number;
}

/** Filter index of an entry (from 0), or -1 off the band. */
export function filterIndex(shape: BandShape, row: number, column: number): number {
  const index = column - row * shape.stride;
  const onMatrix = row >= 0 && row < shape.rows && column >= 0 && column < shape.columns;
  return onMatrix && index >= 0 && index < shape.width ? index : -1;
}

/** Cells of a filter entry: one per row, left upper corners in units of cells. */
export function bandCells(shape: BandShape, index: number): [column: number, row: number][] {
  return Array.from({ length: shape.rows }, (_, row) => [row * shape.stride + index, row]);
}

/**
 * The same band as one slanted strip, for cells too small to be told apart: corners of a
 * parallelogram in units of cells, to be clipped to the matrix. Strips of neighbouring entries tile the band.
 */
export function bandStrip(shape: BandShape, index: number): [x: number, y: number][] {
  const { rows, stride } = shape;
  const top = index - stride / 2;
  const bottom = index + (rows - 0.5) * stride;
  return [[top, 0], [top + 1, 0], [bottom + 1, rows], [bottom, rows]];
}

/**
 * The left upper corner of a matrix: about `size` rows, fewer where the band moves fast, but
 * always enough to see it shift from row to row.
 */
export function cropped(shape: BandShape, size: number): BandShape {
  const { width, stride } = shape;
  const budget = Math.max(2.5 * size, 1.5 * width);
  const most = Math.floor((budget - width) / stride) + 1;
  const rows = Math.min(shape.rows, Math.max(3, Math.min(size, most)));
  const columns = Math.min(shape.columns, (rows - 1) * stride + width + 2);
  return { ...shape, rows, columns };
}

/** The matrices of a network as displayed: the last layer first, the product V at the end. */
export function networkShapes(
  dims: readonly number[],
  widths: readonly number[],
  strides: readonly number[],
  finalWidth: number,
  finalStride: number,
): BandShape[] {
  const layers = widths.map((width, i) => ({
    rows: dims[i + 1],
    columns: dims[i],
    width,
    stride: strides[i],
  }));
  const product = {
    rows: dims[dims.length - 1],
    columns: dims[0],
    width: finalWidth,
    stride: finalStride,
  };
  return [...layers.reverse(), product];
}
