import { drawPlane } from "../../draw/planeaxes";
import { fitRun, viewOf, zoomed, type Box, type PlaneView } from "../../draw/plane";
import { Surface } from "../../draw/surface";
import { hasEnded, type Frame, type Moment } from "../../protocol/frames";
import type { Predictions } from "../../protocol/predictions";
import type { Complex, Run } from "../../protocol/run";
import type { Palette } from "../../ui/colours";
import { h, setText } from "../../ui/dom";
import { countSwatch, crossSwatch, finalSwatch, ringSwatch, startSwatch } from "../../ui/swatches";
import { say, t } from "../../words";
import { BasePanel } from "../base";
import { toolButton } from "../frame";
import { layerEntry, legendEntry } from "../legend";
import type { Mark, PanelSetting, RootMarks } from "../panel";
import { besideOf, ghostEntries, trackName } from "../tracks";
import { nearestMark } from "../reader";
import { describePicture, describeRoot, listRoots } from "./describe";
import { Guess } from "./guess";
import { EDGE, Hand } from "./hand";
import { paintFinal, paintGuess, paintHalo, paintInfinity, paintMarks, paintReference, paintRoots, paintStarts, paintTogether } from "./paint";
import { placeByHand, placeRoots, type Drawn, type Sight } from "./place";
import { Trails } from "./trails";
import { PlaneZoom } from "./zoom";

const DIM = 0.14;
const START = { index: 0, fraction: 0 };
/** Pixels by which a mark over another one is preferred. */
const PREFERENCE = 4;
/** Whoever has moved a root knows that one can. */
let known = false;

export class RootsPanel extends BasePanel {
  private readonly back: Surface;
  private readonly trails: Trails;
  private readonly front: Surface;
  private readonly zoom: PlaneZoom;
  private box: Box = { left: -1.2, right: 1.2, bottom: -1.2, top: 1.2 };
  private view: PlaneView = { originX: 0, originY: 0, scale: 1 };
  private drawn: Drawn[] = [];
  private pointed: RootMarks | null = null;
  private backStale = true;
  private ended = false;
  private readonly hand = new Hand(this.host, () => this.sight);
  private readonly guess = new Guess(this.host, () => this.sight);
  /** Whether nothing later than now may be seen, and whether it is asked where the roots will end. */
  private hidden = false;
  private asked = false;
  /** The plane before it is zoomed; where roots were put by hand it is kept, for nothing may move under the pointer. */
  private plane = this.view;
  private kept = false;
  /** Whether the next run is that of roots put by hand. */
  private expected = false;
  private readonly hint = h("p", { class: "lcn-hint", role: "status", hidden: true });

  constructor(setting: PanelSetting) {
    super(setting);
    const { stage, tools } = this.frame;
    this.back = new Surface(stage);
    this.trails = new Trails(stage);
    this.front = new Surface(stage);
    stage.append(this.hint);
    this.readMarks(t("page.panel.roots.keys"));
    this.zoom = new PlaneZoom(stage, () => this.updateView(), () => this.dragging!.pressed);
    tools.append(
      toolButton("+", t("page.panel.roots.zoom_in"), () => this.zoom.in()),
      toolButton("−", t("page.panel.roots.zoom_out"), () => this.zoom.out()),
      toolButton(t("page.panel.roots.fit"), t("page.panel.roots.fit.help"), () => this.fit()),
    );
  }

  override setRun(run: Run): void {
    super.setRun(run);
    this.trails.setTracks(run.tracks);
    if (!this.expected) this.refit(run);
    this.expected = this.hand.busy;
    this.updateView();
  }

  settle(): void {
    if (!this.hand.busy) return;
    this.hand.settle();
    this.backStale = true;
    this.host.redraw();
  }

  setPredictions({ questions, answers, hidden }: Predictions): void {
    if (hidden !== this.hidden) {
      this.hidden = hidden;
      this.fit();
    }
    this.asked = hidden && questions.some(({ name }) => name === "roots");
    if (!("roots" in answers)) this.guess.forget();
    this.showLegend();
    this.paint();
  }

  /** Whether there are marks of what somebody expects. */
  private get guesses(): boolean {
    return this.asked || this.guess.made;
  }

  private refit(run: Run): void {
    this.box = fitRun(run, this.hidden ? 1 : undefined);
    this.kept = false;
  }

  private fit(): void {
    if (this.run) this.refit(this.run);
    this.zoom.fit();
    this.updateView();
  }

  override setPalette(palette: Palette): void {
    super.setPalette(palette);
    this.backStale = true;
  }

  setMarks(marks: RootMarks | null): void {
    this.pointed = marks;
    this.showLegend();
    this.paint();
  }

