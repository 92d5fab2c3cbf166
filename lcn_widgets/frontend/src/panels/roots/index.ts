import { layerColour } from "../../ui/colours";
import {
  crossSwatch, legendEntry, markerSwatch, ringSwatch, startSwatch, toolButton,
} from "../../draw/frame";
import { formatRoot } from "../../draw/format";
import { hasEnded } from "../../draw/frames";
import { fitRun, viewOf, zoomed, type Box, type PlaneView } from "../../draw/plane";
import { drawPlane } from "../../draw/planeaxes";
import { isInfinite } from "../../draw/sphere";
import { Surface } from "../../draw/surface";
import { formatNumber } from "../../ui/format";
import type { RootMarks } from "../../protocol/insights";
import type { Frame, Palette, Panel, PanelHost, Run } from "../../protocol/types";
import { BasePanel } from "../base";
import { paintArrow, paintMarks, paintReference, paintRoot, paintStarts } from "./marks";
import { placeRoots, type Drawn, type Sight } from "./place";
import { describePolar, fillRootsTable, makeRootsTable, type RootReading } from "./table";
import { Trails } from "./trails";
import { PlaneZoom } from "./zoom";

const DIM = 0.14;
/** Roots of a track that has ended stay where they were, faintly. */
const ENDED = 0.3;
/** Pixels within which a pointer meets a root. */
const REACH = 20;

/** The roots of all layer polynomials p̃ᵢ in the complex plane. */
export function createRoots(host: PanelHost): Panel {
  return new RootsPanel(host);
}

class RootsPanel extends BasePanel {
  private readonly back: Surface;
  private readonly trails: Trails;
  private readonly front: Surface;
  private readonly table = makeRootsTable();
  private readonly zoom: PlaneZoom;
  private box: Box = { left: -1.2, right: 1.2, bottom: -1.2, top: 1.2 };
  private view: PlaneView = { originX: 0, originY: 0, scale: 1 };
  private drawn: Drawn[] = [];
  private marks: RootMarks | null = null;
  private backStale = true;
  private ended = false;

  constructor(host: PanelHost) {
    super(host, "roots", "Roots of the layers");
    const { stage, tools } = this.frame;
    this.back = new Surface(stage);
    this.trails = new Trails(stage);
    this.front = new Surface(stage);
    for (const { canvas } of [this.back, this.trails.past]) canvas.setAttribute("aria-hidden", "true");
    this.front.canvas.setAttribute("role", "img");
    this.element.append(this.table);
    this.zoom = new PlaneZoom(stage, () => this.updateView());
    tools.append(
      toolButton("+", "Zoom in", () => this.zoom.in()),
      toolButton("−", "Zoom out", () => this.zoom.out()),
      toolButton("fit", "Fit the roots of the whole run", () => this.zoom.fit()),
    );
    stage.addEventListener("pointermove", (event) => this.hover(event));
    stage.addEventListener("pointerleave", () => this.leave());
  }

  override setRun(run: Run): void {
    super.setRun(run);
    this.trails.setTracks(run.tracks);
    this.box = fitRun(run);
    this.updateView();
  }

  override setPalette(palette: Palette): void {
    super.setPalette(palette);
    this.backStale = true;
  }

  setMarks(marks: RootMarks | null): void {
    this.marks = marks;
    this.showLegend();
    this.paint();
  }

  override destroy(): void {
    this.zoom.destroy();
    this.run = null;
    super.destroy();
  }

