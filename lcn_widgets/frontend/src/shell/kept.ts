/** What is kept for the next page, and whether what is found there was kept by a page like this. */

import type { ViewTraits } from "../protocol/model";
import { MOST_STEPS, type Controls, type Step } from "../state/history";

export interface Kept {
  /** Which kernel it was. */
  kernel: string;
  /** The controls as that kernel first sent them: another notebook has others. */
  origin: Controls;
  /** Each but the first with those controls only that differ from the one before it in this list. */
  steps: Step[];
  at: number;
  view: Partial<ViewTraits>;
  /** Pinned experiments by their letters. */
  pinned: Record<string, unknown>;
  position: number;
  tab: string;
}

/**
 * Whether a value has the form of what is kept, with controls and view of the kinds of `first` and
 * `view`. Whether they make sense, the kernel says.
 */
export function isSound(value: unknown, first: Controls, view: Controls): value is Kept {
  if (!isRecord(value)) return false;
  const { steps } = value;
  return (
    Array.isArray(steps) &&
    steps.length <= MOST_STEPS &&
    steps.every((step) => isStep(step, first)) &&
    new Set(steps.map(({ id }) => id)).size === steps.length &&
    Object.keys(first).every((name) => steps.length === 0 || name in steps[0].controls) &&
    Number.isFinite(value.at) &&
    Number.isFinite(value.position) &&
    typeof value.kernel === "string" &&
    typeof value.tab === "string" &&
    isRecord(value.origin) &&
    isRecord(value.pinned) &&
    isRecord(value.view) &&
    fits(value.view, view)
  );
}

/** Steps lead on from earlier ones, so that they are a tree. */
function isStep(step: unknown, first: Controls): step is Step {
  if (!isRecord(step)) return false;
  const { id, from, next, controls, preset } = step;
  return (
    isNumber(id) &&
    (from === null || (isNumber(from) && from < id)) &&
    (next === null || (isNumber(next) && next > id)) &&
    typeof preset === "string" &&
    isRecord(controls) &&
    fits(controls, first)
  );
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return kind(value) === "object" && value !== null;
}

function fits(values: Controls, like: Controls): boolean {
  return Object.entries(values).every(([name, value]) => kind(value) === kind(like[name]));
}

function kind(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value;
}
