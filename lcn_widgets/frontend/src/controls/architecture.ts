/** The network: input size, and width and stride of each layer. */

import type { Message } from "../protocol/message";
import type { Store } from "../state/store";
import { h, setAttribute } from "../ui/dom";
import { icon } from "../ui/icons";
import { math, mi, mn, mo, msub, tuple } from "../ui/mathml";
import { layerMark } from "../ui/swatches";
import { term } from "../ui/term";
import { say, t } from "../words";
import { Complaint, wayButton, type Control } from "./field";
import { stepper } from "./number";

/** What "Add layer" adds: it fits whenever the present output is longer than one. */
const NEW_LAYER = { width: 2, stride: 1 };

export function architectureControl(store: Store): Control {
  const size = inputSize(store);
  const rows = h("div", { class: "lcn-layers" });
  const add = h("button", { type: "button", class: "lcn-button lcn-add" }, icon("plus"), t("page.network.add"));
  const complaint = new Complaint();
  const facts = h("p", { class: "lcn-facts" });
  const moved = h("p", { class: "lcn-note lcn-moved", role: "status" });
  let layers: Layer[] = [];
  let typed: Message | null = null;

  add.addEventListener("click", () => {
    store.change({
      widths: [...store.value("widths"), NEW_LAYER.width],
      strides: [...store.value("strides"), NEW_LAYER.stride],
    });
  });

  const complain = (wrong: Message | null): void => {
    typed = wrong;
    showComplaint();
  };
  const showComplaint = (): void => {
    const wrong = complaint.show(store, store.answer.errors.widths ? "widths" : "strides", typed);
    for (const layer of layers) layer.describe(wrong ? complaint.id : null);
  };
  const update = (): void => {
    const depth = store.value("widths").length;
    if (layers.length !== depth) {
      layers = Array.from({ length: depth }, (_, index) => layerRow(store, index, complain));
      rows.replaceChildren(heading(), ...layers.map((layer) => layer.element));
    }
    for (const layer of layers) layer.update();
    size.update();
    showComplaint();
    showFacts(store, facts);
    showMoved(store, moved);
  };
  update();
  // What comes and goes stands below what is pressed, so that nothing moves under the pointer.
  const element = h(
    "div", { class: "lcn-architecture" },
    size.element, rows, add, size.complaint.element, complaint.element, moved, facts,
  );
  return { element, update };
}

function heading(): HTMLElement {
  return h(
    "div",
    { class: "lcn-layer lcn-layer-head" },
    h("span", {}, t("page.network.layer")),
    h("span", {}, t("page.network.width"), " ", term("width", math("k", mi("k")))),
    h("span", {}, t("page.network.stride"), " ", term("stride", math("s", mi("s")))),
  );
}

interface Layer extends Control {
  describe(id: string | null): void;
}

function layerRow(store: Store, index: number, complain: (wrong: Message | null) => void): Layer {
  const number = index + 1;
  const change = (trait: "widths" | "strides") => (value: number): void => {
    store.change({ [trait]: store.value(trait).map((old, layer) => (layer === index ? value : old)) });
  };
  const width = stepper({
    label: t("page.network.width.of", { layer: number }),
    value: () => store.value("widths")[index],
    change: change("widths"),
    complain,
  });
  const stride = stepper({
    label: t("page.network.stride.of", { layer: number }),
    value: () => store.value("strides")[index],
    change: change("strides"),
    complain,
  });
  width.input.dataset.control = `widths-${number}`;
  stride.input.dataset.control = `strides-${number}`;
  const remove = h(
    "button",
    { type: "button", class: "lcn-icon-button", "aria-label": t("page.network.remove", { layer: number }) },
    icon("remove"),
  );
  remove.addEventListener("click", () => {
    const others = (values: number[]): number[] => values.filter((_, layer) => layer !== index);
    store.change({ widths: others(store.value("widths")), strides: others(store.value("strides")) });
  });
  const name = h("span", { class: "lcn-layer-name" }, layerMark(index), String(number));
  const element = h("div", { class: "lcn-layer" }, name, width.element, stride.element, remove);
  return {
    element,
    update() {
      width.update();
      stride.update();
      remove.disabled = store.value("widths").length <= 1;
    },
    describe(id) {
      for (const { input } of [width, stride]) setAttribute(input, "aria-describedby", id);
    },
  };
}

/** Sizes that fit differ by the final stride, so steps go from one that fits to the next. */
function inputSize(store: Store): Control & { complaint: Complaint } {
  const complaint = new Complaint();
  let typed: Message | null = null;
  const show = (): void => {
    const wrong = complaint.show(store, "input_dim", typed, control.input);
    setAttribute(control.input, "aria-invalid", wrong ? "true" : null);
    setAttribute(control.input, "aria-describedby", wrong ? complaint.id : null);
  };
  const control = stepper({
    label: t("page.network.input"),
    value: () => store.value("input_dim"),
    change: (value) => store.change({ input_dim: value }),
    step: (value, direction) => nextInputSize(store, value, direction),
    complain: (wrong) => {
      typed = wrong;
      show();
    },
  });
  control.input.dataset.control = "input_dim";
  const label = h("span", { class: "lcn-label" }, t("page.network.input"), " ");
  label.append(term("input-size", math("d 0", msub(mi("d"), mn(0)))));
  return {
    complaint,
    element: h("div", { class: "lcn-field lcn-size" }, label, control.element),
    update() {
      control.update();
      show();
    },
  };
}

/** The next input size that fits, as far as the page has been told. */
function nextInputSize(store: Store, value: number, direction: 1 | -1): number {
  const proposed = (store.answer.suggestions.input_dim ?? []).map(Number);
  const beyond = proposed.filter((size) => (size - value) * direction > 0);
  if (beyond.length) return direction > 0 ? Math.min(...beyond) : Math.max(...beyond);
  const known = store.run?.architecture;
  const matches = (trait: "widths" | "strides"): boolean =>
    String(known?.[trait]) === String(store.value(trait));
  if (!known || !matches("widths") || !matches("strides")) return value + direction;
  const off = (value - known.final_width) % known.final_stride;
  const step = off === 0 ? known.final_stride : direction > 0 ? known.final_stride - off : off;
  return Math.max(known.final_width, value + direction * step);
}

/** What the kernel moved so that it fits the layers, in one quiet line that takes it back. */
function showMoved(store: Store, line: HTMLElement): void {
  const { moved } = store.answer;
  const key = JSON.stringify(moved ?? null);
  if (line.dataset.key === key) return;
  line.dataset.key = key;
  line.replaceChildren(
    ...(moved ? [say(moved.message), " ", wayButton(t("page.controls.undo"), () => store.change(moved.undo))] : []),
  );
}

function showFacts(store: Store, facts: HTMLElement): void {
  const known = store.run?.architecture;
  if (!known) return;
  const { dims, final_width, final_stride } = known;
  const key = JSON.stringify([dims, final_width, final_stride]);
  if (facts.dataset.key === key) return;
  facts.dataset.key = key;
  const v = (name: string): MathMLElement => msub(mi(name), mi("v"));
  facts.replaceChildren(
    term("sizes", math(`d = ${dims.join(", ")}`, mi("d"), mo("="), tuple(dims))),
    term("final-width", math(`k v = ${final_width}`, v("k"), mo("="), mn(final_width))),
    term("final-stride", math(`s v = ${final_stride}`, v("s"), mo("="), mn(final_stride))),
  );
}
