import { make, text } from "../../draw/frame";
import { formatRoot, formatValue } from "../../draw/format";
import { isInfinite } from "../../draw/sphere";

/** A root as the reader is told of it. */
export interface RootReading {
  layer: number;
  track: string;
  re: number;
  im: number;
}

/** `|x| = 1.2, arg x = 0.3π`, or a word on infinity. */
export function describePolar(re: number, im: number): string {
  if (isInfinite(re, im)) return "at infinity";
  const turn = Math.atan2(im, re) / Math.PI;
  return `|x| = ${formatValue(Math.hypot(re, im))}, arg x = ${formatValue(turn)} π`;
}

/** The present roots as a table, for readers who do not see the picture. */
export function fillRootsTable(table: HTMLTableElement, roots: readonly RootReading[]): void {
  const head = document.createElement("tr");
  head.append(...["layer", "trajectory", "root", "polar"].map((title) => header(title)));
  const rows = roots.map((root) => {
    const row = document.createElement("tr");
    const cells = [
      String(root.layer + 1),
      root.track,
      formatRoot(root.re, root.im),
      describePolar(root.re, root.im),
    ];
    row.append(...cells.map((cell) => text("td", "", cell)));
    return row;
  });
  const caption = text("caption", "", "Roots of the layer polynomials at the present time");
  table.replaceChildren(caption, head, ...rows);
}

export function makeRootsTable(): HTMLTableElement {
  return make("table", "lcn-visually-hidden");
}

function header(title: string): HTMLTableCellElement {
  const cell = text("th", "", title);
  cell.scope = "col";
  return cell;
}
