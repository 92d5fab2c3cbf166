// Bundle the page into ../static: one ES module, one style sheet, nothing fetched from outside, and
// the names of the panels in it for Python.
// `--watch` rebuilds on change, `--outdir=DIR` writes elsewhere (to compare with what is committed).
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";
import { MANIFEST, panels } from "./panels.mjs";

const LIMIT = 300_000; // bytes of JavaScript; every widget instance carries its own copy
const here = dirname(fileURLToPath(import.meta.url));
const chosen = process.argv.find((argument) => argument.startsWith("--outdir="));
const outdir = resolve(chosen ? chosen.slice("--outdir=".length) : join(here, "../static"));

const options = {
  absWorkingDir: here,
  entryPoints: { explorer: "src/index.ts" },
  outdir,
  bundle: true,
  plugins: [panels],
  alias: { "d3-transition": "./still.mjs", "d3-interpolate": "./still.mjs" },
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none", // see THIRD-PARTY.txt
  // A dependency must not hand itself to the RequireJS of an older notebook page instead of to us.
  define: { "define.amd": "undefined" },
  metafile: true,
  logLevel: "info",
};

if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  mkdirSync(outdir, { recursive: true });
  const { metafile } = await build(options);
  writeFileSync(join(outdir, "THIRD-PARTY.txt"), licences(Object.keys(metafile.inputs)));
  copyFileSync(MANIFEST, join(outdir, "panels.json"));
  const { size } = statSync(join(outdir, "explorer.js"));
  if (size > LIMIT) throw new Error(`explorer.js has ${size} bytes, more than ${LIMIT}`);
}

/** The licence texts of the packages that went into the bundle, as they ask for. */
function licences(inputs) {
  const names = inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  const packages = [...new Set(names.filter(Boolean))].sort();
  const texts = packages.map((name) => {
    const folder = join(here, "node_modules", name);
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return `${name} ${version}\n\n${readFileSync(join(folder, "LICENSE"), "utf8").trim()}\n`;
  });
  return `explorer.js contains parts of these packages.\n\n${texts.join(`\n${"-".repeat(72)}\n\n`)}`;
}
