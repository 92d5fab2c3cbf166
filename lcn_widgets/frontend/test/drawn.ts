/**
 * Where the page draws the roots of runs, for a test that holds it against the core: reads runs as
 * JSON and writes `[re, im]` of every root at every asked position; null is infinity.
 */

import { readFileSync } from "node:fs";
import { placeRoots, type Sight } from "../src/panels/roots/place";
import { directionFrames } from "../src/draw/plane";
import type { Run, Track } from "../src/protocol/run";
import { frameAt } from "../src/state/player";

interface Sent {
  continuous: boolean;
  times: number[];
  path_positions: number[];
  log_positions: number[];
  /** By frame; null is infinity. */
  roots: [re: number | null, im: number][][];
  layers: number[];
}

const sight: Sight = { view: { originX: 0, originY: 0, scale: 1 }, width: 10, height: 10 };

function trackOf({ continuous, times, path_positions, log_positions, roots, layers }: Sent): Track {
  const matrix = (part: 0 | 1) => ({
    data: Float64Array.from(roots.flat(), (root) => root[part] ?? Infinity),
    rows: roots.length,
    columns: layers.length,
  });
  return {
    continuous,
    times: Float64Array.from(times),
    path_positions: Float64Array.from(path_positions),
    log_positions: Float64Array.from(log_positions),
    rootLayer: layers,
    roots_re: matrix(0),
    roots_im: matrix(1),
  } as Partial<Track> as Track;
}

const { runs, positions } = JSON.parse(readFileSync(0, "utf8")) as { runs: Sent[]; positions: number[] };
const answer = runs.map((sent) => {
  const track = trackOf(sent);
  const run = { tracks: [track] } as Partial<Run> as Run;
  const directions = sent.layers.map((_, column) => directionFrames(track, column));
  return positions.map((position) => {
    const { places: [place] } = frameAt(run, position, "path");
    return placeRoots(track, 0, place, directions, sight).map(({ re, im }) => [re, im]);
  });
});
process.stdout.write(JSON.stringify(answer));
