import { h, setAttribute, setText, uniqueId } from "../ui/dom";
import { t } from "../words";

/** Milliseconds without a new frame after which a panel is at rest and its text is brought up to date. */
const REST = 350;

/** What all panels share: a titled section with a legend, tools, a stage and a tooltip. */
export class PanelFrame {
  readonly element: HTMLElement;
  readonly legend = h("p", { class: "lcn-panel-legend" });
  readonly tools = h("div", { class: "lcn-panel-tools" });
  /** Beside the title: the tools, and what all panels have. */
  readonly actions = h("div", { class: "lcn-panel-actions" }, this.tools);
  readonly stage = h("div", { class: "lcn-panel-stage" });
  /** What the title is said of, where that is not clear. */
  readonly about = h("span", { class: "lcn-panel-about" });
  private readonly tip = h("div", { class: "lcn-panel-tip", hidden: true, "aria-hidden": "true" });
  private readonly description = h("p", { class: "lcn-hidden", id: uniqueId() });
  private readonly spoken = h("p", { class: "lcn-hidden", "aria-live": "polite" });
  private readonly observer: ResizeObserver;
  private restTimer = 0;
  private family = "sans-serif";

  /**
   * @param onResize called with the size of the stage in CSS pixels whenever it changes
   * @param onRest called when drawing has paused, to write text alternatives
   */
  constructor(
    name: string,
    private readonly title: string,
    onResize: (width: number, height: number) => void,
    private readonly onRest: () => void,
  ) {
    const id = uniqueId();
    this.element = h(
      "section",
      { class: `lcn-panel lcn-panel-${name}`, "aria-labelledby": id },
      h(
        "header",
        { class: "lcn-panel-head" },
        h("h3", { class: "lcn-panel-title", id }, title),
        this.about,
        this.actions,
        this.legend,
      ),
      this.stage,
      this.description,
      this.spoken,
      this.tip,
    );
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

  /** Wish for a height of the stage; the style sheet of the page may overrule it. Returns the height. */
  askHeight(wanted: number): number {
    this.stage.style.setProperty("--lcn-panel-wanted", `${wanted}px`);
    return this.stage.clientHeight;
  }

  /** Make the stage a picture with keys of its own; `more` says which besides those of all pictures. */
  offerKeys(more: string): void {
    setAttribute(this.stage, "tabindex", 0);
    setAttribute(this.stage, "role", "application");
    setAttribute(this.stage, "aria-roledescription", t("page.mark.picture"));
    setAttribute(this.stage, "aria-label", [this.title, t("page.mark.keys"), more].filter(Boolean).join(". "));
    setAttribute(this.stage, "aria-describedby", this.description.id);
  }

  /** Say in words what the picture shows, for readers who do not see it. */
  describe(words: string): void {
    setText(this.description, words);
  }

  /** Speak at once; for events only. */
  say(words: string): void {
    setText(this.spoken, words);
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
    this.tip.replaceChildren(...lines.map((line) => h("div", {}, line)));
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

/** A button among the tools of a panel. */
export function toolButton(label: string, title: string, onClick: () => void): HTMLButtonElement {
  const button = h("button", { type: "button", class: "lcn-panel-button", title, "aria-label": title }, label);
  button.addEventListener("click", onClick);
  return button;
}
