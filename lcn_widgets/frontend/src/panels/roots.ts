import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from "d3-zoom";
import { layerColour } from "../colours";
import {
  crossSwatch, legendEntry, markerSwatch, PanelFrame, ringSwatch, startSwatch, toolButton,
} from "../drawing/frame";
import { formatRoot } from "../drawing/format";
import { drawMarker, traceArrow } from "../drawing/markers";
import {
  directionFrames, edgeMark, fitRun, isOutside, toX, toY, viewOf, zoomed, type Box, type PlaneView,
} from "../drawing/plane";
import { drawPlane } from "../drawing/planeaxes";
import { interpolateOnSphere, isInfinite, type Complex } from "../drawing/sphere";
import { Surface } from "../drawing/surface";
import { buildTrail, traceHead, traceTrail, type Trail } from "../drawing/trails";
import { formatNumber } from "../format";
import type { RootMarks } from "../insights";
import type { Frame, Palette, Panel, PanelHost, Run, Track } from "../types";
import { describePolar, fillRootsTable, makeRootsTable, type RootReading } from "./rootstable";

const DIM = 0.14;
/** Ages (as a share of the run) at which a trail fades by a step, and the strength of each step. */
const AGES = [0.02, 0.05, 0.1, 0.18];
const STRENGTHS = [0.95, 0.78, 0.6, 0.46];
/** What is older is painted once, on a canvas of its own, in portions of some frames. */
const PAST_STRENGTH = 0.34;
const PORTION = 8;
const ZOOM_RANGE: [number, number] = [0.02, 200];
const STEP = 1.5;
/** Pixels within which a pointer meets a root. */
const REACH = 20;
const COMPARISON_DASH = [4, 5];

/** The roots of all layer polynomials p̃ᵢ in the complex plane. */
export function createRoots(host: PanelHost): Panel {
  return new RootsPanel(host);
}

/** A root where it is drawn in the present frame. */
interface Drawn {
  track: number;
  column: number;
  layer: number;
  re: number;
  im: number;
  x: number;
  y: number;
  /** Direction of its arrowhead when it lies outside the picture. */
  outwards: number | null;
}

/** What is prepared once a run and once a view for one track. */
interface TrackPicture {
  track: Track;
  directions: Int32Array[];
  trails: Trail[];
  /** Frame up to which the trails are on the canvas of the past. */
  painted: number;
}

class RootsPanel implements Panel {
  readonly name = "roots";
  readonly title = "Roots of the layers";
  readonly element: HTMLElement;
  private readonly frame: PanelFrame;
  private readonly back: Surface;
  private readonly past: Surface;
  private readonly front: Surface;
  private readonly table = makeRootsTable();
  private readonly zoom = zoom<HTMLDivElement, unknown>();
  private run: Run | null = null;
  private palette: Palette | null = null;
  private now: Frame | null = null;
  private box: Box = { left: -1.2, right: 1.2, bottom: -1.2, top: 1.2 };
  private transform: ZoomTransform = zoomIdentity;
  private view: PlaneView = { originX: 0, originY: 0, scale: 1 };
  private pictures: TrackPicture[] = [];
  private drawn: Drawn[] = [];
  private highlighted: number | null = null;
  private marks: RootMarks | null = null;
  private backStale = true;
  private pending = 0;
  private readonly point: Complex = { re: 0, im: 0 };

  constructor(private readonly host: PanelHost) {
    this.frame = new PanelFrame(
      this.name,
      this.title,
      (width, height) => this.resize(width, height),
      () => this.describe(),
    );
    this.element = this.frame.element;
    const { stage, tools } = this.frame;
    this.back = new Surface(stage);
    this.past = new Surface(stage);
    this.front = new Surface(stage);
    for (const { canvas } of [this.back, this.past]) canvas.setAttribute("aria-hidden", "true");
    this.front.canvas.setAttribute("role", "img");
    this.front.canvas.setAttribute("aria-label", this.frame.title); // until it has been drawn
    this.element.append(this.table);
    tools.append(
      toolButton("+", "Zoom in", () => this.zoomBy(STEP)),
      toolButton("−", "Zoom out", () => this.zoomBy(1 / STEP)),
      toolButton("fit", "Fit the roots of the whole run", () => this.fit()),
    );
    this.listen(stage);
  }

