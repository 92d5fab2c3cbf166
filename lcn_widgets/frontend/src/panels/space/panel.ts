import { HOME, turned, type Orbit } from "../../draw/orbit";
import { Surface } from "../../draw/surface";
import type { Cone, Insights } from "../../protocol/insights";
import type { Run } from "../../protocol/run";
import type { Palette } from "../../ui/colours";
import { h, setText } from "../../ui/dom";
import { crossSwatch, lineSwatch, startSwatch } from "../../ui/swatches";
import { formatValue, say, t } from "../../words";
import { BasePanel } from "../base";
import { toolButton } from "../frame";
import { legendEntry } from "../legend";
import type { Mark, PanelSetting } from "../panel";
import { besideOf, ghostEntries, trackName } from "../tracks";
import { missing, Waiting } from "../waiting";
import { paintCone } from "./cone";
import { describeCone } from "./describe";
import { COMPARISON_DASH, paintAxes, paintPoint, paintTarget, paintTrack } from "./paint";
import { extentOf, on, pointAt, type Point, type Sight } from "./sight";

/** Radians a pixel of dragging, and a key. */
const DRAG = 0.008;
const KEY = Math.PI / 24;
/** The picture is so many times as wide as what is to be seen reaches from 0. */
const AIR = 2.75;

export class SpacePanel extends BasePanel {
  private readonly surface: Surface;
  private readonly sentence = h("p", { class: "lcn-space-sentence" });
  private readonly waiting: Waiting;
  private cone: Cone | null = null;
  private orbit: Orbit = HOME;
  private reach = 1;
  private request = 0;

  constructor(setting: PanelSetting) {
    super(setting);
    const { legend, stage, tools } = this.frame;
    this.surface = new Surface(stage);
    this.waiting = new Waiting([legend, this.surface.canvas, this.sentence]);
    stage.append(this.waiting.element);
    tools.append(toolButton(t("page.panel.space.reset"), t("page.panel.space.reset.help"), () => this.turn(HOME)));
    this.readMarks(t("page.panel.space.keys"));
    stage.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) this.turn(turned(this.orbit, -event.movementX * DRAG, event.movementY * DRAG));
    });
    stage.addEventListener("pointerdown", (event) => stage.setPointerCapture(event.pointerId));
    stage.addEventListener("keydown", (event) => this.key(event));
    this.element.append(this.sentence);
  }

  override setRun(run: Run): void {
    super.setRun(run);
    this.reach = extentOf(run);
  }

  setInsights(insights: Insights | null): void {
    this.waiting.show(missing(insights, "cone"));
    this.cone = insights?.cone ?? null;
    if (this.run && this.cone) setText(this.sentence, describeCone(this.cone, this.run));
    this.paint();
  }

  override destroy(): void {
    window.cancelAnimationFrame(this.request);
    super.destroy();
  }

  protected override layout(width: number, height: number): void {
    this.surface.resize(width, height);
    this.paint();
  }

  private key(event: KeyboardEvent): void {
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    // The arrows alone go from mark to mark.
    if (direction && (event.ctrlKey || event.altKey)) this.turn(turned(this.orbit, direction[0] * KEY, direction[1] * KEY));
    else if (event.key === "0" && !event.ctrlKey && !event.metaKey) this.turn(HOME);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private turn(orbit: Orbit): void {
    this.orbit = orbit;
    this.request ||= window.requestAnimationFrame(() => {
      this.request = 0;
      this.paint();
      this.reader?.follow();
    });
  }

  private get sight(): Sight {
    const { width, height } = this.surface;
    const scale = Math.min(width, height) / (AIR * this.reach);
    return { orbit: this.orbit, x: (x) => width / 2 + x * scale, y: (y) => height / 2 - y * scale };
  }

  protected paint(): void {
    const { run, cone, palette, now, reach, sight } = this;
    if (!run || !palette || !now || this.surface.width === 0 || run.architecture.final_width !== 3) return;
    const context = this.surface.clear();
    const placed = run.tracks.flatMap((track, index) =>
      now.places[index] && track.final_filters.columns === 3 ? [{ track, place: now.places[index], hollow: index > 0 }] : [],
    );
    if (cone) paintCone(context, cone.generators, reach, sight, palette, false);
    paintAxes(context, sight, reach, this.frame.font(this.frame.fontSize), palette);
    for (const { track, place, hollow } of placed) paintTrack(context, sight, track, place, palette, hollow);
    paintTarget(context, sight, run.reference.final_filter, palette);
    if (cone) paintCone(context, cone.generators, reach, sight, palette, true);
    const font = this.frame.font(9, 700);
    for (const { track, place, hollow } of placed) paintPoint(context, sight, track, place, palette, hollow, font);
  }

  protected override legend(run: Run, palette: Palette): HTMLElement[] {
    const entries = [
      legendEntry(lineSwatch(palette.final), "v(t)"),
      legendEntry(startSwatch(palette.muted), t("page.panel.start")),
      legendEntry(crossSwatch(palette.target), say(run.targetLabel)),
      legendEntry(lineSwatch(palette.accent), t("page.panel.space.cone")),
    ];
    const comparison = besideOf(run.tracks);
    if (comparison) entries.push(legendEntry(lineSwatch(palette.final, COMPARISON_DASH), trackName(comparison)));
    return [...entries, ...ghostEntries(run.tracks, palette)];
  }

  /** Where each track is and started, and what it is to reach. */
  override marks(): Mark[] {
    const { run, now, sight } = this;
    const { tracks, targetLabel, reference } = run!;
    if (run!.architecture.final_width !== 3) return [];
    const mark = (id: string, name: string, point: Point, at = point): Mark => {
      const [x, y] = on(sight, at);
      return { id, name, value: `(${point.map(formatValue).join(", ")})`, x, y };
    };
    const of = (index: number): string => (index > 0 ? `, ${trackName(tracks[index])}` : "");
    return [
      ...tracks.flatMap((track, i) => {
        const [place, read] = [now!.places[i], now!.reading.places[i]];
        return place && track.final_filters.columns === 3 ? [mark(`now-${i}`, `v(t)${of(i)}`, pointAt(track, read), pointAt(track, place))] : [];
      }),
      mark("start", t("page.panel.start"), pointAt(tracks[0], { index: 0, fraction: 0 })),
      mark("target", say(targetLabel), [...reference.final_filter] as Point),
    ];
  }

  protected override summary(_: Run, time: string): string {
    return t("page.panel.space.picture", { time });
  }
}
