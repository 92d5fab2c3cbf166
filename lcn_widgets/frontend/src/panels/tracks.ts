import type { Track } from "../protocol/run";
import type { Palette } from "../ui/colours";
import { ghostSwatch } from "../ui/swatches";
import { t, text } from "../words";
import { legendEntry } from "./legend";

/** Line patterns by the letter of a pinned run, each another than those of layers and quantities. */
const DASHES: Record<string, number[]> = { A: [8, 3], B: [2, 3], C: [10, 3, 2, 3], D: [2, 6] };

/** What a track is called: a pinned run by its letter, others by the method they come from. */
export function trackName({ kind, label, ghost }: Track): string {
  return ghost ?? text(`method.${kind}.label`, label);
}

/** Dashes of a track that is not the first one; those to compare with have their own in each picture. */
export function dashOf({ ghost }: Track, comparison: readonly number[]): number[] {
  return ghost ? DASHES[ghost] : [...comparison];
}

/** A colour as pinned runs have it. */
export function ghostly(colour: string, { ghost }: Track): string {
  return ghost ? `${colour}b0` : colour;
}

/** The track of another method beside the first one, if there is one. */
export function besideOf(tracks: readonly Track[]): Track | undefined {
  return tracks.slice(1).find(({ ghost }) => !ghost);
}

/** Entries of a legend for pinned runs. */
export function ghostEntries(tracks: readonly Track[], { ink }: Palette): HTMLElement[] {
  return tracks.flatMap(({ ghost }) =>
    ghost ? [legendEntry(ghostSwatch(ink, DASHES[ghost], ghost), t("page.pins.name", { letter: ghost }))] : [],
  );
}
