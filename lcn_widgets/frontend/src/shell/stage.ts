/** The linked pictures: which are shown, where they stand, and drawing only what can be seen. */

import { h } from "../ui/dom";
import type { Store } from "../state/store";
import type { RootMarks } from "../protocol/insights";
import { t } from "../words";
import { Tabs, type Tab } from "./tabs";
import type { Palette, Panel, PanelFactory, PanelHost } from "../protocol/types";
import { isPending } from "../ui/waiting";

/** The roots are the large picture; bands lie under it, the rest beside it. */
const PLACES: Record<string, "main" | "band"> = { roots: "main", network: "band", filters: "band" };
/** What stands beside the roots, one group at a time on a wide page; curves share the first. */
const TABS: Tab[] = [
  { name: "curves", title: "page.beside.curves" },
  { name: "theorem", title: "page.beside.theorem" },
  { name: "critical", title: "page.beside.critical" },
  { name: "space", title: "page.beside.space" },
];

const tabOf = (name: string): string => (TABS.some((tab) => tab.name === name) ? name : "curves");

interface Shown {
  panel: Panel;
  card: HTMLElement;
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
    private readonly factories: Record<string, PanelFactory>,
  ) {
    const { main, side, band } = this.#areas;
    const beside = h("div", { class: "lcn-side" }, this.#tabs.element, side);
    this.element = h("div", { class: "lcn-stage" }, main, beside, band, this.#nothing);
    this.#host = {
      seek: (time) => store.seek(time),
      highlight: (layer) => {
        for (const { panel } of this.#shown.values()) panel.setHighlight(layer);
      },
      redraw: () => store.playback.redraw(),
    };
  }

  /** Show the panels the `panels` trait names, in its order; others leave and are destroyed. */
  update(): void {
    const wanted = this.store.panels.filter((name) => name in this.factories && this.#has(name));
    for (const [name, shown] of this.#shown) {
      if (wanted.includes(name)) continue;
      this.#observer.unobserve(shown.card);
      shown.panel.destroy();
      shown.card.remove();
      this.#shown.delete(name);
      this.store.playback.redraw(); // what it wished to be marked goes with it
    }
    for (const name of wanted) {
      const { card } = this.#shown.get(name) ?? this.#add(name);
      const area = this.#areas[PLACES[name] ?? "side"];
      const siblings = wanted.filter((other) => (PLACES[other] ?? "side") === (PLACES[name] ?? "side"));
      const at = area.children[siblings.indexOf(name)] ?? null;
      if (at !== card) area.insertBefore(card, at); // moving a card that stands right would blink
    }
    const { main, side, band } = this.#areas;
    for (const area of [main, band, side.parentElement!]) {
      area.hidden = (area.contains(side) ? side : area).childElementCount === 0;
    }
    this.#nothing.hidden = wanted.length > 0;
    const held = wanted.filter((name) => side.contains(this.#shown.get(name)!.card)).map(tabOf);
    this.#tabs.offer(TABS.filter(({ name }) => held.includes(name)));
  }

  setRun(): void {
    const { run } = this.store;
    if (!run) return;
    for (const { panel } of this.#shown.values()) panel.setRun(run);
  }

  setInsights(): void {
    this.update(); // the coefficient space comes and goes with its cone
    for (const { panel } of this.#shown.values()) panel.setInsights?.(this.store.insights);
    this.store.playback.redraw();
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    for (const { panel } of this.#shown.values()) panel.setPalette(palette);
    this.store.playback.redraw();
  }

  draw(): void {
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

  destroy(): void {
    this.#observer.disconnect();
    for (const { panel } of this.#shown.values()) panel.destroy();
  }

  #add(name: string): Shown {
    const panel = this.factories[name](this.#host);
    const card = h("div", { class: "lcn-card", "data-panel": name, "data-tab": tabOf(name) }, panel.element);
    // Panels describe their pictures once they rest; until then, or out of sight, the title does.
    for (const picture of panel.element.querySelectorAll("[role=img]:not([aria-label])")) {
      picture.setAttribute("aria-label", panel.title);
    }
    if (this.#palette) panel.setPalette(this.#palette);
    if (this.store.run) panel.setRun(this.store.run);
    panel.setInsights?.(this.store.insights);
    panel.setMarks?.(this.#marks);
    const shown = { panel, card, visible: true };
    this.#shown.set(name, shown);
    this.#observer.observe(card);
    this.store.playback.redraw();
    return shown;
  }

  /** Only architectures whose coefficient space can be drawn have a picture of it. */
  #has(name: string): boolean {
    if (name !== "space") return true;
    const { insights } = this.store;
    // Whoever looks at it stays while it is not known whether the next run has one.
    return Boolean(insights?.cone) || (this.#tabs.chosen === name && isPending(insights, "cone"));
  }

  /** Another group beside the roots. */
  #turn(): void {
    this.element.dataset.tab = this.#tabs.chosen;
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
