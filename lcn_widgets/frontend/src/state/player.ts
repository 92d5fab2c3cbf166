/**
 * The clock of the page, without a page: a position in [0, 1] along one run, and how it moves.
 *
 * The position runs along the primary track's path length or log time, whichever the reader
 * chose; it becomes a `Frame` (flow time and a place on every track) by binary search.
 */

import { drawnAt, nearestFrame, scalarAt, type Frame, type Moment, type Place } from "../protocol/frames";
import type { TimeAxis } from "../protocol/model";
import type { Run, Track } from "../protocol/run";

/** Seconds from start to end at speed 1. */
export const DURATION = 10;
export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];
/** Share of the playback moved by one step and by one leap. */
export const STEP = 1 / 200;
export const LEAP = 1 / 20;

export interface PlayerState {
  position: number;
  playing: boolean;
  speed: number;
  loop: boolean;
  axis: TimeAxis;
}

/** Where `value` lies in the increasing `sorted`; outside it, at the nearer end. */
export function locate(sorted: Float64Array, value: number): Place {
  const last = sorted.length - 1;
  if (last < 1 || !(value > sorted[0])) return { index: 0, fraction: 0 };
  if (value >= sorted[last]) return { index: last - 1, fraction: 1 };
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle;
    else high = middle;
  }
  const gap = sorted[high] - sorted[low];
  return { index: low, fraction: gap > 0 ? (value - sorted[low]) / gap : 0 };
}

function positions(track: Track, axis: TimeAxis): Float64Array {
  return track[`${axis}_positions`];
}

/** What is shown at `position` on the chosen axis. */
export function frameAt(run: Run, position: number, axis: TimeAxis): Frame {
  const [primary] = run.tracks;
  const place = drawnAt(primary, locate(positions(primary, axis), position));
  return { ...momentAt(run, place), reading: momentAt(run, nearestFrame(place)), axis };
}

/** The moment at which the primary track is at `place`. */
function momentAt({ tracks: [primary, ...others] }: Run, place: Place): Moment {
  const time = scalarAt(primary.times, place);
  return { time, places: [place, ...others.map((track) => drawnAt(track, locate(track.times, time)))] };
}

/** The position at which the flow time is `time`. */
export function positionOf(run: Run, time: number, axis: TimeAxis): number {
  const [primary] = run.tracks;
  return scalarAt(positions(primary, axis), locate(primary.times, time));
}

/** `state` after `seconds` of real time. */
export function advance(state: PlayerState, seconds: number): PlayerState {
  if (!state.playing) return state;
  const position = state.position + (seconds * state.speed) / DURATION;
  if (position < 1) return { ...state, position };
  if (state.loop) return { ...state, position: position % 1 };
  return { ...state, position: 1, playing: false };
}

/** Start playing; from the beginning if the end was reached. */
export function play(state: PlayerState): PlayerState {
  return { ...state, playing: true, position: state.position >= 1 ? 0 : state.position };
}

export function moveTo(state: PlayerState, position: number): PlayerState {
  return { ...state, position: Math.min(1, Math.max(0, position)) };
}

/** The next slower or faster of the offered speeds. */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  const candidates = SPEEDS.filter((other) => (other - speed) * direction > 1e-9);
  if (candidates.length === 0) return speed;
  return direction > 0 ? Math.min(...candidates) : Math.max(...candidates);
}
