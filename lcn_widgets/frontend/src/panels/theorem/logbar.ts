import { scalarAt, type Place } from "../../protocol/frames";
import type { Bound } from "../../protocol/insights";
import { h, setAttribute, setText } from "../../ui/dom";
import { formatNumber } from "../../ui/format";
import { powerOfTen } from "../../ui/scripts";
import { barScale, barTicks, isBeyond, shareOn, type BarScale } from "./barscale";

/** Numbers up to here are written out, larger ones as a power of ten only. */
const WRITTEN = 12;
const TICKS = 5;

/** A value against its bounds on one logarithmic bar; it moves without a layout. */
export class LogBar {
  readonly element = h("span", { class: "lcn-bar-box" });
  private readonly bar = h("span", { class: "lcn-bar", "aria-hidden": "true" });
  private readonly dot = h("span", { class: "lcn-bar-dot" });
  private readonly reading = h("b", {});
  private marks: { bound: Bound; mark: HTMLElement; text: HTMLElement }[] = [];
  private values: Float64Array | null = null;
  private scale: BarScale = { low: 0, high: 1 };

  /**
   * Show decadic logarithms of a value, one a frame, and of its bounds, the nearest first; a
   * `goal` is a bound that the value is to come below in the end.
   */
  show(label: string, values: Float64Array, bounds: readonly Bound[], goal = false): void {
    setAttribute(this.bar, "data-goal", goal);
    this.values = values;
    this.scale = barScale(values, bounds.map((bound) => bound.values));
    const ticks = barTicks(this.scale, TICKS).map((tick) => {
      const mark = h("span", { class: "lcn-bar-tick" });
      place(mark, shareOn(this.scale, tick));
      return mark;
    });
    this.marks = bounds.map((bound, index) => ({
      bound,
      mark: h("span", { class: "lcn-bar-bound", "data-first": index === 0 }),
      text: h("b", {}),
    }));
    this.bar.replaceChildren(...ticks, ...this.marks.map(({ mark }) => mark), this.dot);
    this.element.replaceChildren(
      this.bar,
      h("span", { class: "lcn-bar-key" }, h("i", { class: "lcn-key-dot" }), `${label} now `, this.reading),
      ...this.marks.map(({ bound, text }, index) =>
        h("span", { class: "lcn-bar-key", title: bound.source }, h("i", { class: "lcn-key-bound", "data-first": index === 0 }), `${bound.label} `, text),
      ),
    );
  }

  /** The same numbers for a frame; `readable` also writes them. */
  draw(at: Place, readable: boolean): void {
    if (!this.values) return;
    const value = scalarAt(this.values, at);
    place(this.dot, shareOn(this.scale, value));
    if (readable) setText(this.reading, formatLog10(value));
    for (const { bound, mark, text } of this.marks) {
      const limit = scalarAt(bound.values, bound.values.length > 1 ? at : { index: 0, fraction: 0 });
      const beyond = isBeyond(this.scale, limit);
      setAttribute(mark, "data-beyond", beyond);
      place(mark, shareOn(this.scale, limit));
      if (readable) setText(text, formatLog10(limit));
    }
  }
}

function place(element: HTMLElement, share: number): void {
  element.style.translate = `${(100 * share).toFixed(2)}cqi`;
}

/** A number from its decadic logarithm, which may be far beyond any float. */
export function formatLog10(exponent: number): string {
  if (exponent === -Infinity) return "0";
  if (!Number.isFinite(exponent)) return Number.isNaN(exponent) ? "–" : "∞";
  return exponent < WRITTEN ? formatNumber(10 ** exponent) : powerOfTen(Math.round(exponent));
}
