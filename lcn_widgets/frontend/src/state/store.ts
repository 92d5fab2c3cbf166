/**
 * What all views of one model share: the decoded run, the requests to the kernel, the clock.
 *
 * The model is the only home of the controls' values. Controls read them from here, so that a
 * change made in Python or in another view reaches them the same way as their own.
 */

import type { Frame } from "../protocol/frames";
import { decodeInsights, isInsights, type Insights, type WireInsights } from "../protocol/insights";
import { decodeFacts, type Sent } from "../protocol/facts";
import type { Many } from "../protocol/many";
import type { Message } from "../protocol/message";
import type { ControlTraits, Identity, PlayerMessage, ThemeChoice, TimeAxis, ViewTraits, WidgetModel } from "../protocol/model";
import type { Predictions } from "../protocol/predictions";
import { Requests, type Answer, type Asking, type Changes, type Work } from "../protocol/requests";
import type { Schema } from "../protocol/schema";
import type { Run } from "../protocol/run";
import { decodeRun, isHeader } from "../protocol/wire";
import { learn, message, type PageId } from "../words";
import { learnTerms } from "../words/glossary";
import { Future } from "./future";
import { ghostTrait, haunted, LETTERS, type Compared } from "./ghosts";
import { differing, Gestures, History, type Controls, type Step } from "./history";
import { Pins } from "./pins";
import { Playback } from "./playback";
import { frameAt, moveTo, play, positionOf, type PlayerState } from "./player";

/** run: a new one is here; insights: what the theory says of it; controls: values or errors; asking: see `Asking` and `Work`; frame: draw it;
 *  player: playing, speed, loop or axis; view: theme or the list of panels; history: steps one can go to; predictions: what is asked,
 *  answered or scored; compared: what is said of pinned runs; many: where the runs of other seeds end. */
export type Topic =
  | "run" | "insights" | "controls" | "asking" | "frame" | "player" | "view" | "history" | "predictions" | "compared" | "many";

type Reason = number | { step: number } | null;

const VIEW_TRAITS = ["panels", "theme"] as const;
const PREDICTION_TRAITS = ["questions", "predictions", "_scores"] as const;
const PLAYER_TRAITS = ["speed", "loop", "time_axis"] as const;

/** The block of facts without arrays. */
const NOTHING = new DataView(new ArrayBuffer(0));

export class Store {
  /** The last one, with the tracks of the pinned ones. */
  run: Run | null = null;
  /** What is known so far of this very run; null while nothing is. */
  #insights: Insights | null = null;
  /** Why the last run received could not be shown, if so. */
  problem: Message | null = null;
  frame: Frame | null = null;
  answer: Answer;
  readonly playback: Playback;
  readonly history = new History();
  readonly gestures = new Gestures();
  readonly pins: Pins;
  readonly future: Future;
  /** Whether one of its views keeps it for the next page. */
  isKept = false;

  /** What the insights were read from; outdated as soon as the next run is here. */
  #understood: unknown = null;
  #outdated: unknown = null;
  #listeners = new Map<Topic, Set<() => void>>();
  #pending = new Set<string>();
  #requests: Requests;
  /** Why the controls change: a gesture, or a step that is gone to; of the last wish, and of what was sent. */
  #wished: Reason = null;
  #sent: Reason = null;
  /** The example of the run before; null before the first one. */
  #preset: string | null = null;
  #heard: [event: string, callback: (...args: never[]) => void][] = [];

  /** `live` is false where no kernel will ever answer. */
  constructor(
    private readonly model: WidgetModel,
    readonly live = true,
  ) {
    const save = (values: Changes): void => this.#save(values);
    this.pins = new Pins(model, save);
    this.future = new Future(model, save);
    this.#requests = new Requests(
      (changes, revision) => {
        this.#sent = this.#wished;
        this.#save({ ...changes, _revision: revision });
      },
      () => this.#emit("asking"),
      Number(model.get("_revision") ?? 0),
    );
    this.answer = this.#readAnswer();
    const position = Number(model.get("opens_at") ?? 0);
    this.playback = new Playback(this.#playerTraits({ position, playing: false }), () => this.#draw());
    this.#hear(["_header", "_buffer"], () => this.#soon("run"));
    this.#hear(["_insights", "_insight_buffer"], () => this.#soon("insights"));
    this.#hear(["_answer"], () => this.#answered());
    this.#hear(["_work"], () => this.#requests.heard());
    this.#hear(["_many"], () => this.#emit("many"));
    this.#hear(["_schema"], () => this.#listen());
    this.#hear(["_schema", ...this.controlNames()], () => this.#soon("controls"));
    this.#hear(LETTERS.map(ghostTrait), () => this.#soon("ghosts"));
    this.#hear(["_comparison"], () => this.#emit("compared"));
    this.#hear(VIEW_TRAITS, () => this.#emit("view"));
    this.#hear(PLAYER_TRAITS, () => this.#playerTraitsChanged());
    this.#hear(PREDICTION_TRAITS, () => this.#emit("predictions"));
    this.#hear(["hidden"], () => this.#hide());
    this.#on("msg:custom", (order: PlayerMessage) => this.#obey(order));
    this.pins.read();
    this.#listen();
    this.#receive();
    this.#hide();
  }

