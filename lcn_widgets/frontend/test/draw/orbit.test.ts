import assert from "node:assert/strict";
import { test } from "node:test";
import { HOME, project, turned } from "../../src/draw/orbit";

test("the view is an isometry of coefficient space, whatever the angles", () => {
  const size = ({ x, y, depth }: { x: number; y: number; depth: number }): number => Math.hypot(x, y, depth);
  for (const azimuth of [0, 0.7, 3]) {
    for (const elevation of [-1.2, 0, 0.4]) {
      for (const [v0, v1, v2] of [[1, 0, 0], [0.3, -2, 1], [-1, 1, 5]]) {
        assert.ok(Math.abs(size(project({ azimuth, elevation }, v0, v1, v2)) - Math.hypot(v0, v1, v2)) < 1e-12);
      }
    }
  }
});

test("the axis of the cone stands upright and turning keeps it where it is", () => {
  for (const azimuth of [0, 1, 2]) {
    const { x, y } = project({ azimuth, elevation: HOME.elevation }, 1, 0, 1);
    assert.ok(Math.abs(x) < 1e-12 && y > 0);
  }
  assert.equal(turned(HOME, 0, 99).elevation, Math.PI / 2);
  assert.equal(turned(HOME, 1, 0).azimuth, HOME.azimuth + 1);
});
