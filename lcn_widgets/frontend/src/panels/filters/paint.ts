import type { Track } from "../../protocol/run";
import { layerColour, type Palette } from "../../ui/colours";
import { dashOf } from "../tracks";
import type { Chart } from "./layout";

/** Height of the arrowhead on a bar that goes on beyond the scale. */
const ARROW = 8;

/** What the charts are painted with. */
export interface Style {
  palette: Palette;
  /** Size of the text in pixels. */
  size: number;
  font(size: number, weight?: number): string;
}

/** Grid, ticks and name of a chart; `aside` follows the name of the final filter if there is room. */
export function paintAxis(
  context: CanvasRenderingContext2D, chart: Chart, aside: string, room: number, { palette, size, font }: Style,
): void {
  const { x, y, width, ticks } = chart;
  context.font = font(size);
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.lineWidth = 1;
  for (const tick of ticks) {
    context.strokeStyle = tick.value === 0 ? palette.ink : palette.grid;
    context.beginPath();
    context.moveTo(x, tick.y);
    context.lineTo(x + width, tick.y);
    context.stroke();
    context.fillStyle = palette.muted;
    context.fillText(tick.label, x - size * 0.4, tick.y);
  }
  context.font = font(size, 600);
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fillStyle = chart.layer === null ? palette.final : layerColour(palette, chart.layer);
  context.fillText(chart.name, x, y - size * 0.6);
  if (chart.layer !== null) return;
  const indent = context.measureText(`${chart.name} `).width;
  context.font = font(size);
  context.fillStyle = palette.muted;
  const fits = x + indent + context.measureText(aside).width <= room;
  if (fits) context.fillText(aside, x + indent, y - size * 0.6);
}

/** The bars of a chart; in that of the final filter each has one of the target beside it. */
export function paintBars(
  context: CanvasRenderingContext2D,
  chart: Chart,
  value: (index: number) => number,
  target: ArrayLike<number>,
  palette: Palette,
): void {
  const { layer, count, x, width } = chart;
  const slot = width / count;
  const gap = Math.min(slot * 0.18, 8);
  const wide = slot - gap;
  for (let i = 0; i < count; i++) {
    const left = x + i * slot + gap / 2;
    if (layer === null) {
      paintBar(context, chart, left, wide / 2, value(i), palette.final);
      paintBar(context, chart, left + wide / 2, wide / 2, target[i], palette.target);
    } else {
      paintBar(context, chart, left, wide, value(i), layerColour(palette, layer));
    }
  }
  const zero = Math.round(chart.scale(0)) + 0.5;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, zero);
  context.lineTo(x + width, zero);
  context.stroke();
}

/** Where the bars of a pinned run end, with its letter at the last one. */
export function paintLevels(
  context: CanvasRenderingContext2D, { scale, count, x, width }: Chart, value: (index: number) => number, track: Track, style: Style,
): void {
  const [bottom, top] = scale.range();
  const slot = width / count;
  context.strokeStyle = context.fillStyle = style.palette.ink;
  context.lineWidth = 1.6;
  context.setLineDash(dashOf(track, []));
  let y = 0;
  for (let i = 0; i < count; i++) {
    y = Math.max(top, Math.min(bottom, scale(value(i))));
    context.beginPath();
    context.moveTo(x + i * slot, y);
    context.lineTo(x + (i + 1) * slot, y);
    context.stroke();
  }
  context.setLineDash([]);
  context.font = style.font(Math.round(0.8 * style.size), 700);
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(track.ghost!, x + width + 1, y);
}

/** The handle that scales a filter, at the height of its longest bar. */
export function paintGrip(context: CanvasRenderingContext2D, chart: Chart, { x, y }: { x: number; y: number }, palette: Palette): void {
  context.strokeStyle = layerColour(palette, chart.layer!);
  context.lineWidth = 1.5;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(chart.x, y);
  context.lineTo(x - 4, y);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.arc(x, y, 4, 0, 2 * Math.PI);
  context.fillStyle = palette.surface;
  context.fill();
  context.stroke();
}

/** A bar from 0 to a value; an arrowhead tells of what lies beyond the scale. */
function paintBar(
  context: CanvasRenderingContext2D, { scale }: Chart, x: number, width: number, value: number, colour: string,
): void {
  const [bottom, top] = scale.range();
  const zero = scale(0);
  const wanted = scale(value);
  const beyond = wanted < top - 1 ? -1 : wanted > bottom + 1 ? 1 : 0;
  const tip = Math.max(top, Math.min(bottom, wanted)) - ARROW * beyond;
  context.fillStyle = colour;
  context.fillRect(x, Math.min(zero, tip), width, Math.abs(tip - zero));
  if (beyond) paintArrow(context, x + width / 2, tip, width / 2 + 3, ARROW * beyond);
}

function paintArrow(context: CanvasRenderingContext2D, x: number, y: number, half: number, down: number): void {
  context.beginPath();
  context.moveTo(x - half, y);
  context.lineTo(x + half, y);
  context.lineTo(x, y + down);
  context.fill();
}
