/** The style sheets style what there is: every class in them is one that the page gives. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import names from "../src/panels/panels.json";

const SOURCES = join(process.cwd(), "src");

function texts(ending: string): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(ending));
  return files.map((name) => readFileSync(join(SOURCES, name), "utf8"));
}

function matches(texts: string[], pattern: RegExp): Set<string> {
  return new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name)));
}

test("every class that is styled is given to an element, and every variable read is set", () => {
  const sheets = texts(".css").map((text) => text.replace(/\/\*.*?\*\//gs, ""));
  const code = texts(".ts");
  const given = matches(code, /(?<![\w-])(lcn(?:-[a-z]+)*)(?![\w-])/g);
  for (const name of names) given.add(`lcn-panel-${name}`);
  assert.deepEqual([...matches(sheets, /\.(lcn[\w-]*)/g)].filter((name) => !given.has(name)), []);
  const variable = /(--[\w-]+)(?=["'`:,])/g;
  const set = matches([...sheets, ...code], variable);
  const palette = matches(texts("colours.ts"), /\b(\w+)(?=:)/g);
  const read = [...matches(sheets, /var\((--[\w-]+)/g)].filter((name) => !set.has(name) && !palette.has(name.replace("--lcn-", "")));
  assert.deepEqual(read, []);
});
