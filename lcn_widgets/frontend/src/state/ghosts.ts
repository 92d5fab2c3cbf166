/** Pinned runs: the kernel sends each once, in a trait of its own, and what is said of the present run beside them. */

import type { Message } from "../protocol/message";
import type { WidgetModel } from "../protocol/model";
import type { Run } from "../protocol/run";
import { decodeRun, isHeader } from "../protocol/wire";

export const LETTERS = ["A", "B", "C", "D"];
export const ghostTrait = (letter: string): string => `_ghost_${letter.toLowerCase()}`;

export interface Ghost {
  letter: string;
  run: Run;
}

/** What was changed since a pinned run, and what came of it. */
export interface Compared {
  change: Message;
  message: Message;
}

/** The pinned runs that the model holds; those already decoded stay the same objects. */
export function readGhosts(model: WidgetModel, known: Map<unknown, Ghost>): Ghost[] {
  const found = LETTERS.flatMap((letter): [unknown, Ghost][] => {
    const sent = model.get(ghostTrait(letter)) as { header?: unknown; buffer?: DataView } | undefined;
    if (!sent || !isHeader(sent.header)) return [];
    return [[sent, known.get(sent) ?? { letter, run: decodeRun(sent.header, sent.buffer!) }]];
  });
  known.clear();
  for (const [sent, ghost] of found) known.set(sent, ghost);
  return found.map(([, ghost]) => ghost);
}

/** A run together with the pinned ones, whose tracks come last. */
export function haunted(run: Run, ghosts: readonly Ghost[]): Run {
  const others = ghosts.map(({ letter, run: { tracks: [track] } }) => ({ ...track, ghost: letter }));
  return { ...run, tracks: [...run.tracks.filter(({ ghost }) => !ghost), ...others] };
}
