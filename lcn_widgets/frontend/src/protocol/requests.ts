/**
 * Asking the kernel for runs: one unanswered question at a time, and the latest wishes win.
 *
 * Changes made while the kernel computes are merged and sent together once it has answered, or
 * once it takes long: they stop what it is at. A kernel of which nothing is heard is reported.
 */

import type { Message } from "./message";

/** The kernel's word on one revision: what is wrong and values that work, by control. */
export interface Answer {
  revision: number;
  errors: Record<string, Message>;
  suggestions: Record<string, unknown[]>;
  /** Other ways on from what is wrong. */
  ways?: Record<string, { message: Message; changes: Changes }[]>;
  /** What the kernel moved to fit the layers, and the controls as they were. */
  moved?: { message: Message; undo: Changes };
}

/** The kernel's word on what it is at: empty if on nothing. */
export interface Work {
  /** Of the question that it heard. */
  revision?: number;
  /** How long it has been at it, once that is long, with what, and how much of that is done. */
  seconds?: number;
  doing?: Message;
  share?: number | null;
  /** That it gave up, as it was told. */
  stopped?: Message;
}

/** Nothing asked; asked and waiting; nothing heard for so long that the reader should know. */
export type Asking = "idle" | "waiting" | "silent";

export type Changes = Record<string, unknown>;

/** Milliseconds: between two questions while a control moves, until newer wishes stop an answer, and until silence
 *  is reported. */
export const GAP = 40;
export const LONG = 1000;
export const PATIENCE = 4000;

export interface Timers {
  set(callback: () => void, milliseconds: number): unknown;
  clear(timer: unknown): void;
}

const browserTimers: Timers = {
  set: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

export class Requests {
  /** Wishes that wait for the kernel to answer the last ones. */
  queued: Changes = {};
  #unanswered: number | null = null;
  #silent = false;
  #long: unknown = null;
  #gap: unknown = null;
  #patience: unknown = null;

  /**
   * `send` puts the changes and their revision into one message; `changed` is called whenever
   * `asking` may have changed; `revision` is the last one used.
   */
  constructor(
    private readonly send: (changes: Changes, revision: number) => void,
    private readonly changed: () => void,
    private revision: number,
    private readonly timers: Timers = browserTimers,
  ) {}

  get asking(): Asking {
    if (this.#silent) return "silent";
    return this.#unanswered !== null || this.#hasQueued ? "waiting" : "idle";
  }

  request(changes: Changes): void {
    Object.assign(this.queued, changes);
    this.#flush();
    this.changed();
  }

  answered(revision: number): void {
    this.#silent = false;
    if (this.#unanswered !== null && revision >= this.#unanswered) {
      this.#unanswered = null;
      this.timers.clear(this.#patience);
      this.timers.clear(this.#long);
      this.#flush();
    }
    this.changed();
  }

  /** The kernel has heard the question, or is still at it. */
  heard(): void {
    this.#silent = false;
    if (this.#unanswered !== null) this.#listen();
    this.changed();
  }

  destroy(): void {
    for (const timer of [this.#gap, this.#patience, this.#long]) this.timers.clear(timer);
  }

  get #hasQueued(): boolean {
    return Object.keys(this.queued).length > 0;
  }

  #flush(): void {
    const blocked = this.#unanswered !== null && this.#long !== null && !this.#silent;
    if (blocked || this.#gap !== null || !this.#hasQueued) return;
    this.revision += 1;
    this.#unanswered = this.revision;
    const changes = this.queued;
    this.queued = {};
    this.#gap = this.timers.set(() => {
      this.#gap = null;
      this.#flush();
    }, GAP);
    this.timers.clear(this.#long);
    this.#long = this.timers.set(() => {
      this.#long = null;
      this.#flush();
    }, LONG);
    this.#listen();
    this.send(changes, this.revision);
  }

  #listen(): void {
    this.timers.clear(this.#patience);
    this.#patience = this.timers.set(() => {
      this.#silent = true;
      this.changed();
    }, PATIENCE);
  }
}
