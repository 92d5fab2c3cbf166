// The module "manifest:panels": what the folders of src/panels export that panels.json names, in
// that order. So a panel is added by its folder and its name, and by nothing else.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "src/panels");
/** The ordered list of names, which the build also copies to where Python reads it. */
export const MANIFEST = join(FOLDER, "panels.json");

export const panels = {
  name: "panels",
  setup(build) {
    build.onResolve({ filter: /^manifest:panels$/ }, ({ path }) => ({ path, namespace: "manifest" }));
    build.onLoad({ filter: /.*/, namespace: "manifest" }, () => {
      const names = JSON.parse(readFileSync(MANIFEST, "utf8"));
      const imports = names.map((name, i) => `import panel${i} from "./${name}";`);
      const entries = names.map((name, i) => `${JSON.stringify(name)}: panel${i}`);
      const contents = `${imports.join("\n")}\nexport default { ${entries.join(", ")} };`;
      return { contents, resolveDir: FOLDER, watchFiles: [MANIFEST] };
    });
  },
};
