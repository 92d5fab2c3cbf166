import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { WidgetModel } from "../../src/protocol/model";
import { staticModel } from "../../src/state/staticmodel";
import { Store, type Topic } from "../../src/state/store";
import { say } from "../../src/words";
import { fixtureState, fixtureWire } from "../fixture";
import { fixtureInsights } from "../insights-fixture";

/** Animation frames that come when told to. */
let frames: FrameRequestCallback[] = [];
globalThis.requestAnimationFrame = (callback) => frames.push(callback);
globalThis.cancelAnimationFrame = () => {};
let now = 0;
beforeEach(() => {
  frames = [];
});

function pass(milliseconds: number): void {
  for (let end = now + milliseconds; now < end; ) {
    now += 16;
    const due = frames;
    frames = [];
    for (const callback of due) callback(now);
  }
}

/** A model that remembers what was saved, as messages to the kernel would be. */
function setUp(state = {}) {
  const inner = staticModel({ ...fixtureState(), ...state });
  const messages: Record<string, unknown>[] = [];
  let unsaved: Record<string, unknown> = {};
  const heard = new Map<string, (message: never) => void>();
  const model: WidgetModel = {
    ...inner,
    set(name, value) {
      unsaved[name] = value;
      inner.set(name, value);
    },
    save_changes() {
      messages.push(unsaved);
      unsaved = {};
    },
    on(event, callback) {
      heard.set(event, callback);
      inner.on(event, callback);
    },
  };
  const store = new Store(model);
  const count = (topic: Topic): (() => number) => {
    let calls = 0;
    store.on(topic, () => (calls += 1), new AbortController().signal);
    return () => calls;
  };
  const custom = (message: unknown): void => heard.get("msg:custom")!(message as never);
  return { store, python: inner, messages, count, custom };
}

test("a changed control is one message with its revision", () => {
  const { store, messages } = setUp();
  store.change({ widths: [3, 2], strides: [2, 1] });
  assert.deepEqual(messages, [{ widths: [3, 2], strides: [2, 1], _revision: 1 }]);
  store.destroy();
});

test("a change made in Python reaches the controls and is not sent back", async () => {
  const { store, python, messages, count } = setUp();
  const controls = count("controls");
  python.set("input_dim", 23);
  python.set("strides", [2, 2, 1]);
  await Promise.resolve();
  assert.equal(controls(), 1);
  assert.equal(store.value("input_dim"), 23);
  assert.deepEqual(messages, []);
});

test("a wish that waits for the kernel shows at once", () => {
  const { store, python, messages } = setUp();
  store.change({ data_noise: 0.1 });
  store.change({ data_noise: 0.2 });
  assert.equal(messages.length, 1);
  assert.equal(store.value("data_noise"), 0.2);
  assert.equal(python.get("data_noise"), 0.1);
  store.destroy();
});

test("playing, stepping and scrubbing send nothing", () => {
  const { store, messages, count } = setUp();
  const drawn = count("frame");
  store.play();
  pass(11_000);
  store.step(-0.1);
  store.seek(0.5);
  pass(32);
  assert.deepEqual(messages, []);
  assert.ok(drawn() > 500);
});

test("one playback takes ten seconds and then rests without animation frames", () => {
  const { store } = setUp();
  store.play();
  pass(5_000);
  assert.ok(Math.abs(store.player.position - 0.5) < 0.01);
  pass(6_000);
  assert.equal(store.player.playing, false);
  assert.equal(store.frame?.time, store.run?.tracks[0].times.at(-1));
  pass(100);
  assert.equal(frames.length, 0);
});

test("a page opens at the start, or where Python says", () => {
  for (const [state, position] of [[{}, 0], [{ opens_at: 0.4 }, 0.4], [{ opens_at: 1 }, 1]] as const) {
    const { store } = setUp(state);
    assert.equal(store.player.position, position);
    assert.equal(store.player.playing, false);
    store.destroy();
  }
});

test("the other time axis shows the same flow time", () => {
  const { store, python } = setUp();
  store.moveTo(0.4);
  pass(16);
  const before = store.frame!.time;
  python.set("time_axis", "log");
  pass(16);
  assert.notEqual(store.player.position, 0.4);
  assert.ok(Math.abs(store.frame!.time / before - 1) < 1e-9);
});

test("explorer.play(), .pause() and .seek(t) are obeyed", () => {
  const { store, custom } = setUp();
  custom({ kind: "seek", time: 0.25 });
  pass(16);
  assert.ok(Math.abs(store.frame!.time - 0.25) < 1e-9);
  custom({ kind: "play" });
  assert.equal(store.player.playing, true);
  custom({ kind: "pause" });
  assert.equal(store.player.playing, false);
});

test("a run that cannot be read keeps the last one and says why", async () => {
  const { store, python } = setUp();
  const before = store.run;
  python.set("_buffer", new DataView(new ArrayBuffer(16)));
  await Promise.resolve();
  assert.equal(store.run, before);
  assert.match(say(store.problem!), /^The new run could not be read: .*16 bytes received\.$/);
  const { header, buffer } = fixtureWire(40);
  python.set("_header", header);
  python.set("_buffer", buffer);
  await Promise.resolve();
  assert.equal(store.run?.tracks[0].times.length, 40);
  assert.equal(store.problem, null);
});

test("without a kernel nothing is asked", () => {
  const store = new Store(staticModel(fixtureState()), false);
  store.change({ input_dim: 23 });
  assert.equal(store.value("input_dim"), 21);
  assert.equal(store.asking, "idle");
});

test("what belongs to the run before is never shown, even under the same revision", () => {
  const { store, python } = setUp();
  assert.ok(store.insights?.theorem);
  const { header, buffer } = fixtureWire(20);
  python.set("_header", header); // changed in Python: the page's revision stays
  python.set("_buffer", buffer);
  return Promise.resolve().then(() => {
    assert.equal(store.insights, null);
    const { wire, buffer: bytes } = fixtureInsights(20);
    python.set("_insights", wire);
    python.set("_insight_buffer", bytes);
    return Promise.resolve().then(() => assert.equal(store.insights?.theorem?.links[1].values?.length, 20));
  });
});

test("insights of another revision are not shown", () => {
  const { store, python } = setUp();
  const { wire } = fixtureInsights();
  python.set("_insights", { ...wire, revision: 7 });
  return Promise.resolve().then(() => assert.equal(store.insights, null));
});

test("an example is one message; the kernel sets the controls", () => {
  const { store, messages } = setUp();
  store.change({ preset: "outside" });
  assert.deepEqual(messages, [{ preset: "outside", _revision: 1 }]);
  assert.equal(store.value("preset"), "outside");
});
