import { fillHaloText, strokeHalo } from "../../draw/halo";
import { drawMarker, traceArrow, traceCross } from "../../draw/markers";
import { isOutside, toX, toY } from "../../draw/plane";
import { isInfinite } from "../../draw/sphere";
import type { Complex, Track } from "../../protocol/run";
import { layerColour, type Palette } from "../../ui/colours";
import { formatShort } from "../../words";
import type { RootMarks } from "../panel";
import { spotOf, type Drawn, type Sight } from "./place";
import { clusters, TOGETHER, type Cluster } from "./together";

type Context = CanvasRenderingContext2D;

/** Roots of a track that has ended stay where they were, faintly. */
const ENDED = 0.3;

/** The ring around them, and that around a root of v, in radii of a mark. */
const AROUND = 1.95;
const FINAL = 1.5;
/** A root on top of one of another layer, in radii of a mark. */
const UPPER = 0.6;
/** Every root has one, so that it must not compete with the marks. */
const QUIET = 0.55;

/** How roots look now: the size of a mark, and how strongly a layer shows. */
export interface Style {
  radius: number;
  palette: Palette;
  strength(layer: number): number;
}

/** Where the roots of the layers started, small and hollow. */
export function paintStarts(context: Context, track: Track, sight: Sight, style: Style): void {
  const { radius, palette, strength } = style;
  track.rootLayer.forEach((layer, column) => {
    const x = toX(sight.view, track.roots_re.data[column]);
    const y = toY(sight.view, track.roots_im.data[column]);
    if (isOutside(x, y, sight.width, sight.height)) return;
    context.globalAlpha = 0.75 * strength(layer);
    const stroke = layerColour(palette, layer);
    drawMarker(context, layer, x, y, { radius: 0.5 * radius, fill: palette.surface, stroke, line: 1.3 });
  });
  context.globalAlpha = 1;
}

/** Crosses at the roots of the filter to be learned; small ones at the edge for those outside. */
export function paintReference(context: Context, roots: readonly Complex[], sight: Sight, { radius, palette }: Style): void {
  // Long enough for its ends to show behind a root that has arrived.
  const arm = radius * 1.4;
  const path = new Path2D();
  for (const { re, im } of roots) {
    const { x, y, outside } = spotOf(sight, re, im, arm + 4);
    traceCross(path, x, y, outside ? arm * 0.5 : arm);
  }
  strokeHalo(context, path, 2.75, { surface: palette.surface, colour: palette.target });
}

/** Where somebody expects the roots to end: question marks in the colours of their layers. */
export function paintGuess(context: Context, roots: readonly Drawn[], font: string, { radius, palette }: Style): void {
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 2;
  context.setLineDash([3, 2]);
  for (const { x, y, layer } of roots) {
    context.strokeStyle = context.fillStyle = layerColour(palette, layer);
    context.beginPath();
    context.arc(x, y, 1.9 * radius, 0, 2 * Math.PI);
    context.stroke();
    fillHaloText(context, "?", x + 1.5 * radius, y - 1.5 * radius, { surface: palette.surface, colour: palette.ink });
  }
  context.setLineDash([]);
}

/** Rings around marks that move together. */
export function paintHalo(context: Context, marks: readonly { x: number; y: number }[], { radius, palette }: Style): void {
  const path = new Path2D();
  for (const { x, y } of marks) {
    path.moveTo(x + 2 * radius, y);
    path.arc(x, y, 2 * radius, 0, 2 * Math.PI);
  }
  strokeHalo(context, path, 1.5, { surface: palette.surface, colour: palette.ink });
}

/** Where infinity is while a root is being moved: along the edge of the picture. */
export function paintInfinity(context: Context, { width, height }: Sight, inset: number, font: string, { palette }: Style): void {
  context.strokeStyle = palette.muted;
  context.lineWidth = 1;
  context.setLineDash([2, 4]);
  context.strokeRect(inset, inset, width - 2 * inset, height - 2 * inset);
  context.setLineDash([]);
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const colours = { surface: palette.surface, colour: palette.muted };
  for (const x of [inset, width - inset]) fillHaloText(context, "∞", x, height / 4, colours);
}

