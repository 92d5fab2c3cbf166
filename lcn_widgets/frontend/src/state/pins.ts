/** The runs that are pinned on the page, and what is said of the present one beside them. */

import type { Message } from "../protocol/message";
import type { WidgetModel } from "../protocol/model";
import type { Changes } from "../protocol/requests";
import type { Run } from "../protocol/run";
import { LETTERS, readGhosts, type Compared, type Ghost } from "./ghosts";
import { same } from "./history";

export class Pins {
  /** Those that the kernel has run. */
  ghosts: Ghost[] = [];
  #decoded = new Map<unknown, Ghost>();

  constructor(
    private readonly model: WidgetModel,
    private readonly save: (values: Changes) => void,
  ) {}

  /** See what the kernel has sent. */
  read(): void {
    this.ghosts = readGhosts(this.model, this.#decoded);
  }

  /** Experiments by their letters. */
  get wanted(): Record<string, unknown> {
    return (this.model.get("_pinned") as Record<string, unknown> | undefined) ?? {};
  }

  set wanted(experiments: Record<string, unknown>) {
    this.save({ _pinned: experiments });
  }

  /** Keep a run beside those that follow, if there is a letter left. */
  pin({ experiment }: Run): void {
    const free = LETTERS.find((letter) => !(letter in this.wanted));
    if (free) this.wanted = { ...this.wanted, [free]: experiment };
  }

  unpin(letter: string): void {
    const { [letter]: _, ...others } = this.wanted;
    this.wanted = others;
  }

  has({ experiment }: Run): boolean {
    return Object.values(this.wanted).some((other) => same(other, experiment));
  }

  /** What is said of a run beside a pinned one. */
  compared({ revision }: Run, letter: string): Compared | undefined {
    const { revision: of, [letter]: said } = this.#comparison;
    return of === revision ? (said as Compared) : undefined;
  }

  /** Why one is gone, if one is. */
  get refused(): Message | null {
    return (this.#comparison.refused as Message | null) ?? null;
  }

  get #comparison(): Record<string, unknown> {
    return (this.model.get("_comparison") as Record<string, unknown> | undefined) ?? {};
  }
}
