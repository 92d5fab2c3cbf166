/** Runs the player's state on the browser's animation frames: one draw a frame, none at rest. */

import { advance, type PlayerState } from "./player";

/** A hidden tab must not leap ahead when it comes back. */
const LONGEST_TICK = 0.1; // seconds

export class Playback {
  #request = 0;
  #before: number | null = null;

  constructor(
    public state: PlayerState,
    private readonly drawn: () => void,
  ) {}

  /** Take over `state` and draw it with the next animation frame. */
  update(state: PlayerState): void {
    if (!state.playing || !this.state.playing) this.#before = null;
    this.state = state;
    this.redraw();
  }

  redraw(): void {
    if (!this.#request) this.#request = requestAnimationFrame(this.#tick);
  }

  destroy(): void {
    cancelAnimationFrame(this.#request);
  }

  #tick = (now: number): void => {
    this.#request = 0;
    if (this.state.playing) {
      const seconds = this.#before === null ? 0 : (now - this.#before) / 1000;
      this.#before = now;
      this.state = advance(this.state, Math.min(seconds, LONGEST_TICK));
      if (this.state.playing) this.redraw();
    }
    this.drawn();
  };
}
