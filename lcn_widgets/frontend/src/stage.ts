/** The linked pictures: which are shown, where they stand, and drawing only what can be seen. */

import { h } from "./dom";
import type { Store } from "./store";
import type { Palette, Panel, PanelFactory, PanelHost } from "./types";

/** The roots are the large picture; bands lie under it, the rest beside it. */
const PLACES: Record<string, "main" | "band"> = { roots: "main", network: "band", filters: "band" };

interface Shown {
  panel: Panel;
  card: HTMLElement;
  visible: boolean;
}

export class Stage {
  readonly element: HTMLElement;
  readonly #areas = {
    main: h("div", { class: "lcn-main" }),
    side: h("div", { class: "lcn-side" }),
    band: h("div", { class: "lcn-band" }),
  };
  #shown = new Map<string, Shown>();
  #palette: Palette | null = null;
  readonly #observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "80px" });
  readonly #host: PanelHost;

  constructor(
    private readonly store: Store,
    private readonly factories: Record<string, PanelFactory>,
  ) {
    const { main, side, band } = this.#areas;
    this.element = h("div", { class: "lcn-stage" }, h("div", { class: "lcn-upper" }, main, side), band);
    this.#host = {
      seek: (time) => store.seek(time),
      highlight: (layer) => {
        for (const { panel } of this.#shown.values()) panel.setHighlight(layer);
      },
    };
  }

  /** Show the panels the `panels` trait names, in its order; others leave and are destroyed. */
  update(): void {
    const wanted = this.store.panels.filter((name) => name in this.factories);
    for (const [name, shown] of this.#shown) {
      if (wanted.includes(name)) continue;
      this.#observer.unobserve(shown.card);
      shown.panel.destroy();
      shown.card.remove();
      this.#shown.delete(name);
    }
    for (const name of wanted) {
      const { card } = this.#shown.get(name) ?? this.#add(name);
      const area = this.#areas[PLACES[name] ?? "side"];
      const siblings = wanted.filter((other) => (PLACES[other] ?? "side") === (PLACES[name] ?? "side"));
      const at = area.children[siblings.indexOf(name)] ?? null;
      if (at !== card) area.insertBefore(card, at); // moving a card that stands right would blink
    }
    for (const area of Object.values(this.#areas)) area.hidden = area.childElementCount === 0;
  }

  setRun(): void {
    const { run } = this.store;
    if (!run) return;
    for (const { panel } of this.#shown.values()) panel.setRun(run);
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    for (const { panel } of this.#shown.values()) panel.setPalette(palette);
    this.store.playback.redraw();
  }

  draw(): void {
    const { frame } = this.store;
    if (!frame) return;
    for (const { panel, visible } of this.#shown.values()) if (visible) panel.draw(frame);
  }

  destroy(): void {
    this.#observer.disconnect();
    for (const { panel } of this.#shown.values()) panel.destroy();
  }

  #add(name: string): Shown {
    const panel = this.factories[name](this.#host);
    const card = h("div", { class: "lcn-card", "data-panel": name }, panel.element);
    // Panels describe their pictures once they rest; until then, or out of sight, the title does.
    for (const picture of panel.element.querySelectorAll("[role=img]:not([aria-label])")) {
      picture.setAttribute("aria-label", panel.title);
    }
    if (this.#palette) panel.setPalette(this.#palette);
    if (this.store.run) panel.setRun(this.store.run);
    const shown = { panel, card, visible: true };
    this.#shown.set(name, shown);
    this.#observer.observe(card);
    this.store.playback.redraw();
    return shown;
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
