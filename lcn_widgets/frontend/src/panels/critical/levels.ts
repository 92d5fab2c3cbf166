import { h, setAttribute } from "../../ui/dom";
import { apart, levelUnit, softLog } from "../../draw/symlog";
import { formatNumber } from "../../ui/format";
import type { CriticalMap } from "../../protocol/insights";
import { kindIndex, kindMark, KINDS } from "./kinds";

/** Marks of a column that lie closer than this share of the height stand side by side. */
const MARK_GAP = 0.07;
/** Places side by side, in shares of the width of a column. */
const BESIDE = [0, 0.14, -0.14, 0.28, -0.28, 0.42, -0.42];
/** Least distance of two labels, as a share of the height. */
const LABEL_GAP = 0.1;

/** Heights of risks on the map, as shares from its bottom. */
export function levelHeights({ filters, zero_risk }: CriticalMap): (risk: number) => number {
  const risks = [...filters.map(({ risk }) => risk), zero_risk];
  const least = Math.min(...risks);
  const above = risks.map((risk) => risk - least);
  const unit = levelUnit(above);
  const top = softLog(Math.max(...above, unit), unit);
  return (risk) => softLog(risk - least, unit) / top;
}

/** All critical points as levels of the risk, a column for each kind, and the run between them. */
export class Levels {
  readonly element = h("div", { class: "lcn-levels", role: "group", "aria-label": "Critical points by risk; arrow keys up and down go through them" });
  private readonly cursor = h("div", { class: "lcn-level-now", "aria-hidden": "true" });
  private buttons: HTMLButtonElement[] = [];
  private height: (risk: number) => number = () => 0;

  /** `look` is told which filter is hovered or focused, and null when none is. */
  constructor(private readonly look: (index: number | null, button: HTMLElement | null) => void) {
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  show(map: CriticalMap): void {
    const height = levelHeights(map);
    this.height = height;
    this.buttons = [];
    const columns = KINDS.filter(({ kind }) => map.filters.some(({ kinds }) => kinds.includes(kind)));
    const left = (kind: string): number =>
      (columns.findIndex((column) => column.kind === kind) + 0.5) / columns.length;
    const risks = map.filters.map(({ risk }) => risk).sort((a, b) => a - b);
    const ticks = apart(risks, height, LABEL_GAP).map((risk) =>
      h("div", { class: "lcn-level-tick", style: `--at: ${height(risk)}` }, h("span", {}, formatNumber(risk, risk < 1e-3 ? 2 : 3))),
    );
    const zero = h("div", { class: "lcn-level-zero", style: `--at: ${height(map.zero_risk)}` }, h("span", {}, "v = 0"));
    const beside = map.filters.map((filter, index) => {
      const near = map.filters.slice(0, index).filter(
        (other) =>
          Math.abs(height(other.risk) - height(filter.risk)) < MARK_GAP &&
          filter.kinds.some((kind) => other.kinds.includes(kind)),
      );
      return BESIDE[near.length % BESIDE.length] / columns.length;
    });
    const levels = map.filters.map((filter, index) => {
      const across = (kind: string): number => left(kind) + beside[index];
      const places = filter.kinds.map(across).sort((a, b) => a - b);
      const at = `--at: ${height(filter.risk)}; --from: ${places[0]}; --to: ${places.at(-1)}`;
      const reached = index === map.reached;
      const words = `${filter.kinds.join(" or ")}, risk ${formatNumber(filter.risk, 4)}, roots ${filter.pattern}${reached ? ", reached by this run" : ""}`;
      const sorted = [...filter.kinds].sort((a, b) => kindIndex(a) - kindIndex(b));
      const marks = sorted.map((kind) => h("span", { style: `--x: ${across(kind)}` }, kindMark(kind)));
      const button = h(
        "button",
        { type: "button", class: "lcn-level", style: at, "aria-label": words, "data-reached": reached, tabindex: index === (map.reached ?? 0) ? 0 : -1 },
        ...marks,
      );
      for (const event of ["pointerenter", "focus", "click"]) button.addEventListener(event, () => this.look(index, button));
      for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => this.look(null, null));
      this.buttons.push(button);
      return button;
    });
    const heads = columns.map(({ kind, short }) => h("span", {}, kindMark(kind), short));
    this.element.replaceChildren(
      h("div", { class: "lcn-level-heads", "aria-hidden": "true" }, ...heads),
      h("div", { class: "lcn-level-plot" }, ...ticks, zero, this.cursor, ...levels),
    );
  }

  /** The run's present risk. */
  draw(risk: number): void {
    const at = this.height(risk);
    this.cursor.style.translate = `0 ${(-100 * Math.min(1.03, Math.max(0, at))).toFixed(2)}cqb`;
    setAttribute(this.cursor, "data-above", at > 1.03);
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const now = this.buttons.indexOf(event.target as HTMLButtonElement);
    if (!step || now < 0) return;
    event.preventDefault();
    event.stopPropagation();
    // In the kernel's order, which is that of the risk.
    const next = this.buttons[Math.min(this.buttons.length - 1, Math.max(0, now + step))];
    this.buttons[now].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

