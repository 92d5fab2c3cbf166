/** The list of keys, in a dialog. */

import { h } from "../ui/dom";
import { KEYS } from "./keyboard";

export function helpDialog(): HTMLDialogElement {
  const rows = KEYS.map(({ keys, label }) =>
    h("li", {}, h("span", {}, ...keys.map((key) => h("kbd", {}, key))), label),
  );
  const close = h("button", { type: "button", class: "lcn-button" }, "Close");
  const dialog = h(
    "dialog",
    { class: "lcn-help", "aria-label": "Keys" },
    h("h3", {}, "Keys"),
    h("p", { class: "lcn-note" }, "They work while the focus is anywhere in this page but a field."),
    h("ul", {}, ...rows),
    close,
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
}