  get schema(): Schema {
    const schema = this.model.get("_schema") as Partial<Schema> | null;
    return { sections: [], parameters: {}, presets: [], claims: [], chain: [], glossary: [], tour: [], welcome: [], words: {}, ...schema };
  }

  get asking(): Asking {
    return this.#requests.asking;
  }

  /** What is known so far of this very run; null while nothing is, or nothing may be. */
  get insights(): Insights | null {
    return this.predictions.hidden ? null : this.#insights;
  }

  /** How the run ended, if that may be told. */
  get summary(): Message {
    if (!this.run) return message("page.status.first");
    return this.predictions.hidden ? message("page.status.hidden") : this.run.summary;
  }

  /** What is asked of the run on the screen, and what became of the answers. */
  get predictions(): Predictions {
    return this.future.of(this.run);
  }

  get work(): Work {
    return (this.model.get("_work") as Work | null) ?? {};
  }

  get many(): Many {
    return decodeFacts<Many>((this.model.get("_many") ?? {}) as Sent<Many>, NOTHING);
  }

  get player(): PlayerState {
    return this.playback.state;
  }

  get panels(): string[] {
    return (this.model.get("panels") as string[] | null) ?? [];
  }

  /** Which kernel this is, and the how manieth of its explorers. */
  get identity(): Identity {
    return this.model.get("_identity") as Identity;
  }

  get theme(): ThemeChoice {
    return (this.model.get("theme") as ThemeChoice | null) ?? "auto";
  }

  /** The present value of a control: a wish not yet sent goes before the model's value. */
  value<Name extends keyof ControlTraits>(name: Name): ControlTraits[Name] {
    const { queued } = this.#requests;
    const key = String(name);
    return (key in queued ? queued[key] : this.model.get(key)) as ControlTraits[Name];
  }

  /** Change controls: the kernel is asked for a new run. */
  change(changes: Changes): void {
    this.#wished = this.gestures.of(Object.keys(changes).join(), performance.now());
    this.#ask(changes);
  }

  undo(): void {
    const step = this.history.back(this.wishes());
    if (step) this.goTo(step.id);
  }

  redo(): void {
    const step = this.history.forth();
    if (step) this.goTo(step.id);
  }

  /** Put all controls where a step of the history left them. */
  goTo(id: number): void {
    const step = this.history.find(id);
    if (!step) return;
    this.history.arrive(id);
    this.#wished = { step: id };
    delete this.#requests.queued.preset; // it would move them again
    // What the kernel makes of the last question may still come: then all are asked for.
    const wishes = this.wishes();
    const names = this.asking === "idle" ? differing(wishes, step.controls) : Object.keys(wishes);
    const known = names.filter((name) => name in step.controls);
    if (known.length > 0) this.#ask(Object.fromEntries(known.map((name) => [name, step.controls[name]])));
    this.#emit("history");
  }

  /** Change controls; the present run stays pinned beside what comes of it. */
  contrast(changes: Changes): void {
    if (this.run && !this.pins.has(this.run)) this.pins.pin(this.run);
    this.change(changes);
  }

  /** What is said of the run on the screen beside a pinned one, if that may be told. */
  compared(letter: string): Compared | undefined {
    return this.run && !this.predictions.hidden ? this.pins.compared(this.run, letter) : undefined;
  }

