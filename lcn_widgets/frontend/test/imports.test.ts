import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

/** The sources; the tests run in the folder of package.json. */
const SOURCES = join(process.cwd(), "src");

/** What each folder may import besides itself: the arrows of the house, all in one direction. */
const ARROWS: Record<string, string[]> = {
  protocol: [],
  words: ["protocol"],
  ui: ["words", "protocol"],
  state: ["words", "protocol"],
  draw: ["ui", "words", "protocol"],
  controls: ["state", "ui", "words", "protocol"],
  panels: ["draw", "ui", "words", "protocol"],
  shell: ["panels", "controls", "state", "ui", "words", "protocol"],
  index: ["shell", "state", "protocol"],
};

const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
  .map(normalize);

/** The modules of the page that a module imports, types too. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(SOURCES, file), "utf8");
  const found = [...text.matchAll(/(?:from|import) "(\.[^"]*)"/g)].map((match) => match[1]);
  return found.filter((path) => !path.endsWith(".css")).map((path) => {
    const base = join(dirname(file), path);
    const target = [`${base}.ts`, join(base, "index.ts")].find((candidate) => files.includes(candidate));
    assert.ok(target, `${file} imports ${path}, which is not there`);
    return target;
  });
}

const graph = new Map(files.map((file) => [file, importsOf(file)]));
const folder = (file: string): string => file.replace(/\.ts$/, "").split("/")[0];

/** A way from a module back to itself, or null. */
function circleFrom(start: string): string[] | null {
  const seen = new Set<string>();
  const visit = (file: string, way: string[]): string[] | null => {
    for (const next of graph.get(file)!) {
      if (next === start) return [...way, file, start];
      if (seen.has(next)) continue;
      seen.add(next);
      const circle = visit(next, [...way, file]);
      if (circle) return circle;
    }
    return null;
  };
  return visit(start, []);
}

test("no module imports itself, by whatever way", () => {
  assert.ok(files.length > 50);
  for (const file of files) assert.equal(circleFrom(file)?.join(" → "), undefined);
});

test("imports follow the arrows of the house", () => {
  for (const [file, imported] of graph) {
    const own = folder(file);
    for (const other of imported) {
      assert.ok(folder(other) === own || ARROWS[own]?.includes(folder(other)), `${file} imports ${other}`);
    }
  }
});

test("a panel imports what all panels share, never another panel", () => {
  for (const [file, imported] of graph) {
    const [, name] = /^panels\/(\w+)\//.exec(file) ?? [];
    if (!name) continue;
    for (const other of imported) {
      assert.ok(!/^panels\/\w+\//.test(other) || other.startsWith(`panels/${name}/`), `${file} imports ${other}`);
    }
  }
});

test("no module is left over", () => {
  const offered = JSON.parse(readFileSync(join(SOURCES, "panels/panels.json"), "utf8")) as string[];
  const used = new Set(["index.ts", ...offered.map((name) => join("panels", name, "index.ts"))]);
  for (const file of used) for (const next of graph.get(file)!) used.add(next);
  assert.deepEqual(files.filter((file) => !used.has(file)), []);
});
