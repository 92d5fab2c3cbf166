import assert from "node:assert/strict";
import { test } from "node:test";
import { GAP, LONG, PATIENCE, Requests, type Changes, type Timers } from "../../src/protocol/requests";

/** A clock that only moves when told to. */
class Clock implements Timers {
  now = 0;
  #timers = new Map<number, { due: number; callback: () => void }>();
  #serial = 0;

  set(callback: () => void, milliseconds: number): number {
    this.#timers.set(++this.#serial, { due: this.now + milliseconds, callback });
    return this.#serial;
  }

  clear(timer: unknown): void {
    this.#timers.delete(timer as number);
  }

  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.due <= end);
      if (due.length === 0) break;
      const [id, timer] = due.reduce((a, b) => (b[1].due < a[1].due ? b : a));
      this.#timers.delete(id);
      this.now = timer.due;
      timer.callback();
    }
    this.now = end;
  }
}

function setUp(revision = 0) {
  const clock = new Clock();
  const sent: { changes: Changes; revision: number }[] = [];
  const requests = new Requests((changes, at) => sent.push({ changes, revision: at }), () => {}, revision, clock);
  return { clock, sent, requests };
}

test("a change is sent at once, with the next revision", () => {
  const { sent, requests } = setUp(7);
  requests.request({ strides: [2, 1] });
  assert.deepEqual(sent, [{ changes: { strides: [2, 1] }, revision: 8 }]);
  assert.equal(requests.asking, "waiting");
});

test("what takes long is stopped by the latest wishes, and by no others meanwhile", () => {
  const { clock, sent, requests } = setUp();
  requests.request({ data_noise: 0.1 });
  requests.heard();
  requests.request({ data_noise: 0.2 });
  clock.pass(LONG - 1);
  assert.equal(sent.length, 1);
  clock.pass(1);
  assert.deepEqual(sent[1], { changes: { data_noise: 0.2 }, revision: 2 });
  requests.request({ data_noise: 0.3 });
  clock.pass(GAP);
  assert.equal(sent.length, 2);
  clock.pass(LONG);
  requests.answered(2);
  assert.equal(requests.asking, "waiting");
  assert.equal(sent.length, 3);
  clock.pass(LONG);
  requests.request({ data_noise: 0.4 });
  assert.equal(sent.length, 4);
});

test("a kernel that is heard of is not silent, however long it takes", () => {
  const { clock, requests } = setUp();
  requests.request({ loss: "square" });
  for (let pulse = 0; pulse < 10; pulse += 1) {
    clock.pass(PATIENCE - 1);
    requests.heard();
  }
  assert.equal(requests.asking, "waiting");
  clock.pass(PATIENCE);
  assert.equal(requests.asking, "silent");
  requests.heard();
  assert.equal(requests.asking, "waiting");
  requests.answered(1);
  clock.pass(PATIENCE);
  requests.heard();
  clock.pass(PATIENCE);
  assert.equal(requests.asking, "idle");
});

test("while one question is unanswered no other is sent; then the latest wishes go together", () => {
  const { clock, sent, requests } = setUp();
  requests.request({ data_noise: 0.1 });
  for (let step = 2; step < 60; step += 1) {
    clock.pass(16);
    requests.request({ data_noise: step / 10 });
    if (step === 30) requests.request({ loss: "log_cosh" });
  }
  assert.equal(sent.length, 1);
  requests.answered(1);
  assert.deepEqual(sent[1], { changes: { data_noise: 5.9, loss: "log_cosh" }, revision: 2 });
  requests.answered(2);
  clock.pass(GAP);
  assert.equal(sent.length, 2);
  assert.equal(requests.asking, "idle");
});

test("a fast kernel is not asked more often than every GAP milliseconds", () => {
  const { clock, sent, requests } = setUp();
  for (let step = 0; step < 100; step += 1) {
    requests.request({ data_noise: step });
    if (sent.length) requests.answered(sent[sent.length - 1].revision);
    clock.pass(4);
  }
  assert.ok(sent.length <= 400 / GAP + 1, `${sent.length} questions in 400 ms`);
  clock.pass(GAP);
  assert.equal(sent[sent.length - 1].changes.data_noise, 99);
});

test("an answer to an older question does not end the waiting", () => {
  const { requests } = setUp(4);
  requests.request({ loss: "square" });
  requests.answered(4);
  assert.equal(requests.asking, "waiting");
  requests.answered(5);
  assert.equal(requests.asking, "idle");
});

test("silence is reported after PATIENCE and forgotten with the next answer", () => {
  const { clock, requests } = setUp();
  requests.request({ loss: "square" });
  clock.pass(PATIENCE - 1);
  assert.equal(requests.asking, "waiting");
  clock.pass(1);
  assert.equal(requests.asking, "silent");
  requests.answered(1);
  assert.equal(requests.asking, "idle");
});

test("after silence the next change is sent all the same, and waits in turn", () => {
  const { clock, sent, requests } = setUp();
  requests.request({ loss: "square" });
  clock.pass(PATIENCE);
  requests.request({ loss: "absolute" });
  assert.equal(sent.length, 2);
  assert.equal(requests.asking, "silent");
  requests.answered(2);
  assert.equal(requests.asking, "idle");
});

test("answers nobody waited for change nothing", () => {
  const { clock, sent, requests } = setUp();
  requests.answered(3);
  clock.pass(PATIENCE);
  assert.equal(requests.asking, "idle");
  assert.equal(sent.length, 0);
});

test("after destroy no timer is left", () => {
  const { clock, requests } = setUp();
  requests.request({ loss: "square" });
  requests.destroy();
  clock.pass(PATIENCE);
  assert.equal(requests.asking, "waiting");
});
