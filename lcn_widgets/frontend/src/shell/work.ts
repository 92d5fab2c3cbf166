/** What the kernel is at when that takes long, how to stop it, and that it was stopped. */

import type { Store } from "../state/store";
import { h, setText } from "../ui/dom";
import { say, t } from "../words";

export interface WorkLine {
  /** Lies over the pictures. */
  readonly element: HTMLElement;
  /** That it was stopped, and the way on; stands in the top line. */
  readonly badge: HTMLElement;
}

export function workLine(store: Store, signal: AbortSignal): WorkLine {
  const what = h("span", {});
  const share = h("progress", { max: 1, "aria-label": t("page.work") });
  const stop = h("button", { type: "button", class: "lcn-button" }, t("page.work.stop"));
  const line = h("div", { class: "lcn-work-line" }, share, what, stop);
  // What is read aloud does not change with every second.
  const said = h("p", { class: "lcn-hidden", role: "status" });
  const element = h("div", { class: "lcn-work" }, line, said);
  const sentence = h("span", { role: "status" });
  const again = h("button", { type: "button", class: "lcn-button" }, t("page.work.again"));
  const badge = h("p", { class: "lcn-stopped" }, sentence, again);
  stop.addEventListener("click", () => store.stop());
  again.addEventListener("click", () => store.change({ loss: store.value("loss") }));
  const update = (): void => {
    const { seconds, doing, share: done, stopped } = store.work;
    line.hidden = !store.live || !seconds || store.asking === "silent";
    badge.hidden = !store.live || !stopped;
    if (typeof done === "number") share.value = done;
    else share.removeAttribute("value");
    setText(what, t("page.work.at", { what: doing ? say(doing) : "", seconds: seconds ?? 0 }));
    setText(said, line.hidden ? "" : t("page.work"));
    setText(sentence, stopped ? say(stopped) : "");
  };
  store.on("asking", update, signal);
  update();
  return { element, badge };
}
