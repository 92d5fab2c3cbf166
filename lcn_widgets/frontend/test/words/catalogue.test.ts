/** The page's texts stand in its catalogue, all of them and nothing else. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "@messageformat/parser";
import { en } from "../../src/words/en";
import { hasWords } from "./english";
import { literalsIn, literalsOf } from "./literals";

/** Folders of `src` whose texts are in the catalogue. */
const FOLDERS = ["controls", "draw", "panels", "shell", "state", "ui"];
/** Where titles stand in English, to be said by ids that are made from names: of panels and of their tabs. */
const TITLES = /^panels\/(\w+\/index|tabs)\.ts$/;

const sample = (code: string): string[] => literalsIn(code).filter(hasWords).map(({ text }) => text);

test("words are found among literals", () => {
  assert.deepEqual(sample('h("p", {}, "now", "Play"); h("p", { title: "two words" }, `use ${value}`)'), [
    "now", "Play", "two words", "use ${…}",
  ]);
  assert.deepEqual(sample('h("p", { class: "lcn-a lcn-b", "aria-label": t("page.theme") }, `--at: ${x}`, "M0 0L1 1")'), []);
  assert.deepEqual(sample('// "not me"\n/* "nor me" */ text.replace(/"(a b)"/g, "x"); `a${f("Some text")}b`'), ["Some text"]);
});

for (const folder of FOLDERS) {
  test(`${folder}/ has no texts of its own`, () => {
    const words = literalsOf(folder).filter(hasWords).filter(({ file }) => !TITLES.test(file));
    assert.deepEqual(words.map(({ file, line, text }) => `${file}:${line} ${text}`), []);
  });
}

test("every text of the catalogue is said somewhere", () => {
  const literals = FOLDERS.flatMap(literalsOf).map(({ text }) => text);
  const exact = new Set(literals);
  const patterns = literals
    .filter((text) => text.startsWith("page.") && text.includes("${…}"))
    .map((text) => new RegExp(`^${text.split("${…}").map(escaped).join("\\w+")}$`));
  const unused = Object.keys(en).filter((id) => !exact.has(id) && !patterns.some((pattern) => pattern.test(id)));
  assert.deepEqual(unused, []);
});

test("every template can be read, and has a case for whatever comes", () => {
  for (const [id, template] of Object.entries(en)) {
    for (const token of parse(template)) {
      if ("cases" in token) assert.ok(token.cases.some(({ key }) => key === "other"), id);
    }
  }
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
