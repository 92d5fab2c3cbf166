import { make } from "./frame";

/** Milliseconds between updates: faster than this nobody reads. */
const PACE = 90;

/** Numbers in a legend that follow the playback at a readable pace. */
export class LiveText {
  private entries: { element: HTMLElement; read: () => string }[] = [];
  private last = 0;

  /** A new element that shows what `read` returns. */
  add(read: () => string): HTMLElement {
    const element = make("span", "lcn-live");
    this.entries.push({ element, read });
    return element;
  }

  clear(): void {
    this.entries = [];
    this.last = 0;
  }

  /** Call with every frame; writes at most every `PACE` milliseconds. */
  update(): void {
    const now = performance.now();
    if (now - this.last < PACE) return;
    this.last = now;
    this.flush();
  }

  flush(): void {
    for (const { element, read } of this.entries) {
      const content = read();
      if (element.textContent !== content) element.textContent = content;
    }
  }
}
