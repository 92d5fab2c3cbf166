/** The buttons and the slider of the player. */

import type { TimeAxis } from "../protocol/model";
import { SPEEDS, STEP } from "../state/player";
import type { Store } from "../state/store";
import { h, setText } from "../ui/dom";
import { icon, type IconName } from "../ui/icons";
import { math, mi } from "../ui/mathml";
import { term } from "../ui/term";
import { formatNumber, t } from "../words";
import { timeline } from "./timeline";

/** Steps of the scrub slider: finer than its pixels, so that playing looks continuous. */
const SCRUB_STEPS = 10_000;

function iconButton(name: IconName, label: string, act: () => void): HTMLButtonElement {
  const button = h("button", { type: "button", class: "lcn-icon-button", "aria-label": label, title: label }, icon(name));
  button.addEventListener("click", act);
  return button;
}

export function playerBar(store: Store, signal: AbortSignal): HTMLElement {
  const playIcon = icon("play");
  const pauseIcon = icon("pause");
  const word = h("span", {});
  const toggle = h("button", { type: "button", class: "lcn-play" }, playIcon, pauseIcon, word);
  toggle.addEventListener("click", () => store.toggle());
  const reset = iconButton("reset", t("page.player.reset"), () => store.moveTo(0));
  const back = iconButton("back", t("page.player.back"), () => store.step(-STEP));
  const forward = iconButton("forward", t("page.player.forward"), () => store.step(STEP));

  const scrub = h("input", {
    type: "range", class: "lcn-slider lcn-scrub", min: 0, max: SCRUB_STEPS, step: 1,
    "aria-label": t("page.player.position"), "data-player-keys": true,
  });
  scrub.addEventListener("input", () => store.moveTo(Number(scrub.value) / SCRUB_STEPS));
  const events = timeline(store, signal);
  const time = h("span", { class: "lcn-time" });
  const clock = h("span", { class: "lcn-clock" }, term("time", math("t", mi("t"))), " = ", time);

  const speed = h("select", { class: "lcn-select", "aria-label": t("page.player.speed"), title: t("page.player.speed") });
  speed.addEventListener("change", () => store.show("speed", Number(speed.value)));
  const axis = h(
    "select",
    { class: "lcn-select", "aria-label": t("page.player.axis"), title: t("page.player.axis.help") },
    h("option", { value: "path" }, t("page.player.axis.path")),
    h("option", { value: "log" }, t("page.player.axis.log")),
    h("option", { value: "linear" }, t("page.player.axis.linear")),
  );
  axis.addEventListener("change", () => store.show("time_axis", axis.value as TimeAxis));
  const loop = iconButton("loop", t("page.player.loop"), () => store.show("loop", !store.player.loop));

  const draw = (): void => {
    const { position } = store.player;
    const at = String(Math.round(position * SCRUB_STEPS));
    if (scrub.value !== at) scrub.value = at;
    scrub.style.setProperty("--share", `${(position * 100).toFixed(2)}%`);
    const shown = formatNumber(store.frame?.time ?? 0);
    setText(time, shown);
    if (!store.player.playing) scrub.setAttribute("aria-valuetext", t("page.player.now", { time: shown }));
  };
  const update = (): void => {
    const { playing, speed: factor, loop: looping, axis: chosen } = store.player;
    const name = t(playing ? "page.player.pause" : "page.player.play");
    setText(word, name);
    toggle.setAttribute("aria-label", name);
    playIcon.toggleAttribute("hidden", playing);
    pauseIcon.toggleAttribute("hidden", !playing);
    for (const control of [toggle, reset, back, forward, scrub]) control.disabled = !store.run;
    offerSpeeds(speed, factor);
    axis.value = chosen;
    loop.setAttribute("aria-pressed", String(looping));
  };
  store.on(["run", "player"], update, signal);
  store.on("frame", draw, signal);
  draw();
  update();
  return h(
    "div",
    { class: "lcn-player", role: "group", "aria-label": t("page.player") },
    h("div", { class: "lcn-transport" }, toggle, reset, back, forward),
    h("div", { class: "lcn-track" }, h("div", { class: "lcn-rail" }, scrub, events), clock),
    h("div", { class: "lcn-options" }, speed, term("time-axis", t("page.player.axis.along")), axis, loop),
  );
}

/** The usual speeds, and the present one if Python chose another. */
function offerSpeeds(select: HTMLSelectElement, present: number): void {
  const speeds = SPEEDS.includes(present) ? SPEEDS : [...SPEEDS, present].sort((a, b) => a - b);
  const key = speeds.join();
  if (select.dataset.key !== key) {
    select.dataset.key = key;
    select.replaceChildren(...speeds.map((speed) => h("option", { value: speed }, t("page.player.times", { speed }))));
  }
  select.value = String(present);
}
