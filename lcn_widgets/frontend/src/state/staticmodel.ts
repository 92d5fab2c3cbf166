/** A model without a kernel: it holds one saved state and asks nobody. */

import type { WidgetModel } from "../protocol/model";

/** The widget's traits as saved; buffers as base64 text (or already as views). */
export type SavedState = Record<string, unknown> & {
  _buffer: string | DataView;
  _insight_buffer?: string | DataView;
};

export function staticModel(state: SavedState): WidgetModel {
  const values: Record<string, unknown> = {
    ...state,
    _buffer: bufferOf(state._buffer),
    _insight_buffer: bufferOf(state._insight_buffer ?? ""),
  };
  const listeners = new Map<string, Set<() => void>>();
  return {
    get: (name) => values[name],
    set(name, value) {
      if (Object.is(values[name], value)) return;
      values[name] = value;
      for (const listener of listeners.get(`change:${name}`) ?? []) listener();
    },
    save_changes() {},
    on(event, callback) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(callback as () => void));
    },
    off(event, callback) {
      listeners.get(event)?.delete(callback as () => void);
    },
  };
}

function bufferOf(saved: string | DataView): DataView {
  if (typeof saved !== "string") return saved;
  const bytes = Uint8Array.from(atob(saved), (character) => character.charCodeAt(0));
  return new DataView(bytes.buffer);
}
