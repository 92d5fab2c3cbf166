import type { Track } from "../protocol/run";
import { text } from "../words";

/** What a track is called, by the method it comes from. */
export function trackName({ kind, label }: Track): string {
  return text(`method.${kind}.label`, label);
}
