/**
 * What was done: the values of all controls after each step.
 *
 * A step taken after an undo starts a branch and throws nothing away: the steps that were undone
 * stay where they are, and can be gone to.
 */

export type Controls = Record<string, unknown>;

export interface Step {
  id: number;
  /** The step before it, null where there is none any more. */
  from: number | null;
  /** The step after it that was gone to last. */
  next: number | null;
  controls: Controls;
  /** Name of the example that it is, "" for an experiment of one's own. */
  preset: string;
}

/** How far back one can go. */
export const MOST_STEPS = 100;
/** Milliseconds of rest after which a key starts another movement. */
const REST = 1000;

export function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}

/** Names of the controls whose values differ. */
export function differing(a: Controls, b: Controls): string[] {
  return Object.keys(b).filter((name) => !same(a[name], b[name]));
}

export class History {
  steps: Step[] = [];
  #at = 0;
  #gesture: unknown = null;

  get present(): Step | undefined {
    return this.find(this.#at);
  }

  find(id: number | null): Step | undefined {
    return this.steps.find((step) => step.id === id);
  }

  /** Note where the controls are now. What one `gesture` does is one step; null belongs to none. */
  record(controls: Controls, preset: string, gesture: unknown = null): void {
    const { present } = this;
    if (present && differing(present.controls, controls).length === 0) return;
    const goesOn = gesture !== null && gesture === this.#gesture && present?.from != null;
    const before = this.find(present?.from ?? null);
    if (goesOn && before && differing(before.controls, controls).length === 0) {
      this.#forget(present.id); // it has led back to where it began
      this.arrive(before.id);
    } else if (goesOn) Object.assign(present, { controls, preset });
    else {
      const id = Math.max(0, ...this.steps.map((step) => step.id)) + 1;
      this.steps.push({ id, from: present?.id ?? null, next: null, controls, preset });
      this.arrive(id);
      this.#gesture = gesture;
      if (this.steps.length > MOST_STEPS) this.#forget(this.steps[0].id);
    }
  }

  /** The controls are where this step left them: redo goes its way from now on. */
  arrive(id: number): void {
    if (id !== this.#at) this.#gesture = null;
    this.#at = id;
    const step = this.present;
    const before = this.find(step?.from ?? null);
    if (before) before.next = id;
  }

  /** Where undo leads from `controls`: from what is not noted, refused values for instance, to what is. */
  back(controls: Controls): Step | undefined {
    const { present } = this;
    if (!present || differing(present.controls, controls).length > 0) return present;
    return this.find(present.from);
  }

  /** Where redo leads. */
  forth(): Step | undefined {
    return this.find(this.present?.next ?? null);
  }

  /** Go on with the steps of an earlier page. */
  resume(steps: Step[], at: number): void {
    this.steps = steps;
    this.arrive(at);
  }

  #forget(id: number): void {
    this.steps = this.steps.filter((step) => step.id !== id);
    for (const step of this.steps) if (step.from === id) step.from = null;
  }
}

/** Tells which changes belong together: those of one drag, or of a key held down. */
export class Gestures {
  #count = 0;
  #held = false;
  #names = "";
  #last = 0;

  hold(): void {
    this.#held = true;
    this.#count += 1;
    this.#names = "";
  }

  release(): void {
    this.#held = false;
  }

  /** The movement that changes these controls at a time in milliseconds. */
  of(names: string, now: number): number {
    const goesOn = this.#held || (names === this.#names && now - this.#last < REST);
    if (!goesOn) this.#count += 1;
    this.#names = names;
    this.#last = now;
    return this.#count;
  }
}
