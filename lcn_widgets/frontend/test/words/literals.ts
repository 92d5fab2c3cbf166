/** The string literals of TypeScript sources, without a parser: enough to look for words in them. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Literal {
  file: string;
  line: number;
  /** Its text; `${…}` stands where a template has an expression. */
  text: string;
  /** The code before it on its line and the one above, other literals left out. */
  before: string;
  /** Whether it is the name of a property. */
  isKey: boolean;
}

const HOLE = "${…}";
/** After these a slash begins a regular expression and does not divide. */
const BEFORE_REGEXP = /(?:^|[(,=:[!&|?{};+]|\breturn|=>)\s*$/;

/** All literals below a folder of `src`; npm runs the tests in the folder of its `package.json`. */
export function literalsOf(folder: string): Literal[] {
  const root = join(process.cwd(), "src", folder);
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return names.sort().flatMap((name) => literalsIn(readFileSync(join(root, name), "utf8"), `${folder}/${name}`));
}

export function literalsIn(source: string, file = ""): Literal[] {
  const found: Literal[] = [];
  let at = 0;
  let code = "";

  const end = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    return match ? match.index + match[0].length : source.length;
  };
  const keep = (start: number, text: string): void => {
    const line = source.slice(0, start).split("\n").length;
    found.push({ file, line, text, before: code.split("\n").slice(-2).join("\n"), isKey: source[at] === ":" });
    code += "_";
  };
  const quoted = (quote: string): void => {
    const start = at++;
    at = end(quote === '"' ? /(?:[^"\\]|\\.)*"/gsy : /(?:[^'\\]|\\.)*'/gsy);
    keep(start, source.slice(start + 1, at - 1));
  };
  const template = (): void => {
    const start = at++;
    let text = "";
    while (source[at] !== "`") {
      if (source.startsWith("${", at)) {
        at += 2;
        scan("}");
        text += HOLE;
      } else text += source[at++];
    }
    at += 1;
    keep(start, text);
  };
  /** Read code up to a closing brace of its own, or to the end. */
  const scan = (closing: string | null): void => {
    for (let depth = 0; at < source.length; ) {
      const next = source[at];
      if (source.startsWith("//", at)) at = end(/[^\n]*/gsy);
      else if (source.startsWith("/*", at)) at = end(/.*?\*\//gsy);
      else if (next === '"' || next === "'") quoted(next);
      else if (next === "`") template();
      else if (next === "/" && BEFORE_REGEXP.test(code)) at = end(/\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\]|\\.)*\])+\/\w*/gsy);
      else {
        at += 1;
        if (next === "{") depth += 1;
        else if (next === "}" && depth-- === 0 && closing) return;
        code += next;
      }
    }
  };
  scan(null);
  return found;
}