  // --- view and drawing ---------------------------------------------------------------------

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
    for (const surface of [this.back, this.trails.past, this.front]) surface.resize(width, height);
    this.zoom.resize(width, height);
    this.updateView();
  }

  private updateView(): void {
    const { width, height } = this.front;
    if (!this.run || width === 0 || height === 0) return;
    const padding = this.frame.fontSize * 1.6;
    this.view = zoomed(viewOf(this.box, width, height, padding), this.zoom.transform);
    this.trails.build(this.sight);
    this.backStale = true;
    this.paint();
  }

  protected override stress(): void {
    this.backStale = true;
    this.paint();
  }

  protected paint(): void {
    const { run, palette, now, radius } = this;
    if (!run || !palette || this.front.width === 0) return;
    if (this.backStale) this.paintBack(run, palette);
    if (!now) return;
    const context = this.front.clear();
    const { sight } = this;
    this.noteEnd(run, now);
    this.drawn = this.trails.pictures.flatMap(({ track, directions }, index) =>
      now.places[index] ? placeRoots(track, index, now.places[index], directions, sight) : [],
    );
    if (this.marks) paintMarks(context, this.marks, sight, radius, palette);
    const { depth } = run.architecture;
    const style = { radius, palette, strength: this.strength };
    this.trails.paintPast(now, depth, style);
    for (let layer = 0; layer < depth; layer++) this.trails.paintRecent(context, layer, now, this.drawn, style);
    const font = this.frame.font(Math.round(this.frame.fontSize * 1.15), 700);
    // The track to compare with goes below, in larger hollow marks.
    for (const root of [...this.drawn].reverse()) {
      context.globalAlpha = this.strength(root.layer) * (root.track > 0 && this.ended ? ENDED : 1);
      if (root.outwards === null) paintRoot(context, root, radius, palette);
      else paintArrow(context, root, radius, font, palette);
    }
    context.globalAlpha = 1;
  }

  /** The track to compare with may stop before the first one does: its legend says so. */
  private noteEnd(run: Run, now: Frame): void {
    const ended = hasEnded(run.tracks[1], now.time);
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
    paintReference(context, run, this.sight, this.radius, palette);
    for (const track of run.tracks) paintStarts(context, track, this.sight, this.radius, palette, this.strength);
  }

  // --- words ------------------------------------------------------------------------------

  private hover(event: PointerEvent): void {
    if (event.buttons > 0) return this.leave();
    const { left, top } = this.frame.stage.getBoundingClientRect();
    const x = event.clientX - left;
    const y = event.clientY - top;
    let nearest: Drawn | null = null;
    let best = REACH;
    for (const root of this.drawn) {
      const distance = Math.hypot(root.x - x, root.y - y);
      if (distance < best) [nearest, best] = [root, distance];
    }
    if (!nearest) return this.leave();
    const track = this.run!.tracks.length > 1 ? `, ${this.run!.tracks[nearest.track].label}` : "";
    this.frame.showTip(
      [
        `layer ${nearest.layer + 1}${track}`,
        `x = ${formatRoot(nearest.re, nearest.im)}`,
        describePolar(nearest.re, nearest.im),
      ],
      nearest.x,
      nearest.y,
    );
    this.host.highlight(nearest.layer);
  }

  protected override legend(run: Run, palette: Palette): HTMLElement[] {
    const layers = run.architecture.widths.map((_, i) =>
      legendEntry(this.host, markerSwatch(i, layerColour(palette, i)), `layer ${i + 1}`, i),
    );
    const others = [
      legendEntry(this.host, startSwatch(palette.muted), "start"),
      legendEntry(this.host, crossSwatch(palette.target), run.targetLabel),
    ];
    if (this.marks) others.push(legendEntry(this.host, ringSwatch(palette.ink), this.marks.label));
    const [, comparison] = run.tracks;
    if (comparison) {
      const label = `hollow: ${comparison.label}${this.ended ? " (ended)" : ""}`;
      others.push(legendEntry(this.host, startSwatch(palette.ink), label));
    }
    return [...layers, ...others];
  }

  protected override describe(): void {
    const { run, now } = this;
    if (!run || !now) return;
    const readings = this.drawn.map((root): RootReading => ({
      layer: root.layer,
      track: run.tracks[root.track].label,
      re: root.re,
      im: root.im,
    }));
    fillRootsTable(this.table, readings);
    const outside = this.drawn.filter((root) => root.outwards !== null).length;
    const infinite = this.drawn.filter((root) => isInfinite(root.re, root.im)).length;
    this.front.canvas.setAttribute(
      "aria-label",
      `Complex plane at t = ${formatNumber(now.time)}: ${this.drawn.length} roots of ` +
        `${run.architecture.depth} layers, ${outside} outside the picture, ${infinite} at infinity. ` +
        "The table that follows lists them.",
    );
  }
}
