import { h, setText } from "../ui/dom";
import { t } from "../words";
import { toolButton, type PanelFrame } from "./frame";
import type { Mark } from "./panel";

/** The marks of a panel as a table that stands instead of its picture, and can be copied. */
export class MarkTable {
  private readonly caption = h("caption", {});
  private readonly body = h("tbody", {});
  private readonly table = h(
    "table",
    {},
    this.caption,
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("page.table.name")), h("th", { scope: "col" }, t("page.table.value")))),
    this.body,
  );
  private ids = "";

  /** `changed` is called when the table comes or goes. */
  constructor(private readonly frame: PanelFrame, changed: () => void) {
    const copy = toolButton(t("page.table.copy"), t("page.table.copy.help"), () => this.copy());
    const data = h("div", { class: "lcn-panel-data", hidden: true }, copy, this.table);
    const toggle = toolButton(t("page.table"), t("page.table.help"), () => {
      data.hidden = !data.hidden;
      frame.stage.hidden = !data.hidden;
      toggle.setAttribute("aria-pressed", String(!data.hidden));
      changed();
    });
    toggle.setAttribute("aria-pressed", "false");
    frame.actions.append(toggle);
    frame.stage.after(data);
  }

  get shown(): boolean {
    return this.frame.stage.hidden === true;
  }

  show(time: string, marks: readonly Mark[]): void {
    setText(this.caption, t("page.player.now", { time }));
    const ids = marks.map(({ id }) => id).join();
    if (ids !== this.ids) {
      this.ids = ids;
      this.body.replaceChildren(...marks.map(() => h("tr", {}, h("th", { scope: "row" }), h("td", {}))));
    }
    marks.forEach(({ name, value }, i) => {
      const [head, cell] = this.body.rows[i].cells;
      setText(head, name);
      setText(cell, value);
    });
  }

  /** As a table, so that a spreadsheet takes it as one; what is copied is seen to be selected. */
  private copy(): void {
    getSelection()?.selectAllChildren(this.table);
    document.execCommand("copy");
    this.frame.say(t("page.table.copied"));
  }
}
