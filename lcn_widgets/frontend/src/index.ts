/** The anywidget module: one store per model, one page per view. */

import "./styles.css";
import type { WidgetModel } from "./model";
import { Store } from "./store";
import { renderView } from "./view";

export { renderStatic } from "./static";

/** Called once per model, so that all its views find the same store. */
export default function explorer() {
  let store: Store;
  return {
    initialize({ model }: { model: WidgetModel }) {
      store = new Store(model);
      return () => store.destroy();
    },
    render({ el }: { el: HTMLElement }) {
      return renderView(el, store);
    },
  };
}
