import assert from "node:assert/strict";
import { test } from "node:test";
import { clustered } from "../../src/shell/timeline";

test("clusters keep every event, in order, and no two are nearer than the gap", () => {
  const positions = [0.5, 0.1, 0.11, 0.9, 0.13, 0.52, 0.119];
  const events = positions.map((time) => ({ time, kind: "plateau", layers: [], message: { id: "" } }));
  const clusters = clustered(events, positions, 0.025);
  const times = clusters.flatMap((cluster) => cluster.events.map(({ time }) => time));
  assert.deepEqual(times, [...positions].sort((a, b) => a - b));
  clusters.slice(1).forEach(({ position }, i) => assert.ok(position - clusters[i].position >= 0.025));
  assert.deepEqual(clusters.map(({ events: held }) => held.length), [3, 1, 2, 1]);
  assert.deepEqual(clustered([], [], 0.1), []);
});
