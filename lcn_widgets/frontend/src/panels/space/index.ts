import { h, setText } from "../../ui/dom";
import { formatValue, subscript } from "../../draw/format";
import { crossSwatch, legendEntry, lineSwatch, startSwatch, toolButton } from "../../draw/frame";
import { valueAt } from "../../draw/frames";
import { HOME, project, turned, type Orbit } from "../../draw/orbit";
import { Surface } from "../../draw/surface";
import { formatNumber } from "../../ui/format";
import type { Insights } from "../../protocol/insights";
import type { Palette, Panel, PanelHost, Place, Run, Track } from "../../protocol/types";
import { missing, Waiting } from "../../ui/waiting";
import { BasePanel } from "../base";
import { paintCone, type Screen } from "./cone";

/** Radians a pixel of dragging, and a key. */
const DRAG = 0.008;
const KEY = Math.PI / 24;
const COMPARISON_DASH = [5, 5];

/** The space of the three coefficients of v with the cone of double roots. */
export function createSpace(host: PanelHost): Panel {
  return new SpacePanel(host);
}

type Point = [number, number, number];

class SpacePanel extends BasePanel {
  private readonly surface: Surface;
  private readonly sentence = h("p", { class: "lcn-space-sentence" });
  private readonly waiting: Waiting;
  private cone: Float64Array | null = null;
  private orbit: Orbit = HOME;
  private reach = 1;
  private request = 0;

  constructor(host: PanelHost) {
    super(host, "space", "Space of the final filter");
    const { legend, stage, tools } = this.frame;
    this.surface = new Surface(stage);
    this.waiting = new Waiting([legend, this.surface.canvas, this.sentence]);
    stage.append(this.waiting.element);
    this.surface.canvas.setAttribute("role", "img");
    this.surface.canvas.setAttribute("aria-label", "Coefficient space");
    tools.append(toolButton("reset", "Reset the view", () => this.turn(HOME)));
    stage.tabIndex = 0;
    stage.setAttribute("role", "group");
    stage.setAttribute("aria-label", "Coefficient space. Drag, or Ctrl and arrow keys, to turn; 0 resets.");
    stage.addEventListener("pointermove", (event) => {
      if (event.buttons & 1) this.turn(turned(this.orbit, -event.movementX * DRAG, event.movementY * DRAG));
    });
    stage.addEventListener("pointerdown", (event) => stage.setPointerCapture(event.pointerId));
    stage.addEventListener("keydown", (event) => this.key(event));
    this.element.append(this.sentence);
  }

  override setRun(run: Run): void {
    super.setRun(run);
    this.reach = reachOf(run);
    setText(this.sentence, sentenceOf(run));
  }

