import { nearestFrame, scalarAt, type Place } from "../../protocol/frames";
import type { Bound } from "../../protocol/insights";
import { h, setAttribute, setText, type Attributes } from "../../ui/dom";
import { termed } from "../../ui/term";
import { formatNumber, formatPowerOfTen, t, text } from "../../words";
import { barScale, barTicks, isBeyond, shareOn, type BarScale } from "./barscale";

/** Decadic logarithms up to here are written as numbers, larger ones as a power of ten only. */
const WRITTEN = 15;
const TICKS = 5;

interface Mark {
  bound: Bound;
  element: HTMLElement;
  reading: HTMLElement;
}

/** A value against its bounds on one logarithmic bar; it moves without a layout. */
export class LogBar {
  readonly element: HTMLElement;
  private readonly dot = h("span", { class: "lcn-bar-dot" });
  private readonly reading = h("b", {});
  private readonly marks: Mark[];
  private readonly scale: BarScale;

  /**
   * `values` are decadic logarithms, one a frame, as are those of the bounds, the nearest first;
   * a `goal` is a bound that the value is to come below in the end.
   */
  constructor(private readonly label: string, private readonly values: Float64Array, bounds: readonly Bound[], goal: boolean) {
    this.scale = barScale(values, bounds.map((bound) => bound.values));
    this.marks = bounds.map((bound, index) => ({
      bound,
      element: h("span", { class: "lcn-bar-bound", "data-first": index === 0 }),
      reading: h("b", {}),
    }));
    const marks = this.marks.map(({ element }) => element);
    this.element = h(
      "span",
      { class: "lcn-bar-box" },
      h("span", { class: "lcn-bar", "aria-hidden": "true", "data-goal": goal }, ...this.ticks(), ...marks, this.dot),
      key({ class: "lcn-key-dot" }, t("page.panel.theorem.now", { label }), this.reading),
      ...this.marks.map(({ bound: { claim, label, source }, reading }, index) => {
        const said = text(`claim.${claim}.bound`, label);
        return key({ class: "lcn-key-bound", "data-first": index === 0 }, said, reading, text(`claim.${claim}.source`, source));
      }),
    );
  }

  /** The same numbers for a frame; `readable` also writes them. */
  draw(at: Place, readable: boolean): void {
    const value = scalarAt(this.values, at);
    place(this.dot, shareOn(this.scale, value));
    if (readable) setText(this.reading, formatLog10(scalarAt(this.values, nearestFrame(at))));
    for (const { bound, element, reading } of this.marks) {
      const constant = bound.values.length === 1;
      const limit = constant ? bound.values[0] : scalarAt(bound.values, at);
      setAttribute(element, "data-beyond", isBeyond(this.scale, limit));
      place(element, shareOn(this.scale, limit));
      if (readable) setText(reading, formatLog10(constant ? limit : scalarAt(bound.values, nearestFrame(at))));
    }
  }

  /** The value and its bounds as they were written last. */
  readings(): { element: HTMLElement; name: string; value: string }[] {
    const bounds = this.marks.map(({ element, bound: { claim, label }, reading }) => ({
      element,
      name: text(`claim.${claim}.bound`, label),
      value: reading.textContent!,
    }));
    return [{ element: this.dot, name: t("page.panel.theorem.now", { label: this.label }), value: this.reading.textContent! }, ...bounds];
  }

  private ticks(): HTMLElement[] {
    return barTicks(this.scale, TICKS).map((tick) => {
      const mark = h("span", { class: "lcn-bar-tick" });
      place(mark, shareOn(this.scale, tick));
      return mark;
    });
  }
}

/** An entry below the bar: a sample of the mark, what it stands for, and where it is. */
function key(sample: Attributes, label: string, reading: HTMLElement, title?: string): HTMLElement {
  return h("span", { class: "lcn-bar-key", title }, h("i", sample), ...termed(`${label} `), reading);
}

function place(element: HTMLElement, share: number): void {
  element.style.translate = `${(100 * share).toFixed(2)}cqi`;
}

/** A number from its decadic logarithm, which may be far beyond any float. */
export function formatLog10(exponent: number): string {
  return exponent < WRITTEN ? formatNumber(10 ** exponent) : formatPowerOfTen(exponent);
}
