/** Four sentences for those who see the page for the first time, until they are put away. */

import type { FirstWord } from "../protocol/schema";
import { h } from "../ui/dom";
import { icon } from "../ui/icons";
import { recall, remember } from "../ui/memory";
import { termed } from "../ui/term";
import { t, text } from "../words";

const READ = "welcome";

export function welcomeStrip(words: readonly FirstWord[], tour: () => void): HTMLElement {
  const label = t("page.welcome.away");
  const away = h("button", { type: "button", class: "lcn-icon-button", "aria-label": label, title: label }, icon("remove"));
  const guide = h("button", { type: "button", class: "lcn-button" }, t("page.tour"));
  guide.addEventListener("click", tour);
  const sentences = words.map(({ name, title, text: said }) =>
    h("li", {}, h("strong", {}, text(`welcome.${name}.title`, title)), " ", ...termed(text(`welcome.${name}.text`, said))),
  );
  const element = h("section", { class: "lcn-welcome", "aria-label": t("page.welcome") }, h("ol", {}, ...sentences), guide, away);
  element.hidden = words.length === 0 || recall(READ) !== null;
  away.addEventListener("click", () => {
    remember(READ, "read");
    element.hidden = true;
  });
  return element;
}
