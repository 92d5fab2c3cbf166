import assert from "node:assert/strict";
import { test } from "node:test";
import { ColourMap, parseColour } from "../../src/draw/colourmap";

test("zero has the colour of the surface and signs differ", () => {
  for (const [theme, surface] of [["light", "#ffffff"], ["dark", "#191D22"]] as const) {
    const colours = new ColourMap(theme, surface);
    assert.deepEqual(parseColour(colours.at(0)), parseColour(surface));
    assert.equal(colours.at(7), colours.at(1));
    const [red, , blue] = parseColour(colours.at(-0.3))!;
    const [red2, , blue2] = parseColour(colours.at(0.3))!;
    assert.ok(red > blue && blue2 > red2);
  }
});

test("the colour map is monotone in contrast with the surface", () => {
  const distance = (colour: string, from: number[]): number =>
    Math.hypot(...parseColour(colour)!.map((value, i) => value - from[i]));
  for (const [theme, surface] of [["light", "#ffffff"], ["dark", "#191D22"]] as const) {
    const colours = new ColourMap(theme, surface);
    const zero = parseColour(surface)!;
    for (const sign of [-1, 1]) {
      const steps = [0, 0.2, 0.4, 0.6, 0.8, 1].map((size) => distance(colours.at(sign * size), zero));
      steps.slice(1).forEach((step, i) => assert.ok(step > steps[i], `${theme} ${sign}: ${steps}`));
    }
  }
});
