import assert from "node:assert/strict";
import { test } from "node:test";
import { layerColour, markerPath, palette } from "../../src/ui/colours";

test("sixteen layers have a marker each, and those of one colour too", () => {
  const layers = Array.from({ length: 16 }, (_, layer) => layer);
  assert.equal(new Set(layers.map(markerPath)).size, 16);
  for (const colours of [palette("light"), palette("dark")]) {
    assert.equal(layerColour(colours, 0), layerColour(colours, 8));
  }
});
