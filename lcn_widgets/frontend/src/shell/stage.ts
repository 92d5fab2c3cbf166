/** The linked pictures: which are shown, where they stand, and drawing only what can be seen. */

import { shortTitle } from "../panels";
import type { Panel, PanelDefinition, PanelHost, RootMarks, Tab } from "../panels/panel";
import type { Store } from "../state/store";
import type { Palette } from "../ui/colours";
import { h, setAttribute } from "../ui/dom";
import { t, text } from "../words";
import { Tabs } from "./tabs";

/** A panel on the page. */
interface Shown {
  panel: Panel;
  card: HTMLElement;
  definition: PanelDefinition;
  tab: Tab;
  visible: boolean;
}

export class Stage {
  readonly element: HTMLElement;
  readonly #areas = {
    main: h("div", { class: "lcn-main" }),
    side: h("div", { class: "lcn-cards" }),
    band: h("div", { class: "lcn-band" }),
  };
  readonly #nothing = h("p", { class: "lcn-nothing" }, t("page.panels.none"));
  #shown = new Map<string, Shown>();
  readonly #tabs = new Tabs(() => this.#turn());
  #palette: Palette | null = null;
  #marks: RootMarks | null = null;
  readonly #observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "80px" });
  readonly #host: PanelHost;

  constructor(
    private readonly store: Store,
    private readonly definitions: ReadonlyMap<string, PanelDefinition>,
    signal: AbortSignal,
  ) {
    const { main, side, band } = this.#areas;
    const beside = h("div", { class: "lcn-side" }, this.#tabs.element, side);
    this.element = h("div", { class: "lcn-stage" }, main, beside, band, this.#nothing);
    this.#host = {
      get schema() {
        return store.schema;
      },
      startMany: (count, anew) => store.startMany(count, anew),
      seek: (time) => store.seek(time),
      highlight: (layer) => {
        for (const { panel } of this.#shown.values()) panel.setHighlight(layer);
      },
      live: store.live,
      value: (control) => store.value(control),
      change: (values) => store.change(values),
      rewind: () => (store.pause(), store.moveTo(0)),
      contrast: (values) => store.contrast(values),
      redraw: () => store.playback.redraw(),
      answer: (question, answer) => store.future.answer(question, answer),
      playFromStart: () => (store.moveTo(0), store.play()),
      predictAgain: () => store.future.ask(store.run, true),
    };
    store.on("run", () => this.#setRun(), signal);
    store.on("insights", () => this.#setInsights(), signal);
    store.on("predictions", () => this.#setPredictions(), signal);
    store.on("asking", () => this.#settle(), signal);
    store.on("many", () => this.#setMany(), signal);
    store.on("view", () => this.#update(), signal);
    store.on("frame", () => this.#draw(), signal);
    signal.addEventListener("abort", () => this.#destroy());
  }

  /** Name of the tab before the reader's eyes. */
  get tab(): string {
    return this.#tabs.wished || this.#tabs.chosen;
  }

  /** Turn to a tab, now or when the run has it. */
  turnTo(tab: string): void {
    this.#tabs.wished = tab;
    this.#offerTabs();
  }

  /** Show the panels the `panels` trait names, in its order; others leave and are destroyed. */
  #update(): void {
    const wanted = [...new Set(this.store.panels)].filter((name) => this.#isAvailable(name));
    for (const name of this.#shown.keys()) if (!wanted.includes(name)) this.#remove(name);
    const fresh = wanted.filter((name) => !this.#shown.has(name));
    const shown = wanted.map((name) => this.#shown.get(name) ?? this.#add(name));
    for (const place of ["main", "side", "band"] as const) {
      const area = this.#areas[place];
      shown.filter(({ definition }) => definition.place === place).forEach(({ card }, index) => {
        const there = area.children[index] ?? null;
        if (there !== card) area.insertBefore(card, there); // moving one that stands right would blink
      });
      const whole = place === "side" ? area.parentElement! : area;
      whole.hidden = area.childElementCount === 0;
    }
    this.#nothing.hidden = wanted.length > 0;
    this.#offerTabs();
    for (const name of fresh) {
      const { definition, tab } = this.#shown.get(name)!;
      if (definition.comesForward) this.#tabs.choose(tab.name);
    }
  }

  #setRun(): void {
    const { run } = this.store;
    if (!run) return;
    for (const { panel } of this.#shown.values()) panel.setRun(run);
  }

  /** Called whenever what is asked of the kernel has changed. */
  #settle(): void {
    if (this.store.asking !== "idle") return;
    for (const { panel } of this.#shown.values()) panel.settle?.();
  }

  #setInsights(): void {
    this.#update(); // some panels come and go with what is known of the run
    for (const { panel } of this.#shown.values()) panel.setInsights?.(this.store.insights);
    this.store.playback.redraw();
  }

  #setPredictions(): void {
    this.#update(); // so is what would give the end away
    for (const { panel } of this.#shown.values()) panel.setPredictions?.(this.store.predictions);
    this.store.playback.redraw();
  }

  #setMany(): void {
    for (const { panel } of this.#shown.values()) panel.setMany?.(this.store.many);
  }

  /** Colours come before the first panel is made. */
  setPalette(palette: Palette): void {
    const isFirst = !this.#palette;
    this.#palette = palette;
    for (const { panel } of this.#shown.values()) panel.setPalette(palette);
    if (isFirst) this.#update();
    this.store.playback.redraw();
  }

  #draw(): void {
    const { frame } = this.store;
    if (!frame) return;
    let marks: RootMarks | null = null;
    for (const { panel, visible } of this.#shown.values()) {
      if (!visible) continue;
      panel.draw(frame);
      marks ??= panel.markedRoots ?? null;
    }
    this.#mark(marks);
  }

  #destroy(): void {
    this.#observer.disconnect();
    for (const { panel } of this.#shown.values()) panel.destroy();
  }

  #isAvailable(name: string): boolean {
    const definition = this.definitions.get(name);
    const { insights, predictions } = this.store;
    if (!definition || (definition.tellsEnd && predictions.hidden)) return false;
    const watched = definition.place === "side" && this.#tabs.chosen === tabOf(name, definition).name;
    return definition.isAvailable?.({ insights, watched, asked: predictions.questions.length > 0 }) ?? true;
  }

  #add(name: string): Shown {
    const definition = this.definitions.get(name)!;
    const title = text(`panel.${name}.title`, definition.title);
    const panel = definition.create({ host: this.#host, name, title });
    const card = h("div", { class: "lcn-card", "data-panel": name }, panel.element);
    if (this.#palette) panel.setPalette(this.#palette);
    if (this.store.run) panel.setRun(this.store.run);
    panel.setInsights?.(this.store.insights);
    panel.setPredictions?.(this.store.predictions);
    panel.setMany?.(this.store.many);
    panel.setMarks?.(this.#marks);
    const shown = { panel, card, definition, tab: tabOf(name, definition), visible: true };
    this.#shown.set(name, shown);
    this.#observer.observe(card);
    // Keys may read it before it is seen to be in sight: not what was drawn there last.
    card.addEventListener("focusin", () => {
      if (shown.visible || !this.store.frame) return;
      shown.visible = true;
      panel.draw(this.store.frame);
    });
    this.store.playback.redraw();
    return shown;
  }

  #remove(name: string): void {
    const { panel, card } = this.#shown.get(name)!;
    this.#shown.delete(name);
    this.#observer.unobserve(card);
    panel.destroy();
    card.remove();
    this.store.playback.redraw(); // what it wished to be marked goes with it
  }

  /** The tabs of the panels beside the large picture, in the order in which the page offers panels. */
  #offerTabs(): void {
    const tabs = new Map<string, Tab>();
    for (const name of this.definitions.keys()) {
      const shown = this.#shown.get(name);
      if (shown?.definition.place === "side") tabs.set(shown.tab.name, shown.tab);
    }
    this.#tabs.offer([...tabs.values()]);
    this.#turn();
  }

  /** Where there is room for one group beside the large picture, it is that of the chosen tab. */
  #turn(): void {
    for (const { card, definition, tab } of this.#shown.values()) {
      setAttribute(card, "data-turned-away", definition.place === "side" && tab.name !== this.#tabs.chosen);
    }
  }

  #mark(marks: RootMarks | null): void {
    if (marks === this.#marks) return;
    this.#marks = marks;
    for (const { panel } of this.#shown.values()) panel.setMarks?.(marks);
  }

  #seen(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      for (const shown of this.#shown.values()) {
        if (shown.card === target) shown.visible = isIntersecting;
      }
    }
    this.store.playback.redraw();
  }
}

/** The tab that a panel shares with others, or its own. */
function tabOf(name: string, definition: PanelDefinition): Tab {
  return definition.tab ?? { name, title: shortTitle(name, definition) };
}
