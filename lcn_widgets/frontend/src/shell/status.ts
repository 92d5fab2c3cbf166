/** One line of text that is true for the run and for the frame shown; read out at rest, and at events while playing. */

import type { Matrix } from "../protocol/arrays";
import { riskAt, scalarAt, type Place } from "../protocol/frames";
import type { Run } from "../protocol/run";
import type { Store } from "../state/store";
import { h, setText } from "../ui/dom";
import { filter, math, mi, mn, mo, mrow, msub, norm } from "../ui/mathml";
import { PACE } from "../ui/pace";
import { setTermed, term } from "../ui/term";
import { formatNumber, say, t } from "../words";

/** Milliseconds without a new frame after which it is read out. */
const REST = 600;

interface Reading {
  time: number;
  risk: number;
  /** Norm of the gradient over its norm at the start. */
  gradient: number;
  /** Largest change of a conserved difference since the start; null with a single layer. */
  drift: number | null;
}

export function readingOf(run: Run, time: number, place: Place): Reading {
  const [track] = run.tracks;
  return {
    time,
    risk: riskAt(track, place),
    gradient: scalarAt(track.gradient_norms, place) / (track.gradient_norms[0] || 1),
    drift: track.drifts.columns ? largest(track.drifts, place) : null,
  };
}

function largest(matrix: Matrix, { index, fraction }: Place): number {
  const row = fraction < 0.5 ? index : index + 1;
  const values = matrix.data.subarray(row * matrix.columns, (row + 1) * matrix.columns);
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

export function spoken({ time, risk, gradient, drift }: Reading): string {
  return t("page.status.reading", { time, risk, gradient, drift: drift ?? "none" });
}

export interface Status {
  readonly element: HTMLElement;
  /** What is amiss with the kernel or a control, if anything; stands in the top line. */
  readonly badge: HTMLElement;
}

export function statusLine(store: Store, signal: AbortSignal): Status {
  const sentence = h("p", { class: "lcn-sentence" });
  const badge = h("p", { class: "lcn-badge", role: "status" });
  const live = h("p", { class: "lcn-hidden", "aria-live": "polite" });
  const w = (): Element => filter("w");
  const start = (): Element => msub(mi("w"), mn(0));
  const gradient = (at: Element): Element => norm(mrow(mo("∇"), mi("L"), mo("("), at, mo(")")));
  const risk = value("risk", math("L(w)", mi("L"), mo("("), w(), mo(")")), t("page.status.risk"));
  const slope = value("gradient", math("‖∇L(w)‖ / ‖∇L(w₀)‖", gradient(w()), mo("/"), gradient(start())), t("page.status.gradient"));
  const drift = value("drift", math("max |δ(t) − δ(0)|", mi("max"), mo("|"), mi("δ"), mo("−"), msub(mi("δ"), mn(0)), mo("|")), t("page.status.drift"));
  const values = h("div", { class: "lcn-values" }, h("p", {}, t("page.status.now")), risk.element, slope.element, drift.element);
  let painted = 0;
  let before = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const draw = (): void => {
    const { run, frame, player, insights } = store;
    if (!run || !frame) return;
    clearTimeout(resting);
    const passed = (insights?.events ?? []).filter(({ time }) => time > before && time <= frame.time);
    if (player.playing && passed.length > 0) setText(live, passed.map(({ message }) => say(message)).join(" "));
    before = frame.time;
    // Changing text costs a layout, so while playing it follows at a readable pace.
    const now = performance.now();
    if (player.playing && now - painted < PACE) return;
    painted = now;
    const reading = readingOf(run, frame.reading.time, frame.reading.places[0]);
    risk.show(formatNumber(reading.risk, 4));
    slope.show(formatNumber(reading.gradient));
    drift.element.hidden = reading.drift === null;
    drift.show(formatNumber(reading.drift ?? 0));
    if (!player.playing) resting = setTimeout(() => setText(live, spoken(reading)), REST);
  };
  const update = (): void => {
    setTermed(sentence, say(store.summary));
    setText(badge, badgeText(store));
    badge.hidden = !badge.textContent;
    draw();
  };
  store.on(["run", "controls", "predictions", "asking"], update, signal);
  store.on("frame", draw, signal);
  update();
  const element = h("div", { class: "lcn-status" }, sentence, values, live);
  return { element, badge };
}

function badgeText(store: Store): string {
  if (store.asking === "silent") return t("page.badge.silent");
  if (store.problem) return say(store.problem);
  const wrong = Object.keys(store.answer.errors).length > 0;
  return wrong && store.run ? t("page.badge.wrong") : "";
}

function value(name: string, formula: MathMLElement, title: string): { element: HTMLElement; show(text: string): void } {
  const held = h("b", {});
  const element = h("div", { title }, h("span", {}, term(name, formula)), held);
  return { element, show: (text) => setText(held, text) };
}