  setRun(run: Run): void {
    const first = this.run === null;
    this.run = run;
    this.now = null;
    this.pictures = run.tracks.map((track) => ({
      track,
      directions: track.rootLayer.map((_, column) => directionFrames(track, column)),
      trails: [],
      painted: 0,
    }));
    this.box = fitRun(run);
    if (first) this.transform = zoomIdentity;
    this.buildLegend();
    this.updateView();
  }

  draw(frame: Frame): void {
    this.now = frame;
    this.paint();
    this.frame.touch();
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.frame.setPalette(palette);
    this.buildLegend();
    this.backStale = true;
    this.paint();
  }

  setHighlight(layer: number | null): void {
    if (layer === this.highlighted) return;
    this.highlighted = layer;
    this.backStale = true;
    this.paint();
  }

  setMarks(marks: RootMarks | null): void {
    this.marks = marks;
    this.buildLegend();
    this.paint();
  }

  destroy(): void {
    window.cancelAnimationFrame(this.pending);
    select(this.frame.stage).on(".zoom", null);
    this.run = null;
    this.frame.destroy();
  }

  // --- view -------------------------------------------------------------------------------

  private listen(stage: HTMLDivElement): void {
    stage.tabIndex = 0;
    stage.setAttribute("role", "group");
    stage.setAttribute("aria-label", "Complex plane. Keys: plus and minus zoom, 0 fits.");
    this.zoom
      .scaleExtent(ZOOM_RANGE)
      .duration(window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200)
      .filter((event: Event) => this.accepts(event))
      .on("zoom", (event: D3ZoomEvent<HTMLDivElement, unknown>) => {
        this.transform = event.transform;
        stage.classList.toggle("lcn-zoomed", event.transform.k > 1);
        // At most one rebuild of the trails a frame, however fast the wheel turns.
        this.pending ||= window.requestAnimationFrame(() => {
          this.pending = 0;
          this.updateView();
        });
      });
    select(stage).call(this.zoom);
    stage.addEventListener("keydown", (event) => this.key(event));
    stage.addEventListener("pointermove", (event) => this.hover(event));
    stage.addEventListener("pointerleave", () => this.leave());
  }