/** Roots of another filter that a panel points at, as faint rings below everything else. */
export function paintMarks(context: Context, marks: RootMarks, sight: Sight, { radius, palette }: Style): void {
  const size = radius * 1.9;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.6;
  context.globalAlpha = 0.6;
  context.setLineDash([3, 3]);
  marks.re.forEach((re, i) => {
    const { x, y } = spotOf(sight, re, marks.im[i], size + 2);
    context.beginPath();
    context.arc(x, y, size, 0, 2 * Math.PI);
    context.stroke();
  });
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** How tracks are told apart. */
export interface Others {
  /** Of pinned runs, by track; "" for the other tracks. */
  letters: readonly string[];
  /** Whether the one of another method has ended. */
  ended: boolean;
  font: string;
  /** Of a letter in a mark. */
  small: string;
}

/** All roots; those of other tracks below those of the first one. */
export function paintRoots(context: Context, roots: readonly Drawn[], others: Others, style: Style): void {
  const above = covering(roots, style.radius);
  for (const root of [...roots].reverse()) {
    const letter = others.letters[root.track];
    context.globalAlpha = style.strength(root.layer) * (root.track > 0 && !letter && others.ended ? ENDED : 1);
    if (root.outwards !== null) paintArrow(context, root, root.outwards, others.font, style);
    else paintRoot(context, root, above.has(root) ? { ...style, radius: UPPER * style.radius } : style);
    if (letter && root.outwards === null) paintLetter(context, root, letter, others.small, style);
  }
  context.globalAlpha = 1;
}

/** Roots that would hide one of another layer: drawn smaller they show that there are two. */
function covering(roots: readonly Drawn[], radius: number): Set<Drawn> {
  const found = new Set<Drawn>();
  for (const { members } of clusters(roots, TOGETHER * radius)) {
    const lowest = roots[members.at(-1)!];
    for (const i of members) if (roots[i].layer !== lowest.layer) found.add(roots[i]);
  }
  return found;
}

/** Rings around the roots of the layers: they are the roots of v (Proposition 2.1). */
export function paintFinal(context: Context, roots: readonly Drawn[], { radius, palette, strength }: Style): void {
  context.strokeStyle = palette.final;
  context.lineWidth = 1.3;
  for (const { track, layer, outwards, x, y } of roots) {
    if (track > 0 || outwards !== null) continue;
    context.globalAlpha = QUIET * strength(layer);
    context.beginPath();
    context.arc(x, y, FINAL * radius, 0, 2 * Math.PI);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Rings with a number around roots that lie on each other: one mark would hide the rest. */
export function paintTogether(context: Context, roots: readonly Drawn[], font: string, style: Style): void {
  for (const cluster of clusters(roots, TOGETHER * style.radius)) {
    context.globalAlpha = Math.max(...cluster.members.map((i) => style.strength(roots[i].layer)));
    paintCount(context, cluster, roots[cluster.members[0]], font, style);
  }
  context.globalAlpha = 1;
}

function paintCount(context: Context, { x, y, count }: Cluster, root: Drawn, font: string, { radius, palette }: Style): void {
  const size = AROUND * radius;
  const inside = root.outwards === null;
  // Beside an arrowhead at the edge there is room on the inner side only.
  const angle = inside ? -Math.PI / 4 : root.outwards! + (3 * Math.PI) / 4;
  if (inside) {
    const ring = new Path2D();
    ring.arc(x, y, size, 0, 2 * Math.PI);
    strokeHalo(context, ring, 1.8, { surface: palette.surface, colour: palette.ink });
  }
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const away = size + 0.9 * radius;
  const colours = { surface: palette.surface, colour: palette.ink };
  fillHaloText(context, formatShort(count), x + away * Math.cos(angle), y + away * Math.sin(angle), colours);
}

/** A root in the picture; hollow and larger if it belongs to the track to compare with. */
function paintRoot(context: Context, root: Drawn, style: Style): void {
  const { surface } = style.palette;
  const colour = layerColour(style.palette, root.layer);
  const hollow = root.track > 0;
  const radius = style.radius * (hollow ? 1.35 : 1);
  const { layer, x, y } = root;
  drawMarker(context, layer, x, y, { radius, fill: surface, stroke: surface, line: 2.5 });
  const fill = hollow ? surface : colour;
  drawMarker(context, layer, x, y, { radius, fill, stroke: colour, line: hollow ? 2.2 : 0.6 });
}

function paintLetter(context: Context, { x, y, layer }: Drawn, letter: string, font: string, { palette }: Style): void {
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = palette.ink;
  // The middle of a triangle is below that of its box.
  context.fillText(letter, x, y + 1 + (layer % 4 === 2 ? 1 : 0));
}

/** An arrowhead at the edge towards a root outside the picture, with ∞ beside it if it is there. */
function paintArrow(context: Context, root: Drawn, angle: number, font: string, style: Style): void {
  const size = style.radius * 1.15;
  const { surface } = style.palette;
  const colour = layerColour(style.palette, root.layer);
  context.beginPath();
  traceArrow(context, root.x, root.y, angle, size);
  context.lineJoin = "round";
  context.strokeStyle = surface;
  context.lineWidth = 5;
  context.stroke();
  context.fillStyle = colour;
  if (root.track === 0) context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  context.stroke();
  if (!isInfinite(root.re, root.im) && Math.hypot(root.re, root.im) < 1e6) return;
  const x = root.x - 3 * size * Math.cos(angle);
  const y = root.y - 3 * size * Math.sin(angle);
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  fillHaloText(context, "∞", x, y, { surface, colour });
}
