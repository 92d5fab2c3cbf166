/** The pinned runs, and the sentence that compares the present one with one of them. */

import { LETTERS } from "../state/ghosts";
import type { Store } from "../state/store";
import { h, setAttribute, setText } from "../ui/dom";
import { icon } from "../ui/icons";
import { say, t } from "../words";

export interface Pins {
  /** Stands with the runs. */
  readonly button: HTMLElement;
  readonly element: HTMLElement;
}

export function pins(store: Store, signal: AbortSignal): Pins {
  const button = h("button", { type: "button", class: "lcn-icon-button", "aria-label": t("page.pins.pin"), title: t("page.pins.pin") }, icon("pin"));
  button.addEventListener("click", () => store.run && store.pins.pin(store.run));
  const list = h("ul", {});
  const sentence = h("p", { role: "status" });
  const element = h("section", { class: "lcn-pins", "aria-label": t("page.pins") }, list, sentence);
  let chosen = "";
  let shown = "";

  const item = (letter: string): HTMLElement => {
    const name = t("page.pins.name", { letter });
    const choose = h("button", { type: "button", class: "lcn-pin", "aria-label": name, title: name }, letter);
    choose.addEventListener("click", () => ((chosen = letter), update()));
    const away = h("button", { type: "button", class: "lcn-icon-button", "aria-label": t("page.pins.unpin", { letter }), title: t("page.pins.unpin", { letter }) }, icon("remove"));
    away.addEventListener("click", () => {
      store.pins.unpin(letter);
      button.focus();
    });
    return h("li", {}, choose, away);
  };
  const update = (): void => {
    const letters = store.pins.ghosts.map(({ letter }) => letter);
    const key = letters.join("");
    if (key !== shown) {
      const news = letters.filter((letter) => !shown.includes(letter));
      chosen = news.at(-1) ?? (letters.includes(chosen) ? chosen : (letters[0] ?? ""));
      shown = key;
      list.replaceChildren(...letters.map(item));
    }
    letters.forEach((letter, i) => setAttribute(list.children[i].firstElementChild!, "aria-pressed", String(letter === chosen)));
    setAttribute(button, "aria-disabled", String(!store.run || letters.length === LETTERS.length));
    button.hidden = !store.live;
    const compared = store.compared(chosen);
    const refused = store.pins.refused;
    setText(sentence, compared ? t("page.pins.against", { letter: chosen, said: compared.message }) : refused ? say(refused) : "");
    element.hidden = letters.length === 0 && !refused;
  };
  store.on(["run", "predictions", "compared"], update, signal);
  update();
  return { button, element };
}
