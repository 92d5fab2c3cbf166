/** The page without a kernel. */

import { staticModel, type SavedState } from "../state/staticmodel";
import { Store } from "../state/store";
import { renderView } from "./view";

/** Play a saved run in `element`; the returned function takes it away again. */
export function renderStatic(element: HTMLElement, state: SavedState): () => void {
  const store = new Store(staticModel(state), false);
  const remove = renderView(element, store);
  return () => {
    remove();
    store.destroy();
  };
}
