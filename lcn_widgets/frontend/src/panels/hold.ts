/** What is moved by hand at t = 0: the picture shows it at once, the kernel is told once a frame. */

import type { Grab, PanelHost } from "./panel";

export type Changes = Record<string, unknown>;

export class Hold {
  /** Whether something is in the hand. */
  held = false;
  #wish: Changes | null = null;

  constructor(private readonly host: PanelHost) {}

  /** Whether all that was put somewhere has been told. */
  get told(): boolean {
    return !this.held && !this.#wish;
  }

  /** Tell the page what has been put where. */
  commit(): void {
    if (this.#wish) this.host.change(this.#wish);
    this.#wish = null;
  }

  /**
   * How something is moved that is said by `controls`: `take` comes before the first move; `put` gets the
   * pixels since then and returns what the controls are now; `back` forgets where it was put.
   */
  grab(controls: readonly string[], take: () => void, put: (dx: number, dy: number) => Changes, back: () => void): Grab {
    let moved: { x: number; y: number; before: Changes } | null = null;
    const begin = (): NonNullable<typeof moved> => {
      this.host.rewind();
      this.held = true;
      take();
      return { x: 0, y: 0, before: Object.fromEntries(controls.map((name) => [name, this.host.value(name)])) };
    };
    const end = (): void => {
      this.held = false;
      this.host.redraw();
    };
    return {
      move: (dx, dy) => {
        moved ??= begin();
        this.#wish = put((moved.x += dx), (moved.y += dy));
        this.host.redraw();
      },
      drop: () => moved && end(),
      cancel: () => {
        if (!moved) return;
        this.#wish = moved.before;
        back();
        end();
      },
    };
  }
}