  override destroy(): void {
    this.zoom.destroy();
    this.run = null;
    super.destroy();
  }

  private get radius(): number {
    return Math.max(6, Math.min(12, this.frame.fontSize * 0.52));
  }

  private get sight(): Sight {
    const { width, height } = this.front;
    return { view: this.view, width, height };
  }

  private readonly strength = (layer: number): number =>
    this.highlighted === null || this.highlighted === layer ? 1 : DIM;

  protected override layout(width: number, height: number): void {
    if (width !== this.front.width) this.kept = false; // of other heights are lines of text that come and go
    for (const surface of [this.back, this.trails.past, this.front]) surface.resize(width, height);
    this.zoom.resize(width, height);
    this.updateView();
  }

  private updateView(): void {
    const { width, height } = this.front;
    if (!this.run || width === 0 || height === 0) return;
    const padding = this.frame.fontSize * 1.6;
    if (!this.kept) this.plane = viewOf(this.box, width, height, padding);
    this.view = zoomed(this.plane, this.zoom.transform);
    this.trails.build(this.sight);
    this.backStale = true;
    this.paint();
    this.reader?.follow();
  }

  protected override stress(): void {
    this.backStale = true;
    this.paint();
  }

  protected paint(): void {
    const { run, palette, now, radius, sight } = this;
    if (!run || !palette || this.front.width === 0) return;
    if (this.backStale || this.hand.held?.of === "target") this.paintBack(run, palette);
    if (!now) return;
    const context = this.front.clear();
    this.noteEnd(run, now);
    const { start, held, busy } = this.hand;
    const placed = this.placed(now, sight);
    this.drawn = start ? [...placeByHand(start, sight), ...placed.filter(({ track }) => run.tracks[track].ghost)] : placed;
    const style = { radius, palette, strength: this.strength };
    if (busy && !this.hidden) this.trails.paintAhead(context, run.architecture.depth, style);
    if (this.pointed) paintMarks(context, this.pointed, sight, style);
    this.trails.paint(context, now, this.drawn, style);
    const font = this.frame.font(Math.round(this.frame.fontSize * 1.15), 700);
    if (this.guesses) paintGuess(context, this.guess.drawn(run), font, style);
    if (this.guess.held) paintInfinity(context, sight, EDGE, font, style);
    const letters = run.tracks.map(({ ghost }) => ghost ?? "");
    if (held) {
      known = this.kept = this.expected = true;
      paintInfinity(context, sight, EDGE, font, style);
      paintHalo(context, this.inHand(run), style);
    }
    paintRoots(context, this.drawn, { letters, ended: this.ended, font, small: this.frame.font(Math.round(1.25 * radius), 700) }, style);
    paintFinal(context, this.drawn, style);
    paintTogether(context, this.drawn, this.frame.font(Math.round(this.frame.fontSize), 700), style);
    this.showHint(now);
    this.hand.commit();
  }

  /** That roots can be taken; and why one that is in the hand does not follow it. */
  private showHint(now: Frame): void {
    const held = this.hand.held ?? this.guess.held;
    const offered = !known && !this.guesses && this.host.live && now.time === 0;
    const words = held?.kept ? t("page.panel.roots.kept") : offered ? t("page.panel.roots.drag") : "";
    if (words) setText(this.hint, words); // to empty it would be spoken, too
    this.hint.hidden = !words;
  }

  /** All marks that move together now. */
  private inHand(run: Run): { x: number; y: number }[] {
    const { of, members, layer } = this.hand.held!;
    if (of === "target") return this.marks().slice(this.drawn.length).filter((_, index) => members.includes(index));
    const { rootRing } = run.tracks[0];
    return this.drawn.filter((root) => root.track === 0 && root.layer === layer && members.includes(rootRing[root.column]));
  }

  private targets(run: Run): Complex[] {
    return this.hand.target?.roots[0] ?? run.handles.target.roots;
  }

  /** The roots of the first track at t = 0. */
  private atStart(): Drawn[] {
    const [{ track, directions }] = this.trails.pictures;
    return this.hand.start ? this.drawn : placeRoots(track, 0, START, directions, this.sight);
  }

  /** All roots at a moment. */
  private placed({ places }: Moment, sight: Sight): Drawn[] {
    return this.trails.pictures.flatMap(({ track, directions }, index) =>
      places[index] ? placeRoots(track, index, places[index], directions, sight) : [],
    );
  }

  /** The track to compare with may stop before the first one does: its legend says so. */
  private noteEnd(run: Run, now: Frame): void {
    const ended = hasEnded(besideOf(run.tracks), now.time);
    if (ended === this.ended) return;
    this.ended = ended;
    this.showLegend();
  }

