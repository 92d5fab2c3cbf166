import { directionFrames } from "../../draw/plane";
import { Surface } from "../../draw/surface";
import { buildSteps, buildTrail, traceHead, traceTrail, type Trail } from "../../draw/trails";
import type { Frame } from "../../protocol/frames";
import type { Track } from "../../protocol/run";
import { layerColour } from "../../ui/colours";
import { dashOf } from "../tracks";
import type { Style } from "./paint";
import type { Drawn, Sight } from "./place";

/** Ages (as a share of the run) at which a trail fades by a step, and the strength of each step. */
export const AGES = [0.04, 0.1, 0.14, 0.18];
export const STRENGTHS = [1, 0.9, 0.68, 0.48];
/** What is older is painted once, on a canvas of its own, in portions of some frames. */
const PAST_STRENGTH = 0.34;
const PORTION = 8;
const COMPARISON_DASH = [4, 5];

/** What is prepared once a run and once a view for one track. */
interface TrackPicture {
  track: Track;
  directions: Int32Array[];
  trails: Trail[];
  /** Frame up to which the trails are on the canvas of the past. */
  painted: number;
}

/** Where the roots of all tracks have been, fading with age. */
export class Trails {
  readonly past: Surface;
  pictures: TrackPicture[] = [];

  constructor(stage: HTMLElement) {
    this.past = new Surface(stage);
  }

  setTracks(tracks: readonly Track[]): void {
    this.pictures = tracks.map((track) => ({
      track,
      directions: track.rootLayer.map((_, column) => directionFrames(track, column)),
      trails: [],
      painted: 0,
    }));
  }

  /** Lay them out for another view. */
  build({ view, width, height }: Sight): void {
    for (const picture of this.pictures) {
      const build = picture.track.continuous ? buildTrail : buildSteps;
      picture.trails = picture.track.rootLayer.map((_, column) =>
        build(picture.track, column, view, width, height),
      );
    }
  }

  erasePast(): void {
    this.past.clear();
    for (const picture of this.pictures) picture.painted = 0;
  }

  /** All trails: the recent part into `context`, the older one on its own canvas. */
  paint(
    context: CanvasRenderingContext2D, frame: Frame, roots: readonly Drawn[], style: Style,
  ): void {
    const depth = 1 + Math.max(...this.pictures.flatMap(({ track }) => track.rootLayer));
    this.paintPast(frame, depth, style);
    for (let layer = 0; layer < depth; layer++) this.paintRecent(context, layer, frame, roots, style);
  }

  /** Where the roots go in the whole run, before they are there. */
  paintAhead(context: CanvasRenderingContext2D, depth: number, style: Style): void {
    this.pictures.forEach((picture, i) => {
      for (let layer = 0; layer < depth; layer++) {
        pen(context, layer, this.dashes(i), PAST_STRENGTH, style);
        traceLayer(context, picture, layer, 0, picture.track.times.length - 1);
        context.stroke();
      }
    });
    context.setLineDash([]);
    context.lineCap = "butt";
  }

  /** Bring the old part up to date; anew only after a step back in time. */
  private paintPast(frame: Frame, depth: number, style: Style): void {
    const until = this.pictures.map(({ track }, i) => {
      const place = frame.places[i];
      if (!place) return 0;
      const end = place.index + place.fraction - AGES[AGES.length - 1] * track.times.length;
      return Math.max(0, PORTION * Math.floor(end / PORTION));
    });
    if (this.pictures.some(({ painted }, i) => painted > until[i])) this.erasePast();
    this.pictures.forEach((picture, i) => {
      if (picture.painted === until[i]) return;
      for (let layer = 0; layer < depth; layer++) {
        pen(this.past.context, layer, this.dashes(i), PAST_STRENGTH * faintness(picture), style);
        traceLayer(this.past.context, picture, layer, picture.painted, until[i]);
        this.past.context.stroke();
      }
      picture.painted = until[i];
    });
  }

  /** Steps are dots already. */
  private dashes(track: number): number[] {
    const drawn = this.pictures[track].track;
    return track > 0 && drawn.continuous ? dashOf(drawn, COMPARISON_DASH) : [];
  }

  /** The recent part of a layer, joined to its roots. */
  private paintRecent(
    context: CanvasRenderingContext2D, layer: number, frame: Frame, roots: readonly Drawn[], style: Style,
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
        pen(context, layer, this.dashes(i), STRENGTHS[age] * faintness(picture), style);
        traceLayer(context, picture, layer, bounds[age], until);
        if (age === 0) traceHeads(context, i, layer, picture.trails, now, roots);
        context.stroke();
      }
    });
    context.setLineDash([]);
    context.lineCap = "butt";
  }
}

function faintness({ track }: TrackPicture): number {
  return track.ghost ? 0.7 : 1;
}

function pen(
  context: CanvasRenderingContext2D, layer: number, dashes: number[], strength: number, style: Style,
): void {
  context.strokeStyle = layerColour(style.palette, layer);
  context.globalAlpha = strength * style.strength(layer);
  context.lineWidth = Math.max(2, style.radius * 0.38) * (0.6 + 0.4 * strength);
  context.lineJoin = "round";
  context.lineCap = dashes.length > 0 ? "butt" : "round";
  context.setLineDash(dashes);
}

/** Begin a path with the trails of a layer between two frames. */
function traceLayer(
  context: CanvasRenderingContext2D, picture: TrackPicture, layer: number, from: number, to: number,
): void {
  context.beginPath();
  picture.trails.forEach((trail, column) => {
    if (picture.track.rootLayer[column] === layer) traceTrail(context, trail, from, to);
  });
}

/** Join the last point of each trail to its root. */
function traceHeads(
  context: CanvasRenderingContext2D, track: number, layer: number, trails: Trail[], now: number, roots: readonly Drawn[],
): void {
  for (const root of roots) {
    if (root.track !== track || root.layer !== layer || root.outwards !== null) continue;
    traceHead(context, trails[root.column], now, root.x, root.y);
  }
}
