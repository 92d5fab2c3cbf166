/** Light or dark: the reader's choice, or what JupyterLab or the system shows. */

import type { ThemeChoice } from "../protocol/model";
import type { Store } from "../state/store";
import { applyPalette, palette, type Palette, type Theme } from "../ui/colours";

const systemDark = (): MediaQueryList => matchMedia("(prefers-color-scheme: dark)");

/** Whether the reader's system sets the colours of all pages. */
const forcedColours = (): MediaQueryList => matchMedia("(forced-colors: active)");

function resolveTheme(choice: ThemeChoice): Theme {
  // Forced colours are light or dark as the system says.
  if (forcedColours().matches) return systemDark().matches ? "dark" : "light";
  if (choice !== "auto") return choice;
  const { jpThemeLight, voila } = document.body.dataset;
  // Voilà says "light" without asking; JupyterLab's word is the reader's own setting.
  if (jpThemeLight !== undefined && voila === undefined) return jpThemeLight === "false" ? "dark" : "light";
  return systemDark().matches ? "dark" : "light";
}

/** Give `root` and whatever else is drawn the colours of now, and those that follow. */
export function followTheme(root: HTMLElement, store: Store, setPalette: (palette: Palette) => void, signal: AbortSignal): void {
  const paint = (): void => {
    const colours = palette(resolveTheme(store.theme), forcedColours().matches);
    if (root.dataset.theme === colours.theme && ("forced" in root.dataset) === colours.forced) return;
    applyPalette(root, colours);
    setPalette(colours);
  };
  store.on("view", paint, signal);
  watchTheme(paint, signal);
  paint();
}

/** Call `changed` when what "auto" means may have changed. */
function watchTheme(changed: () => void, signal: AbortSignal): void {
  for (const query of [systemDark(), forcedColours()]) query.addEventListener("change", changed, { signal });
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  signal.addEventListener("abort", () => observer.disconnect());
}
