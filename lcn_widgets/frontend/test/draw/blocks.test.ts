import assert from "node:assert/strict";
import { test } from "node:test";
import { flowBlocks } from "../../src/draw/blocks";

test("blocks break lines like text and never overlap", () => {
  const blocks = [60, 60, 60, 200, 10].map((width) => ({ width, height: 20 }));
  const { spots, lineHeights, width } = flowBlocks(blocks, 150, 5);
  assert.deepEqual(spots.map(({ line }) => line), [0, 0, 1, 2, 3]);
  assert.equal(lineHeights.length, 4);
  assert.equal(width, 200);
  assert.ok(spots.every(({ x }, i) => x === 0 || x >= spots[i - 1].x + blocks[i - 1].width));
});