  /** The wheel scrolls the page unless the reader means the picture; so does one finger. */
  private accepts(event: Event): boolean {
    if (event.type === "wheel") {
      return (event as WheelEvent).ctrlKey || this.frame.stage.contains(document.activeElement);
    }
    if (event.type === "touchstart") {
      return (event as TouchEvent).touches.length > 1 || this.transform.k > 1;
    }
    return !(event as MouseEvent).ctrlKey && !(event as MouseEvent).button;
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") this.zoomBy(STEP);
    else if (event.key === "-" || event.key === "−") this.zoomBy(1 / STEP);
    else if (event.key === "0") this.fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private zoomBy(factor: number): void {
    this.zoom.scaleBy(select(this.frame.stage), factor);
  }

  private fit(): void {
    this.zoom.transform(select(this.frame.stage), zoomIdentity);
  }

  private resize(width: number, height: number): void {
    this.back.resize(width, height);
    this.past.resize(width, height);
    this.front.resize(width, height);
    this.zoom.extent([[0, 0], [width, height]]);
    this.updateView();
  }

  private updateView(): void {
    const { width, height } = this.front;
    if (!this.run || width === 0 || height === 0) return;
    const padding = this.frame.fontSize * 1.6;
    this.view = zoomed(viewOf(this.box, width, height, padding), this.transform);
    for (const picture of this.pictures) {
      picture.trails = picture.track.rootLayer.map((_, column) =>
        buildTrail(picture.track, column, this.view, width, height),
      );
    }
    this.backStale = true;
    this.paint();
  }

  // --- drawing ----------------------------------------------------------------------------

  private get radius(): number {
    return Math.max(6, Math.min(12, this.frame.fontSize * 0.52));
  }

  private paint(): void {
    if (!this.run || !this.palette || this.front.width === 0) return;
    if (this.backStale) this.paintBack(this.run, this.palette);
    if (!this.now) return;
    const context = this.front.clear();
    this.place(this.now);
    this.paintMarks(context, this.palette);
    this.paintPast(this.now, this.palette);
    for (let layer = 0; layer < this.run.architecture.depth; layer++) {
      this.paintTrails(context, layer, this.now, this.palette);
    }
    // The track to compare with goes below, in larger hollow marks.
    for (const root of [...this.drawn].reverse()) {
      context.globalAlpha = this.strength(root.layer);
      if (root.outwards === null) this.paintRoot(context, root, this.palette);
      else this.paintArrow(context, root, this.palette);
    }
    context.globalAlpha = 1;
  }

  private strength(layer: number): number {
    return this.highlighted === null || this.highlighted === layer ? 1 : DIM;
  }

  /** The plane, the reference and where the roots started: drawn once a view. */
  private paintBack(run: Run, palette: Palette): void {
    this.backStale = false;
    this.erasePast();
    const { width, height } = this.back;
    const context = this.back.clear();
    const size = this.frame.fontSize;
    drawPlane(context, this.view, width, height, palette, { size, regular: this.frame.font(size) });
    this.paintReference(context, run, palette);
    const radius = this.radius * 0.5;
    for (const { track } of this.pictures) {
      track.rootLayer.forEach((layer, column) => {
        const x = toX(this.view, track.roots_re.data[column]);
        const y = toY(this.view, track.roots_im.data[column]);
        if (isOutside(x, y, width, height)) return;
        context.globalAlpha = 0.75 * this.strength(layer);
        const stroke = layerColour(palette, layer);
        drawMarker(context, layer, x, y, { radius, fill: palette.surface, stroke, line: 1.3 });
      });
    }
    context.globalAlpha = 1;
  }

  private paintReference(
    context: CanvasRenderingContext2D,
    run: Run,
    palette: Palette,
  ): void {
    const { roots_re, roots_im } = run.reference;
    const { width, height } = this.back;
    // Long enough for its ends to show behind a root that has arrived.
    const arm = this.radius * 1.4;
    const path = new Path2D();
    roots_re.forEach((re, i) => {
      const x = toX(this.view, re);
      const y = toY(this.view, roots_im[i]);
      if (isOutside(x, y, width, height)) {
        const { dx, dy } = this.direction(re, roots_im[i], 1, 0);
        const mark = edgeMark(dx, dy, width, height, arm + 4);
        this.traceCross(path, mark.x, mark.y, arm * 0.5);
      } else {
        this.traceCross(path, x, y, arm);
      }
    });
    context.lineCap = "round";
    for (const [colour, line] of [[palette.surface, 5.5], [palette.target, 2.75]] as const) {
      context.strokeStyle = colour;
      context.lineWidth = line;
      context.stroke(path);
    }
    context.lineCap = "butt";
  }

  /** Roots of another filter that a panel points at, as faint rings below everything else. */
  private paintMarks(context: CanvasRenderingContext2D, palette: Palette): void {
    if (!this.marks) return;
    const { width, height } = this.front;
    const radius = this.radius * 1.9;
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.6;
    context.globalAlpha = 0.6;
    context.setLineDash([3, 3]);
    this.marks.re.forEach((re, i) => {
      const im = this.marks!.im[i];
      let x = toX(this.view, re);
      let y = toY(this.view, im);
      if (isOutside(x, y, width, height)) {
        const { dx, dy } = this.direction(re, im, 1, 0);
        ({ x, y } = edgeMark(dx, dy, width, height, radius + 2));
      }
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.stroke();
    });
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  private traceCross(path: Path2D, x: number, y: number, arm: number): void {
    path.moveTo(x - arm, y - arm);
    path.lineTo(x + arm, y + arm);
    path.moveTo(x + arm, y - arm);
    path.lineTo(x - arm, y + arm);
  }

  /** Direction on the screen from the middle of the picture to a root, or to a fallback point. */
  private direction(
    re: number,
    im: number,
    fallbackRe: number,
    fallbackIm: number,
  ): { dx: number; dy: number } {
    if (isInfinite(re, im)) return { dx: fallbackRe, dy: -fallbackIm };
    return {
      dx: toX(this.view, re) - this.front.width / 2,
      dy: toY(this.view, im) - this.front.height / 2,
    };
  }

  /** Find out where each root is drawn in this frame. */
  private place(frame: Frame): void {
    const { width, height } = this.front;
    this.drawn = [];
    this.pictures.forEach(({ track, directions }, trackIndex) => {
      const place = frame.places[trackIndex];
      if (!place) return;
      const { data: re, columns, rows } = track.roots_re;
      const im = track.roots_im.data;
      const index = Math.min(place.index, rows - 1);
      const next = Math.min(index + 1, rows - 1);
      track.rootLayer.forEach((layer, column) => {
        const a = index * columns + column;
        const b = next * columns + column;
        const { point } = this;
        interpolateOnSphere(re[a], im[a], re[b], im[b], place.fraction, point);
        const root: Drawn = {
          track: trackIndex,
          column,
          layer,
          re: point.re,
          im: point.im,
          x: toX(this.view, point.re),
          y: toY(this.view, point.im),
          outwards: null,
        };
        if (isOutside(root.x, root.y, width, height)) {
          const known = directions[column][index];
          const towards = known < 0 ? column : known * columns + column;
          const { dx, dy } =
            known < 0
              ? this.direction(point.re, point.im, 1, 0)
              : this.direction(point.re, point.im, re[towards], im[towards]);
          const mark = edgeMark(dx, dy, width, height, 5);
          root.x = mark.x;
          root.y = mark.y;
          root.outwards = mark.angle;
        }
        this.drawn.push(root);
      });
    });
  }

  private erasePast(): void {
    this.past.clear();
    for (const picture of this.pictures) picture.painted = 0;
  }

  /** Bring the old part of the trails up to date; anew only after a step back in time. */
  private paintPast(frame: Frame, palette: Palette): void {
    const until = this.pictures.map(({ track }, i) => {
      const place = frame.places[i];
      if (!place) return 0;
      const end = place.index + place.fraction - AGES[AGES.length - 1] * track.times.length;
      return Math.max(0, PORTION * Math.floor(end / PORTION));
    });
    if (this.pictures.some(({ painted }, i) => painted > until[i])) this.erasePast();
    this.pictures.forEach((picture, i) => {
      if (picture.painted === until[i]) return;
      for (let layer = 0; layer < this.run!.architecture.depth; layer++) {
        this.styleTrail(this.past.context, layer, i, PAST_STRENGTH, palette);
        this.traceLayer(this.past.context, picture, layer, picture.painted, until[i]);
        this.past.context.stroke();
      }
      picture.painted = until[i];
    });
  }

  /** The recent part of the trails of a layer, which fades with age. */
  private paintTrails(
    context: CanvasRenderingContext2D,
    layer: number,
    frame: Frame,
    palette: Palette,
  ): void {
    this.pictures.forEach((picture, i) => {
      const place = frame.places[i];
      if (!place) return;
      const now = place.index + place.fraction;
      const length = picture.track.times.length;
      const bounds = AGES.map((age) => Math.max(picture.painted, now - age * length));
      bounds[AGES.length - 1] = picture.painted;
      for (let age = AGES.length - 1; age >= 0; age--) {
        const until = age === 0 ? now : bounds[age - 1];
        if (until <= bounds[age]) continue;
        this.styleTrail(context, layer, i, STRENGTHS[age], palette);
        this.traceLayer(context, picture, layer, bounds[age], until);
        if (age === 0) this.traceHeads(context, i, layer, picture.trails, now);
        context.stroke();
      }
    });
    context.setLineDash([]);
  }

  private styleTrail(
    context: CanvasRenderingContext2D,
    layer: number,
    track: number,
    strength: number,
    palette: Palette,
  ): void {
    context.strokeStyle = layerColour(palette, layer);
    context.globalAlpha = strength * this.strength(layer);
    context.lineWidth = Math.max(2, this.radius * 0.38) * (0.6 + 0.4 * strength);
    context.lineJoin = "round";
    context.setLineDash(track > 0 ? COMPARISON_DASH : []);
  }

  /** Begin a path with the trails of a layer between two frames. */
  private traceLayer(
    context: CanvasRenderingContext2D,
    picture: TrackPicture,
    layer: number,
    from: number,
    to: number,
  ): void {
    context.beginPath();
    picture.trails.forEach((trail, column) => {
      if (picture.track.rootLayer[column] === layer) traceTrail(context, trail, from, to);
    });
  }

  /** Join the last point of each trail to its root. */
  private traceHeads(
    context: CanvasRenderingContext2D,
    trackIndex: number,
    layer: number,
    trails: Trail[],
    now: number,
  ): void {
    for (const root of this.drawn) {
      if (root.track !== trackIndex || root.layer !== layer || root.outwards !== null) continue;
      traceHead(context, trails[root.column], now, root.x, root.y);
    }
  }

  private paintRoot(context: CanvasRenderingContext2D, root: Drawn, palette: Palette): void {
    const colour = layerColour(palette, root.layer);
    const radius = this.radius * (root.track > 0 ? 1.35 : 1);
    drawMarker(context, root.layer, root.x, root.y, {
      radius, fill: palette.surface, stroke: palette.surface, line: 2.5,
    });
    const hollow = root.track > 0;
    drawMarker(context, root.layer, root.x, root.y, {
      radius,
      fill: hollow ? palette.surface : colour,
      stroke: colour,
      line: hollow ? 2.2 : 0.6,
    });
  }

  private paintArrow(context: CanvasRenderingContext2D, root: Drawn, palette: Palette): void {
    const size = this.radius * 1.15;
    const angle = root.outwards!;
    context.beginPath();
    traceArrow(context, root.x, root.y, angle, size);
    context.lineJoin = "round";
    context.strokeStyle = palette.surface;
    context.lineWidth = 5;
    context.stroke();
    context.fillStyle = layerColour(palette, root.layer);
    if (root.track === 0) context.fill();
    context.strokeStyle = layerColour(palette, root.layer);
    context.lineWidth = 1.6;
    context.stroke();
    if (!isInfinite(root.re, root.im) && Math.hypot(root.re, root.im) < 1e6) return;
    const x = root.x - 3 * size * Math.cos(angle);
    const y = root.y - 3 * size * Math.sin(angle);
    context.font = this.frame.font(Math.round(this.frame.fontSize * 1.15), 700);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.strokeStyle = palette.surface;
    context.lineWidth = 4;
    context.strokeText("∞", x, y);
    context.fillText("∞", x, y);
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

  private leave(): void {
    this.frame.showTip(null);
    if (this.highlighted !== null) this.host.highlight(null);
  }

  private buildLegend(): void {
    const { run, palette } = this;
    if (!run || !palette) return;
    const layers = run.architecture.widths.map((_, i) =>
      legendEntry(this.host, markerSwatch(i, layerColour(palette, i)), `layer ${i + 1}`, i),
    );
    const others = [
      legendEntry(this.host, startSwatch(palette.muted), "start"),
      legendEntry(this.host, crossSwatch(palette.target), run.targetLabel),
    ];
    if (this.marks) others.push(legendEntry(this.host, ringSwatch(palette.ink), this.marks.label));
    const [, comparison] = run.tracks;
    if (comparison) others.push(legendEntry(this.host, startSwatch(palette.ink), `hollow: ${comparison.label}`));
    this.frame.legend.replaceChildren(...layers, ...others);
  }

  private describe(): void {
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
