import assert from "node:assert/strict";
import { test } from "node:test";
import { bandCells, bandStrip, cropped, filterIndex, networkShapes } from "../../src/draw/bands";

/** Rows of the convolutional matrix as the definition slides the filter: entry = index or -1. */
function slide(rows: number, columns: number, width: number, stride: number): number[][] {
  const matrix = Array.from({ length: rows }, () => new Array<number>(columns).fill(-1));
  for (let row = 0; row < rows; row++) {
    for (let n = 0; n < width; n++) matrix[row][row * stride + n] = n;
  }
  return matrix;
}

const shapes = [
  { rows: 3, columns: 7, width: 3, stride: 2 },
  { rows: 1, columns: 4, width: 4, stride: 1 },
  { rows: 5, columns: 5, width: 1, stride: 1 },
  { rows: 4, columns: 11, width: 2, stride: 3 },
];

test("an entry of a matrix is the filter slid by the stride", () => {
  for (const shape of shapes) {
    const expected = slide(shape.rows, shape.columns, shape.width, shape.stride);
    const actual = expected.map((row, j) => row.map((_, l) => filterIndex(shape, j, l)));
    assert.deepEqual(actual, expected);
  }
});

test("there is nothing beyond the matrix", () => {
  const shape = { rows: 2, columns: 3, width: 2, stride: 1 };
  for (const [row, column] of [[-1, 0], [2, 2], [0, -1], [2, 3]]) assert.equal(filterIndex(shape, row, column), -1);
});

test("the cells of all entries are the band, each once", () => {
  for (const shape of shapes) {
    const seen = new Set<string>();
    for (let index = 0; index < shape.width; index++) {
      for (const [column, row] of bandCells(shape, index)) {
        assert.equal(filterIndex(shape, row, column), index);
        seen.add(`${row},${column}`);
      }
    }
    assert.equal(seen.size, shape.rows * shape.width);
  }
});

test("a strip passes through the middle of every cell of its entry, one cell wide", () => {
  for (const shape of shapes) {
    for (let index = 0; index < shape.width; index++) {
      const [topLeft, topRight, , bottomLeft] = bandStrip(shape, index);
      assert.equal(topRight[0] - topLeft[0], 1);
      for (const [column, row] of bandCells(shape, index)) {
        const share = (row + 0.5) / shape.rows;
        const left = topLeft[0] + share * (bottomLeft[0] - topLeft[0]);
        assert.ok(Math.abs(left - column) < 1e-9);
      }
    }
  }
});

test("a cropped matrix is a corner of the whole with some rows of its band", () => {
  for (const shape of [...shapes, { rows: 199, columns: 400, width: 4, stride: 2 }, { rows: 20, columns: 400, width: 20, stride: 20 }]) {
    const corner = cropped(shape, 12);
    assert.ok(corner.rows <= Math.min(shape.rows, 12) && corner.columns <= shape.columns);
    assert.ok(corner.rows >= Math.min(shape.rows, 3));
    assert.equal(filterIndex(corner, corner.rows - 1, (corner.rows - 1) * shape.stride + shape.width - 1), shape.width - 1);
  }
});

test("the factors stand in the order of the product, with matching sizes", () => {
  const factors = networkShapes([17, 15, 7, 6], [3, 3, 2], [1, 2, 1], 7, 2);
  assert.deepEqual(factors.map(({ rows, columns }) => [rows, columns]), [[6, 7], [7, 15], [15, 17], [6, 17]]);
  for (const { rows, columns, width, stride } of factors) assert.equal((rows - 1) * stride + width, columns);
});
