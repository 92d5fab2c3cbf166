// Bundle the page into ../static: one ES module, one style sheet, nothing fetched from outside.
// `--watch` rebuilds on change, `--outdir=DIR` writes elsewhere (to compare with what is committed).
import { mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";

const LIMIT = 300_000; // bytes of JavaScript; every widget instance carries its own copy
const here = dirname(fileURLToPath(import.meta.url));
const chosen = process.argv.find((argument) => argument.startsWith("--outdir="));
const outdir = resolve(chosen ? chosen.slice("--outdir=".length) : join(here, "../static"));

const options = {
  absWorkingDir: here,
  entryPoints: { explorer: "src/index.ts" },
  outdir,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "info",
};

if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  mkdirSync(outdir, { recursive: true });
  await build(options);
  const { size } = statSync(join(outdir, "explorer.js"));
  if (size > LIMIT) throw new Error(`explorer.js has ${size} bytes, more than ${LIMIT}`);
}
