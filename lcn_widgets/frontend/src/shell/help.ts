/** The list of keys and the glossary, in a dialog. */

import type { Entry } from "../protocol/schema";
import { h } from "../ui/dom";
import { t, type LabelId } from "../words";
import { defined } from "./definition";
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

export function helpDialog(glossary: readonly Entry[], tour: () => void): HTMLDialogElement {
  const rows = KEYS.map(({ keys, label }) =>
    h("li", {}, h("span", {}, ...keys.map((key) => h("kbd", {}, nameOf(key)))), t(label)),
  );
  const guide = h("button", { type: "button", class: "lcn-button" }, t("page.tour"));
  const close = h("button", { type: "button", class: "lcn-button" }, t("page.dialog.close"));
  const dialog = h(
    "dialog",
    { class: "lcn-help", "aria-label": t("page.help") },
    h("h3", {}, t("page.keys")),
    h("p", { class: "lcn-note" }, t("page.keys.note")),
    h("ul", {}, ...rows),
    h("details", { class: "lcn-glossary", hidden: glossary.length === 0 }, h("summary", {}, t("page.glossary")), h("dl", {}, ...glossary.flatMap(described))),
    h("p", {}, guide, " ", close),
  );
  guide.addEventListener("click", () => (dialog.close(), tour()));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
}

function described(entry: Entry): HTMLElement[] {
  const { heading, parts } = defined(entry);
  return [h("dt", {}, heading), h("dd", {}, ...parts)];
}
