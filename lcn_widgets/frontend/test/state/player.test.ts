import assert from "node:assert/strict";
import { test } from "node:test";
import { scalarAt } from "../../src/protocol/frames";
import {
  advance, DURATION, frameAt, locate, moveTo, nextSpeed, play, positionOf, type PlayerState,
} from "../../src/state/player";
import { fixtureRun } from "../fixture";

const still: PlayerState = { position: 0, playing: false, speed: 1, loop: false, axis: "path" };
const near = (actual: number, expected: number, tolerance = 1e-12): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

test("locate agrees with a linear search, also at and beyond the ends", () => {
  const sorted = Float64Array.of(0, 0.5, 2, 2.5, 7);
  for (const value of [-1, 0, 0.25, 0.5, 1.9, 2, 6.999, 7, 8]) {
    const { index, fraction } = locate(sorted, value);
    const clamped = Math.min(7, Math.max(0, value));
    assert.ok(index >= 0 && index + 1 < sorted.length && fraction >= 0 && fraction <= 1);
    near(scalarAt(sorted, { index, fraction }), clamped);
  }
});

test("a run of one frame has a place, and no next frame is asked for", () => {
  assert.deepEqual(locate(Float64Array.of(3), 9), { index: 0, fraction: 0 });
  const run = fixtureRun(1);
  assert.equal(frameAt(run, 0.7, "path").time, run.tracks[0].times[0]);
});

test("equal neighbours do not divide by zero", () => {
  const { fraction } = locate(Float64Array.of(0, 1, 1, 2), 1);
  assert.ok(Number.isFinite(fraction));
});

test("position and time are inverse to each other on both axes", () => {
  const run = fixtureRun();
  for (const axis of ["path", "log", "linear"] as const) {
    for (const position of [0, 0.001, 0.3, 0.77, 1]) {
      near(positionOf(run, frameAt(run, position, axis).time, axis), position, 1e-9);
    }
  }
});

test("a comparison track is shown at the same flow time", () => {
  const run = fixtureRun(300);
  const other = fixtureRun(40).tracks[0];
  run.tracks.push(other);
  const { time, places } = frameAt(run, 0.6, "log");
  near(scalarAt(other.times, places[1]), time, 1e-9);
});

test("one playback lasts ten seconds at speed 1, half at speed 2, in steps of any size", () => {
  for (const [speed, step] of [[1, 0.016], [2, 0.05], [1, 3]] as const) {
    let state = play({ ...still, speed });
    let seconds = 0;
    while (state.playing) {
      state = advance(state, step);
      seconds += step;
    }
    assert.equal(state.position, 1);
    assert.ok(Math.abs(seconds - DURATION / speed) <= step + 1e-9);
  }
});

test("with loop the end is followed by the beginning", () => {
  const state = advance({ ...still, playing: true, loop: true, position: 0.95 }, 1);
  assert.ok(state.playing);
  near(state.position, 0.05);
});

test("play at the end starts again, elsewhere it goes on; at rest nothing moves", () => {
  assert.equal(play({ ...still, position: 1 }).position, 0);
  assert.equal(play({ ...still, position: 0.4 }).position, 0.4);
  assert.equal(advance({ ...still, position: 0.4 }, 5).position, 0.4);
});

test("moving stays on the track", () => {
  assert.equal(moveTo(still, -0.2).position, 0);
  assert.equal(moveTo(still, 1.2).position, 1);
});

test("speeds go up and down through the offered ones, also from one between", () => {
  assert.equal(nextSpeed(1, 1), 2);
  assert.equal(nextSpeed(1, -1), 0.5);
  assert.equal(nextSpeed(3, 1), 4);
  assert.equal(nextSpeed(3, -1), 2);
  assert.equal(nextSpeed(4, 1), 4);
});

test("numbers are those of a frame of the run, with its time", () => {
  const run = fixtureRun(40);
  const [track] = run.tracks;
  for (const position of [0, 0.113, 0.5, 0.874, 1]) {
    const { time, reading } = frameAt(run, position, "path");
    const { index, fraction } = reading.places[0];
    assert.ok(fraction === 0 || fraction === 1);
    assert.equal(reading.time, track.times[index + fraction]);
    const nearer = track.path_positions.map((other) => Math.abs(other - position)).sort()[0];
    near(Math.abs(track.path_positions[index + fraction] - position), nearer);
    assert.ok(Number.isFinite(time));
  }
});

test("descent rests at a step until the next one", () => {
  const run = fixtureRun(5);
  run.tracks[0].continuous = false;
  const { time, places } = frameAt(run, 0.6, "path");
  assert.deepEqual(places[0], { index: 2, fraction: 0 });
  assert.equal(time, run.tracks[0].times[2]);
});
