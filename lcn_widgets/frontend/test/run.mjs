// Bundle every test/**/*.test.ts and hand the results to node's own test runner.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { panels } from "../panels.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const tests = readdirSync(here, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".test.ts"))
  .map((entry) => relative(here, join(entry.parentPath ?? entry.path, entry.name)))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));

const outdir = mkdtempSync(join(tmpdir(), "lcn-widgets-tests-"));
try {
  await build({
    absWorkingDir: here,
    entryPoints: tests,
    outbase: here,
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    plugins: [panels],
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: "inline",
    loader: { ".css": "empty" },
    logLevel: "warning",
  });
  const bundled = tests.map((name) => join(outdir, name.replace(/\.ts$/, ".mjs")));
  const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...bundled], {
    stdio: "inherit",
  });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
