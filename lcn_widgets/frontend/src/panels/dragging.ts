/** A pointer that takes a mark up where there is one to be taken; elsewhere it is left alone. */

import type { Mark } from "./panel";
import type { Reader } from "./reader";

/** Pixels that a pointer may tremble before it drags. */
const TREMBLE = 3;
const REACH = 20;
const FINGER_REACH = 28;

export class Dragging {
  #mark: Mark | null = null;
  #moves = false;
  #x = 0;
  #y = 0;

  constructor(
    private readonly stage: HTMLElement,
    private readonly reader: Reader,
    private readonly hit: (x: number, y: number, reach: number) => Mark | null,
  ) {
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    stage.addEventListener("pointerup", () => this.#end("drop"));
    stage.addEventListener("pointercancel", () => this.#end("cancel"));
    // One finger scrolls the page, but not from something that it takes.
    stage.addEventListener("touchstart", (event) => this.pressed && event.preventDefault(), { passive: false });
  }

  /** Whether the pointer is down on something that can be taken. */
  get pressed(): boolean {
    return this.#mark !== null;
  }

  #down(event: PointerEvent): void {
    if (!event.isPrimary || event.button || event.ctrlKey) return;
    const { left, top } = this.stage.getBoundingClientRect();
    const { scrollLeft, scrollTop } = this.stage;
    const reach = event.pointerType === "touch" ? FINGER_REACH : REACH;
    const mark = this.hit(event.clientX - left + scrollLeft, event.clientY - top + scrollTop, reach);
    if (!mark?.grab) return;
    this.#mark = mark;
    this.stage.setPointerCapture(event.pointerId);
    [this.#x, this.#y] = [event.clientX, event.clientY];
  }

  #move({ clientX, clientY, isPrimary }: PointerEvent): void {
    if (!this.#mark || !isPrimary) return;
    const [dx, dy] = [clientX - this.#x, clientY - this.#y];
    if (!this.#moves) {
      if (Math.hypot(dx, dy) < TREMBLE) return;
      this.#moves = true;
      this.stage.classList.add("lcn-grabbing");
      this.reader.hold(this.#mark);
    }
    if (!this.reader.holds(this.#mark)) return this.#end(null); // it was put back by a key
    this.#mark.grab!.move(dx, dy);
    [this.#x, this.#y] = [clientX, clientY];
  }

  #end(how: "drop" | "cancel" | null): void {
    if (this.#moves) {
      if (how) this.#mark!.grab![how]();
      this.stage.classList.remove("lcn-grabbing");
      this.reader.hold(null);
    }
    this.#mark = null;
    this.#moves = false;
  }
}