  /** The plane, the reference and where the roots started: drawn once a view. */
  private paintBack(run: Run, palette: Palette): void {
    this.backStale = false;
    this.trails.erasePast();
    const { width, height } = this.back;
    const context = this.back.clear();
    const size = this.frame.fontSize;
    drawPlane(context, this.view, width, height, palette, { size, regular: this.frame.font(size) });
    const style = { radius: this.radius, palette, strength: this.strength };
    paintReference(context, this.targets(run), this.sight, style);
    for (const track of run.tracks) paintStarts(context, track, this.sight, style);
  }

  /** The roots of all tracks, then those they are compared with: numbers are those of a frame. */
  override marks(): Mark[] {
    const { run, drawn, hand, host } = this;
    const read = hand.start ? drawn : this.placed(this.now!.reading, this.sight);
    const targets = this.targets(run!);
    const marks = listRoots(run!, drawn, read, targets, this.pointed, this.sight, this.radius);
    if (!host.live) return marks;
    const { rootRing, rootLayer } = run!.tracks[0];
    if (this.asked) return [...this.guessed(run!), ...marks];
    drawn.forEach(({ track, layer, column }, i) => {
      const index = rootRing[column];
      const first = rootLayer.findIndex((other, c) => other === layer && rootRing[c] === index);
      const which = { layer, index, branch: column - first };
      if (track === 0) marks[i].grab = hand.grab(run!, "start", which, () => this.atStart()[column]);
    });
    targets.forEach((_, index) => {
      const mark = marks[drawn.length + index];
      mark.grab = hand.grab(run!, "target", { layer: 0, index, branch: 0 }, () => mark);
    });
    return marks;
  }

  /** The marks of what is expected, which can be moved. */
  private guessed(run: Run): Mark[] {
    const { exponents } = run.handles;
    const which = run.handles.roots.flatMap((row, layer) =>
      row.flatMap((_, index) => Array.from({ length: exponents[layer] }, (_, branch) => ({ layer, index, branch }))),
    );
    return this.guess.drawn(run).map((root, i) => ({
      id: `guess-${i}`,
      name: t("page.panel.roots.guess", { number: i + 1 }),
      value: describeRoot(root.re, root.im),
      x: root.x,
      y: root.y,
      layer: root.layer,
      grab: this.guess.grab(run, which[i], root),
    }));
  }

  /** Where a root started it can be taken, too; where a root has arrived at the target, the root is meant. */
  protected override hit(x: number, y: number, reach: number): Mark | null {
    const marks = this.marks();
    if (this.asked) return nearestMark(marks.slice(0, this.drawn.length), x, y, reach) ?? nearestMark(marks, x, y, reach);
    const starts = this.atStart().map(({ x, y, re, im }, i) => ({ ...marks[i], x, y, value: `${t("page.panel.start")}: ${describeRoot(re, im)}` }));
    const root = nearestMark([...marks.slice(0, this.drawn.length), ...starts], x, y, reach);
    const away = root ? Math.hypot(root.x - x, root.y - y) - PREFERENCE : reach;
    return nearestMark(marks.slice(this.drawn.length), x, y, away) ?? root;
  }

  protected override legend(run: Run, palette: Palette): HTMLElement[] {
    const entries = [
      ...run.architecture.widths.map((_, layer) => layerEntry(this.host, layer, t("page.panel.layer", { layer: layer + 1 }))),
      legendEntry(finalSwatch(palette.final), t("page.panel.roots.final")),
      legendEntry(startSwatch(palette.muted), t("page.panel.start")),
      legendEntry(crossSwatch(palette.target), say(run.targetLabel)),
    ];
    if (run.tracks[0].rootLayer.length > 1) {
      entries.push(legendEntry(countSwatch(palette.ink), t("page.panel.roots.together.legend")));
    }
    if (this.guesses) entries.push(legendEntry(ringSwatch(palette.ink), t("page.panel.roots.guesses")));
    if (this.pointed) entries.push(legendEntry(ringSwatch(palette.ink), this.pointed.label));
    const comparison = besideOf(run.tracks);
    if (comparison) {
      const words = this.ended ? "page.panel.roots.hollow.ended" : "page.panel.roots.hollow";
      entries.push(legendEntry(startSwatch(palette.ink), t(words, { track: trackName(comparison) })));
    }
    return [...entries, ...ghostEntries(run.tracks, palette)];
  }

  protected override summary(run: Run, time: string): string {
    return describePicture(run, time, this.drawn.filter(({ track }) => track === 0));
  }
}
