/** The anywidget module: one store per model, one page per view. */

import "./styles.css";
import type { WidgetModel } from "./protocol/model";
import { renderView } from "./shell/view";
import { Store } from "./state/store";

export { renderStatic } from "./shell/static";

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