  setInsights(insights: Insights | null): void {
    this.waiting.show(missing(insights, "cone"));
    this.cone = insights?.cone ?? null;
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
    // The arrows alone belong to the player.
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
    });
  }

  protected paint(): void {
    const { run, cone, palette, now } = this;
    const { width, height } = this.surface;
    if (!run || !palette || !now || width === 0 || run.architecture.final_width !== 3) return;
    const context = this.surface.clear();
    const scale = Math.min(width, height) / (2.75 * this.reach);
    const screen: Screen = {
      orbit: this.orbit,
      x: (x) => width / 2 + x * scale,
      y: (y) => height / 2 - y * scale,
    };
    if (cone) paintCone(context, cone, this.reach, screen, palette, false);
    this.paintAxes(context, screen, palette);
    [...run.tracks].forEach((track, index) => this.paintTrack(context, screen, track, now.places[index], palette, index > 0));
    this.paintTarget(context, screen, run.reference.final_filter, palette);
    if (cone) paintCone(context, cone, this.reach, screen, palette, true);
    run.tracks.forEach((track, index) => this.paintPoint(context, screen, track, now.places[index], palette, index > 0));
  }

  private paintAxes(context: CanvasRenderingContext2D, screen: Screen, palette: Palette): void {
    const size = this.frame.fontSize;
    context.font = this.frame.font(size);
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (let axis = 0; axis < 3; axis++) {
      const end: Point = [0, 0, 0];
      end[axis] = this.reach;
      const from = on(screen, end.map((x) => -x) as Point);
      const to = on(screen, end);
      context.strokeStyle = palette.muted;
      context.globalAlpha = 0.55;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(...from);
      context.lineTo(...to);
      context.stroke();
      context.globalAlpha = 1;
      const label = on(screen, end.map((x) => 1.1 * x) as Point);
      halo(context, `v${subscript(axis)}`, label, palette, palette.muted);
    }
  }

  /** What is gone strongly, what is to come faintly. */
  private paintTrack(
    context: CanvasRenderingContext2D, screen: Screen, track: Track, place: Place | undefined, palette: Palette, hollow: boolean,
  ): void {
    if (!place) return;
    const { rows } = track.final_filters;
    const line = (from: number, to: number): void => {
      context.beginPath();
      for (let row = from; row <= to; row++) {
        const [x, y] = on(screen, pointAt(track, { index: row, fraction: 0 }));
        if (row === from) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
    };
    context.strokeStyle = palette.final;
    context.lineJoin = "round";
    context.setLineDash(hollow ? COMPARISON_DASH : []);
    context.lineWidth = 1.5;
    context.globalAlpha = 0.3;
    line(place.index, rows - 1);
    context.stroke();
    context.lineWidth = hollow ? 2 : 3;
    context.globalAlpha = 1;
    line(0, Math.min(place.index, rows - 1));
    context.lineTo(...on(screen, pointAt(track, place)));
    context.stroke();
    context.setLineDash([]);
    if (hollow) return;
    const [x, y] = on(screen, pointAt(track, { index: 0, fraction: 0 }));
    disc(context, x, y, 4.5, palette.surface, palette.muted, 1.8);
  }

  private paintTarget(context: CanvasRenderingContext2D, screen: Screen, target: Float64Array, palette: Palette): void {
    const [x, y] = on(screen, [target[0], target[1], target[2]]);
    const arm = 7;
    context.lineCap = "round";
    for (const [colour, line] of [[palette.surface, 6], [palette.target, 3]] as const) {
      context.strokeStyle = colour;
      context.lineWidth = line;
      context.beginPath();
      context.moveTo(x - arm, y - arm);
      context.lineTo(x + arm, y + arm);
      context.moveTo(x + arm, y - arm);
      context.lineTo(x - arm, y + arm);
      context.stroke();
    }
    context.lineCap = "butt";
  }

  private paintPoint(
    context: CanvasRenderingContext2D, screen: Screen, track: Track, place: Place | undefined, palette: Palette, hollow: boolean,
  ): void {
    if (!place) return;
    const [x, y] = on(screen, pointAt(track, place));
    disc(context, x, y, 7, hollow ? palette.surface : palette.final, hollow ? palette.final : palette.surface, 2);
  }

  protected override legend(run: Run, palette: Palette): HTMLElement[] {
    const entries = [
      legendEntry(this.host, lineSwatch(palette.final, ""), "v(t)"),
      legendEntry(this.host, startSwatch(palette.muted), "start"),
      legendEntry(this.host, crossSwatch(palette.target), run.targetLabel),
      legendEntry(this.host, lineSwatch(palette.accent, ""), "cone of double roots"),
    ];
    if (run.tracks.length > 1) entries.push(legendEntry(this.host, lineSwatch(palette.final, "5 5"), run.tracks[1].label));
    return entries;
  }

  protected override describe(): void {
    const { run, now, place } = this;
    if (!run || !now || !place || run.architecture.final_width !== 3) return;
    const v = pointAt(run.tracks[0], place).map(formatValue).join(", ");
    this.surface.canvas.setAttribute("aria-label", `At t = ${formatNumber(now.time)} the final filter is (${v}).`);
  }
}

function on(screen: Screen, point: Point): [number, number] {
  const { x, y } = project(screen.orbit, ...point);
  return [screen.x(x), screen.y(y)];
}

function pointAt({ final_filters }: Track, place: Place): Point {
  return [valueAt(final_filters, place, 0), valueAt(final_filters, place, 1), valueAt(final_filters, place, 2)];
}

/** Distance from 0 of the farthest point to be seen. */
function reachOf({ tracks, reference }: Run): number {
  const [track] = tracks; // one to compare with may diverge
  let most = Math.hypot(...reference.final_filter);
  const { data, columns } = track.final_filters;
  for (let i = 0; i + columns <= data.length; i += columns) {
    const size = Math.hypot(...data.subarray(i, i + columns));
    if (Number.isFinite(size)) most = Math.max(most, size);
  }
  return most || 1;
}

function sentenceOf({ reference, targetLabel }: Run): string {
  // A pair of complex roots is what the inside of the cone means.
  const inside = reference.roots_im.some((im) => Math.abs(im) > 1e-9);
  const rule = "Two layers of width 2 have two real roots: they reach the outside of the cone and the cone itself, never its inside.";
  const where = inside
    ? `The ${targetLabel} lies inside and cannot be reached.`
    : `The ${targetLabel} lies outside and can be reached.`;
  return `${rule} ${where}`;
}

function disc(
  context: CanvasRenderingContext2D, x: number, y: number, radius: number, fill: string, stroke: string, line: number,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = stroke;
  context.lineWidth = line;
  context.stroke();
}

function halo(context: CanvasRenderingContext2D, words: string, [x, y]: [number, number], palette: Palette, colour: string): void {
  context.strokeStyle = palette.surface;
  context.lineWidth = 4;
  context.strokeText(words, x, y);
  context.fillStyle = colour;
  context.fillText(words, x, y);
}
