/** Terms are found in texts however they are written, and explained where they are mentioned first. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { entryOf, learnTerms, piecesOf } from "../../src/words/glossary";
import { fixtureSchema } from "../fixture";

const pieces = (text: string): string[] => piecesOf(text).map((piece) => (piece.term ? `[${piece.text}|${piece.term}]` : piece.text));

beforeEach(() => learnTerms(fixtureSchema.glossary));

test("each term is explained once, the longer of two, and whole words only", () => {
  assert.deepEqual(pieces("The risk falls: risk − best, and L."), ["The ", "[risk|risk]", " falls: ", "[risk − best|gap]", ", and L."]);
  assert.deepEqual(pieces("risky Ls, L₁ and asterisk"), ["risky Ls, L₁ and asterisk"]);
  assert.deepEqual(pieces("L"), ["[L|risk]"]);
  assert.deepEqual(pieces("a layer'L norm"), ["a layer'L norm"]);
});

test("a symbol may have the number of any layer", () => {
  assert.deepEqual(pieces("‖w⁽¹²⁾‖² and w⁽ⁱ⁾"), ["‖", "[w⁽¹²⁾|filter]", "‖² and w⁽ⁱ⁾"]);
});

test("without a glossary a text is a text", () => {
  learnTerms([]);
  assert.deepEqual(pieces("The risk"), ["The risk"]);
  assert.deepEqual(pieces(""), []);
  assert.equal(entryOf("risk"), undefined);
});