  /** Values of all controls as they are wished. */
  wishes(): Controls {
    return Object.fromEntries(this.#settable().map((name) => [name, this.value(name)]));
  }

  /** Change how things are shown: synced, no new run. */
  show<Name extends keyof ViewTraits>(name: Name, value: ViewTraits[Name]): void {
    this.#save({ [name]: value });
  }

  /** Have the kernel give up what it is at. */
  stop(): void {
    this.#save({ _stop: Number(this.model.get("_stop") ?? 0) + 1 });
  }

  /** Have so many seeds of some sections run, or none any more. */
  startMany(count: number, anew: readonly string[]): void {
    if (this.live) this.#save({ _starts: { count, anew, asked: performance.now() } }); // the same wish may come again
  }

  /** How things are shown. */
  shown<Name extends keyof ViewTraits>(name: Name): ViewTraits[Name] {
    return this.model.get(name) as ViewTraits[Name];
  }

  /** Go on with the history of an earlier page; the controls of its last step are `asked` for, or noted as they are. */
  resume(steps: Step[], at: number, asked: boolean): void {
    this.history.resume(steps, at);
    if (asked) this.goTo(at);
    else this.#note(null);
  }

  /** Say what is amiss until the next run. */
  complain(problem: Message): void {
    this.problem = problem;
    this.#emit("controls");
  }

  play(): void {
    if (!this.run) return;
    this.#setPlayer(play(this.player));
  }

  pause(): void {
    this.#setPlayer({ ...this.player, playing: false });
  }

  toggle(): void {
    if (this.player.playing) this.pause();
    else this.play();
  }

  moveTo(position: number): void {
    this.#setPlayer(moveTo(this.player, this.future.reach(position, this.predictions.hidden)));
  }

  /** Pause and move by a share of the playback. */
  step(share: number): void {
    this.pause();
    this.moveTo(this.player.position + share);
  }

  /** Go to a flow time. */
  seek(time: number): void {
    if (this.run) this.moveTo(positionOf(this.run, time, this.player.axis));
  }

  /** Call a listener whenever there is something new of these topics; those who came first are called first. */
  on(topics: Topic | readonly Topic[], listener: () => void, signal: AbortSignal): void {
    for (const topic of [topics].flat()) {
      const listeners = this.#listeners.get(topic) ?? new Set();
      this.#listeners.set(topic, listeners);
      listeners.add(listener);
      signal.addEventListener("abort", () => listeners.delete(listener));
    }
  }

  destroy(): void {
    this.playback.destroy();
    this.#requests.destroy();
    for (const [event, callback] of this.#heard) this.model.off(event, callback);
    this.#listeners.clear();
  }

  /** Names of all control traits, from the schema. */
  controlNames(): string[] {
    const { sections, parameters } = this.schema;
    const kinds = sections.filter((section) => section.kinds).map((section) => section.name);
    return ["preset", "input_dim", "widths", "strides", ...kinds, ...Object.keys(parameters)];
  }

  /** The example is recognised by the other controls. */
  #settable(): string[] {
    return this.controlNames().filter((name) => name !== "preset");
  }

  #ask(changes: Changes): void {
    if (!this.live) return;
    this.#requests.request(changes);
    this.#emit("controls");
  }

  /** Note the controls of a run that worked, unless it was gone back to. */
  #note(reason: Reason): void {
    const { history, model } = this;
    if (typeof reason === "object" && reason) history.arrive(reason.step);
    else {
      const held = Object.fromEntries(this.#settable().map((name) => [name, model.get(name)]));
      history.record(held, String(model.get("preset") ?? ""), reason);
    }
    this.#emit("history");
  }

