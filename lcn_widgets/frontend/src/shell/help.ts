/** The list of keys, in a dialog. */

import { h } from "../ui/dom";
import { t, type LabelId } from "../words";
import { KEYS } from "./keyboard";

/** Keys whose names are words; of the others the sign itself is shown. */
const NAMES: Record<string, LabelId | undefined> = {
  Space: "page.key.space",
  Ctrl: "page.key.ctrl",
  Shift: "page.key.shift",
  Home: "page.key.home",
  End: "page.key.end",
};

function nameOf(key: string): string {
  const name = NAMES[key];
  return name ? t(name) : key;
}

export function helpDialog(): HTMLDialogElement {
  const rows = KEYS.map(({ keys, label }) =>
    h("li", {}, h("span", {}, ...keys.map((key) => h("kbd", {}, nameOf(key)))), t(label)),
  );
  const close = h("button", { type: "button", class: "lcn-button" }, t("page.dialog.close"));
  const dialog = h(
    "dialog",
    { class: "lcn-help", "aria-label": t("page.keys") },
    h("h3", {}, t("page.keys")),
    h("p", { class: "lcn-note" }, t("page.keys.note")),
    h("ul", {}, ...rows),
    close,
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
}
