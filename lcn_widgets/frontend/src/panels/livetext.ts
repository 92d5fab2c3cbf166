import { h, setText } from "../ui/dom";
import { PACE } from "../ui/pace";

/** Numbers in a legend that follow the playback at a readable pace. */
export class LiveText {
  private entries: { element: HTMLElement; read: () => string }[] = [];
  private last = 0;
  private later: ReturnType<typeof setTimeout> | undefined;

  /** A new element that shows what `read` returns. */
  add(read: () => string): HTMLElement {
    const element = h("span", { class: "lcn-live" });
    this.entries.push({ element, read });
    return element;
  }

  clear(): void {
    this.entries = [];
    this.last = 0;
    clearTimeout(this.later);
    this.later = undefined;
  }

  /** Call with every frame; writes at most every `PACE` milliseconds, and always the last frame. */
  update(): void {
    const wait = this.last + PACE - performance.now();
    if (wait <= 0) this.flush();
    else this.later ??= setTimeout(() => this.flush(), wait);
  }

  flush(): void {
    clearTimeout(this.later);
    this.later = undefined;
    this.last = performance.now();
    for (const { element, read } of this.entries) setText(element, read());
  }
}