  #save(values: Changes): void {
    for (const [name, value] of Object.entries(values)) this.model.set(name, value);
    this.model.save_changes();
  }

  #on(event: string, callback: (...args: never[]) => void): void {
    this.model.on(event, callback);
    this.#heard.push([event, callback]);
  }

  #hear(names: readonly string[], callback: () => void): void {
    for (const name of names) this.#on(`change:${name}`, callback);
  }

  #emit(topic: Topic): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }

  /** Several traits arrive in one message but are announced one by one: listen once. */
  #soon(topic: "run" | "insights" | "controls" | "ghosts"): void {
    if (this.#pending.has(topic)) return;
    this.#pending.add(topic);
    queueMicrotask(() => {
      this.#pending.delete(topic);
      if (topic === "run") this.#receive();
      else if (topic === "insights") this.#learn();
      else if (topic === "ghosts") this.#haunt();
      else this.#emit("controls");
    });
  }

  #listen(): void {
    learn(this.schema.words);
    learnTerms(this.schema.glossary);
  }

  #receive(): void {
    const header = this.model.get("_header");
    if (!isHeader(header)) return;
    try {
      this.run = haunted(decodeRun(header, this.model.get("_buffer") as DataView), this.pins.ghosts);
      this.problem = null;
    } catch (error) {
      this.problem = unreadable("page.badge.run_unreadable", error);
    }
    if (this.#insights) this.#outdated = this.#understood;
    this.#insights = null;
    if (this.asking === "idle" && this.#hasWorked) this.#note(null);
    this.#begin();
    this.#emit("run");
    this.#hide();
    this.#learn();
    this.playback.redraw();
  }

  /** Another example begins at its start. */
  #begin(): void {
    const preset = String(this.model.get("preset") ?? "");
    if (preset && this.#preset !== null && preset !== this.#preset) this.#setPlayer({ ...this.player, playing: false, position: 0 });
    this.#preset = preset;
  }

  /** Others are pinned. */
  #haunt(): void {
    try {
      this.pins.read();
    } catch (error) {
      this.problem = unreadable("page.badge.run_unreadable", error);
    }
    if (this.run) this.run = haunted(this.run, this.pins.ghosts);
    this.#emit("run");
    this.#emit("insights");
    this.#emit("history"); // so that it is kept
    this.playback.redraw();
  }

  /** Take what the theory says, if it is said of the run on the screen. */
  #learn(): void {
    const wire = this.model.get("_insights");
    const fits = isInsights(wire) && wire !== this.#outdated && wire.revision === this.run?.revision;
    this.#insights = fits ? this.#understand(wire) : null;
    this.#emit("insights");
  }

  #understand(wire: WireInsights): Insights | null {
    try {
      const insights = decodeInsights(wire, this.model.get("_insight_buffer") as DataView);
      this.#understood = wire;
      return insights;
    } catch (error) {
      this.problem = unreadable("page.badge.insights_unreadable", error);
      return null;
    }
  }

  #readAnswer(): Answer {
    const answer = this.model.get("_answer") as Partial<Answer> | null;
    return { revision: 0, errors: {}, suggestions: {}, ...answer };
  }

  #answered(): void {
    this.answer = this.#readAnswer();
    if (this.#hasWorked) this.#note(this.#sent);
    this.#sent = null;
    // What was undone before it was answered has become a step, but not the present one.
    const wished = this.#wished;
    if (typeof wished === "object" && wished && Object.keys(this.#requests.queued).length > 0) this.history.arrive(wished.step);
    this.#requests.answered(this.answer.revision);
    this.#emit("controls");
  }

  get #hasWorked(): boolean {
    return Object.keys(this.answer.errors).length === 0;
  }

  #playerTraits(state: Pick<PlayerState, "position" | "playing">): PlayerState {
    return {
      ...state,
      speed: Number(this.model.get("speed") ?? 1),
      loop: Boolean(this.model.get("loop")),
      axis: (this.model.get("time_axis") as TimeAxis | null) ?? "path",
    };
  }

  #playerTraitsChanged(): void {
    const state = this.#playerTraits(this.player);
    // The other axis shows the same flow time.
    const moved = state.axis !== this.player.axis && this.run && this.frame;
    if (moved) state.position = positionOf(this.run!, this.frame!.time, state.axis);
    this.#setPlayer(state);
  }

  #setPlayer(state: PlayerState): void {
    this.playback.update(state);
    this.#emit("player");
  }

  /** The future has been hidden, or may be seen again. */
  #hide(): void {
    if (this.predictions.hidden) {
      this.future.begin();
      this.#setPlayer({ ...this.player, playing: false, position: 0 });
    }
    this.#emit("predictions");
    this.#emit("insights");
  }

  #draw(): void {
    if (!this.run) return;
    const { position, axis, playing } = this.player;
    this.future.see(position, this.predictions.hidden);
    this.frame = frameAt(this.run, position, axis);
    this.#emit("frame");
    if (!playing) this.#emit("player"); // the end may just have been reached
  }

  #obey(order: PlayerMessage): void {
    if (order.kind === "play") this.play();
    else if (order.kind === "pause") this.pause();
    else if (order.kind === "seek") this.seek(order.time);
  }
}

/** The reason names an array and is for whoever mends it. */
function unreadable(id: `page.badge.${string}_unreadable` & PageId, error: unknown): Message {
  return message(id, { reason: (error as Error).message });
}
