import type { Run } from "../../protocol/run";
import { h } from "../../ui/dom";
import { t } from "../../words";
import { describeColumns, describeRow } from "./describe";
import type { Drawn } from "./place";

/** The present roots as a table, for readers who do not see the picture. */
export class RootsTable {
  readonly element = h("table", { class: "lcn-hidden" });

  show(run: Run, roots: readonly Drawn[]): void {
    const head = h("tr", {}, ...describeColumns().map((title) => h("th", { scope: "col" }, title)));
    const rows = roots.map((root) => h("tr", {}, ...describeRow(run, root).map((cell) => h("td", {}, cell))));
    const caption = h("caption", {}, t("page.panel.roots.table"));
    this.element.replaceChildren(caption, head, ...rows);
  }
}
