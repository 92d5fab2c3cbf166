import type { Palette, PanelHost } from "../protocol/types";
import { markerPath } from "../ui/colours";
import { setAttribute } from "../ui/dom";

/** Milliseconds without a new frame after which a panel is at rest and its text is brought up to date. */
const REST = 350;
let serial = 0;

/** What all panels share: a titled section with a legend, tools, a stage and a tooltip. */
export class PanelFrame {
  readonly element = document.createElement("section");
  readonly legend = make("p", "lcn-panel-legend");
  readonly tools = make("div", "lcn-panel-tools");
  readonly stage = make("div", "lcn-panel-stage");
  /** What the title is said of, where that is not clear. */
  readonly about = make("span", "lcn-panel-about");
  private readonly tip = make("div", "lcn-panel-tip");
  private readonly observer: ResizeObserver;
  private restTimer = 0;
  private family = "sans-serif";

  /**
   * @param onResize called with the size of the stage in CSS pixels whenever it changes
   * @param onRest called when drawing has paused, to write text alternatives
   */
  constructor(
    readonly name: string,
    readonly title: string,
    onResize: (width: number, height: number) => void,
    private readonly onRest: () => void,
  ) {
    const heading = make("h3", "lcn-panel-title");
    heading.textContent = title;
    heading.id = `lcn-panel-${name}-${++serial}`;
    const head = make("header", "lcn-panel-head");
    head.append(heading, this.about, this.tools, this.legend);
    this.element.className = `lcn-panel lcn-panel-${name}`;
    this.element.setAttribute("aria-labelledby", heading.id);
    this.tip.hidden = true;
    this.element.append(head, this.stage, this.tip);
    this.observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = this.stage;
      this.family = getComputedStyle(this.element).fontFamily || "sans-serif";
      if (clientWidth > 0) onResize(clientWidth, clientHeight);
    });
    this.observer.observe(this.stage);
  }

  /** Size of text on the canvas: 12 px in a narrow panel, more in a wide one. */
  get fontSize(): number {
    return Math.round(Math.max(12, Math.min(20, 8 + this.stage.clientWidth / 90)));
  }

  /** CSS font in the family of the page; `size` in pixels. */
  font(size: number, weight = 400): string {
    return `${weight} ${size}px ${this.family}`;
  }

  setPalette(palette: Palette): void {
    const style = this.element.style;
    style.setProperty("--lcn-panel-ink", palette.ink);
    style.setProperty("--lcn-panel-muted", palette.muted);
    style.setProperty("--lcn-panel-grid", palette.grid);
    style.setProperty("--lcn-panel-surface", palette.surface);
    style.setProperty("--lcn-panel-accent", palette.accent);
  }

  /** Wish for a height of the stage; the style sheet of the page may overrule it. Returns the height. */
  askHeight(wanted: number): number {
    this.stage.style.setProperty("--lcn-panel-wanted", `${wanted}px`);
    return this.stage.clientHeight;
  }

  /** Call when the content of a stage that scrolls has its size: the keyboard must reach what does not fit. */
  offerScroll(): void {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = this.stage;
    const scrolls = scrollWidth > clientWidth || scrollHeight > clientHeight;
    setAttribute(this.stage, "tabindex", scrolls ? 0 : null);
    setAttribute(this.stage, "role", scrolls ? "group" : null);
    setAttribute(this.stage, "aria-label", scrolls ? `${this.title}, scrolls` : null);
  }

  /** Call with every drawn frame. */
  touch(): void {
    window.clearTimeout(this.restTimer);
    this.restTimer = window.setTimeout(this.onRest, REST);
  }

  /** Show a tooltip near a point of the stage, or hide it. */
  showTip(lines: readonly string[] | null, x = 0, y = 0): void {
    this.tip.hidden = lines === null;
    if (lines === null) return;
    this.tip.replaceChildren(...lines.map((line) => text("div", "", line)));
    const { offsetLeft, offsetTop } = this.stage;
    const roomRight = this.element.clientWidth - offsetLeft - x - 14;
    const left = roomRight > this.tip.offsetWidth ? x + 14 : x - 14 - this.tip.offsetWidth;
    const top = Math.max(-offsetTop, y - this.tip.offsetHeight - 8);
    this.tip.style.transform = `translate(${Math.max(0, offsetLeft + left)}px, ${offsetTop + top}px)`;
  }

  destroy(): void {
    window.clearTimeout(this.restTimer);
    this.observer.disconnect();
    this.element.remove();
  }
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

export function text<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  content: string,
): HTMLElementTagNameMap[K] {
  const element = make(tag, className);
  element.textContent = content;
  return element;
}

/** A small drawing for a legend. */
function swatch(inner: string, width = 16): SVGSVGElement {
  const template = document.createElement("template");
  template.innerHTML = `<svg class="lcn-swatch" width="${width}" height="14" viewBox="0 0 ${width} 14" aria-hidden="true">${inner}</svg>`;
  return template.content.firstElementChild as SVGSVGElement;
}

export function markerSwatch(layer: number, colour: string): SVGSVGElement {
  return swatch(`<path transform="translate(8,7) scale(5)" d="${markerPath(layer)}" fill="${colour}"/>`);
}

export function crossSwatch(colour: string): SVGSVGElement {
  return swatch(`<path d="M3,2L13,12M13,2L3,12" stroke="${colour}" stroke-width="2.5" fill="none"/>`);
}

export function startSwatch(colour: string): SVGSVGElement {
  return swatch(`<circle cx="8" cy="7" r="3.4" stroke="${colour}" stroke-width="1.6" fill="none"/>`);
}

export function ringSwatch(colour: string): SVGSVGElement {
  return swatch(`<circle cx="8" cy="7" r="5.8" stroke="${colour}" stroke-width="1.4" stroke-dasharray="2.6 2" fill="none"/>`);
}

export function barSwatch(colour: string): SVGSVGElement {
  return swatch(`<rect x="4" y="1" width="8" height="12" fill="${colour}"/>`);
}

/** A line sample; with a second colour the dashes alternate between the two. */
export function lineSwatch(colour: string, dash: string, second?: string): SVGSVGElement {
  const line = (stroke: string, pattern: string): string =>
    `<path d="M1,7H27" stroke="${stroke}" stroke-width="3" stroke-dasharray="${pattern}"/>`;
  return swatch((second ? line(second, "") : "") + line(colour, dash), 28);
}

/** One entry of a legend; hovering a layer's entry highlights the layer. */
export function legendEntry(
  host: PanelHost,
  mark: SVGSVGElement,
  label: string,
  layer: number | null = null,
): HTMLSpanElement {
  const entry = make("span", "lcn-legend-entry");
  entry.append(mark, text("span", "", label));
  if (layer !== null) {
    entry.dataset.layer = String(layer);
    entry.addEventListener("pointerenter", () => host.highlight(layer));
    entry.addEventListener("pointerleave", () => host.highlight(null));
  }
  return entry;
}

/** A button among the tools of a panel. */
export function toolButton(label: string, title: string, onClick: () => void): HTMLButtonElement {
  const button = text("button", "lcn-panel-button", label);
  button.type = "button";
  button.title = title;
  button.setAttribute("aria-label", title);
  button.addEventListener("click", onClick);
  return button;
}
