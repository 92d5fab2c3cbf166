import { apart, levelUnit, softLog } from "../../draw/symlog";
import type { CriticalFilter, CriticalKind, CriticalMap } from "../../protocol/insights";
import { h, setAttribute } from "../../ui/dom";
import { formatNumber, t } from "../../words";
import { describeFilter } from "./describe";
import { kindMark, KINDS, shortKindName } from "../kinds";

/** Marks of a column that lie closer than this share of the height stand side by side. */
const MARK_GAP = 0.07;
/** Places side by side, in shares of the width of a column. */
const BESIDE = [0, 0.14, -0.14, 0.28, -0.28, 0.42, -0.42];
/** Least distance of two labels, as a share of the height. */
const LABEL_GAP = 0.1;
/** A run that comes from above the picture stands this high, as a share of the height. */
const CEILING = 1.03;

type Height = (risk: number) => number;

/** Heights of risks on the map, as shares from its bottom. */
export function levelHeights({ filters, zero_risk }: CriticalMap): Height {
  const risks = [...filters.map(({ risk }) => risk), zero_risk];
  const least = Math.min(...risks);
  const above = risks.map((risk) => risk - least);
  const unit = levelUnit(above);
  const top = softLog(Math.max(...above, unit), unit);
  return (risk) => softLog(risk - least, unit) / top;
}

/** Kinds that the map has, a column each. */
function columnsOf(map: CriticalMap): CriticalKind[] {
  return KINDS.filter((kind) => map.filters.some(({ kinds }) => kinds.includes(kind)));
}

/** Where the marks of each filter stand by kind, as shares of the width: beside those at the same height. */
function placesOf(map: CriticalMap, height: Height): Map<CriticalKind, number>[] {
  const columns = columnsOf(map);
  return map.filters.map((filter, index) => {
    const isNear = (other: CriticalFilter): boolean =>
      Math.abs(height(other.risk) - height(filter.risk)) < MARK_GAP &&
      filter.kinds.some((kind) => other.kinds.includes(kind));
    const near = map.filters.slice(0, index).filter(isNear).length;
    const beside = BESIDE[near % BESIDE.length] / columns.length;
    const middle = (kind: CriticalKind): number => (columns.indexOf(kind) + 0.5) / columns.length;
    return new Map(filter.kinds.map((kind) => [kind, middle(kind) + beside]));
  });
}

/** All critical points as levels of the risk, a column for each kind, and the run between them. */
export class Levels {
  readonly element = h("div", { class: "lcn-levels", role: "group", "aria-label": t("page.panel.critical.levels") });
  readonly cursor = h("div", { class: "lcn-level-now", "aria-hidden": "true" });
  buttons: HTMLButtonElement[] = [];
  private height: Height = () => 0;

  /** `look` is told which filter is hovered or focused, and null when none is. */
  constructor(private readonly look: (index: number | null) => void) {
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  show(map: CriticalMap): void {
    this.height = levelHeights(map);
    const places = placesOf(map, this.height);
    this.buttons = map.filters.map((_, index) => this.level(map, index, places[index]));
    const heads = columnsOf(map).map((kind) => h("span", {}, kindMark(kind), shortKindName(kind)));
    const zero = this.line("lcn-level-zero", map.zero_risk, "v = 0");
    this.element.replaceChildren(
      h("div", { class: "lcn-level-heads", "aria-hidden": "true" }, ...heads),
      h("div", { class: "lcn-level-plot" }, ...this.ticks(map), zero, this.cursor, ...this.buttons),
    );
  }

  /** The run's present risk. */
  draw(risk: number): void {
    const at = this.height(risk);
    this.cursor.style.translate = `0 ${(-100 * Math.min(CEILING, Math.max(0, at))).toFixed(2)}cqb`;
    setAttribute(this.cursor, "data-above", at > CEILING);
  }

  private ticks({ filters }: CriticalMap): HTMLElement[] {
    const risks = filters.map(({ risk }) => risk).sort((a, b) => a - b);
    return apart(risks, this.height, LABEL_GAP).map((risk) =>
      this.line("lcn-level-tick", risk, formatNumber(risk, risk < 1e-3 ? 2 : 3)),
    );
  }

  private line(name: string, risk: number, label: string): HTMLElement {
    return h("div", { class: name, style: `--at: ${this.height(risk)}` }, h("span", {}, label));
  }

  /** The button of a filter; several kinds are several ways to make it from layers. */
  private level(map: CriticalMap, index: number, places: ReadonlyMap<CriticalKind, number>): HTMLButtonElement {
    const filter = map.filters[index];
    const reached = index === map.reached;
    const { name, value } = describeFilter(filter, reached);
    const across = [...places.values()];
    const style = `--at: ${this.height(filter.risk)}; --from: ${Math.min(...across)}; --to: ${Math.max(...across)}`;
    const sorted = KINDS.filter((kind) => filter.kinds.includes(kind));
    const marks = sorted.map((kind) => h("span", { style: `--x: ${places.get(kind)}` }, kindMark(kind)));
    const button = h(
      "button",
      {
        type: "button",
        class: "lcn-level",
        style,
        "aria-label": `${name}, ${value}`,
        "data-reached": reached,
        tabindex: index === (map.reached ?? 0) ? 0 : -1,
      },
      ...marks,
    );
    for (const event of ["pointerenter", "focus", "click"]) button.addEventListener(event, () => this.look(index));
    for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => this.look(null));
    return button;
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
