/** A CSV file from the reader's disk, by button or by drag and drop. */

import type { TextParameter } from "../protocol/schema";
import type { Store } from "../state/store";
import { h, setAttribute, setText } from "../ui/dom";
import { message, t } from "../words";
import { Field, type Control } from "./field";

const LIMIT = 1_000_000; // characters, as in the kernel
const WIDEST = 4; // bytes of a character

export function fileControl(store: Store, name: string, parameter: TextParameter): Control {
  const input = h("input", { type: "file", class: "lcn-file", accept: ".csv,.txt,text/csv,text/plain" });
  const held = h("span", { class: "lcn-held" });
  const zone = h("div", { class: "lcn-drop" }, input, held);
  const field = new Field({ store, name, parameter, input, body: zone, stacked: true });
  let fileName = "";

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    const text = file.size > WIDEST * LIMIT ? null : await file.text();
    if (text === null || text.length > LIMIT) {
      field.complain(message("page.typed.file_too_long", { name: file.name, limit: LIMIT }));
      return;
    }
    field.complain(null);
    fileName = file.name;
    store.change({ [name]: text });
  }

  input.addEventListener("change", () => {
    void take(input.files?.[0]);
    input.value = ""; // the same file can be chosen again after it was edited
  });
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    setAttribute(zone, "data-over", true);
  });
  zone.addEventListener("dragleave", () => setAttribute(zone, "data-over", false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    setAttribute(zone, "data-over", false);
    if (store.live) void take(event.dataTransfer?.files[0]);
  });
  const update = (): void => {
    const text = String(store.value(name) ?? "");
    const lines = text.trim() === "" ? 0 : text.trim().split("\n").length;
    const source = fileName || t("page.controls.held.unnamed");
    setText(held, lines ? t("page.controls.held", { name: source, lines }) : t("page.controls.drop"));
    field.update();
  };
  update();
  return { element: field.element, update };
}
