import { tickStep } from "d3-array";
import type { Palette } from "../ui/colours";
import { fillHaloText } from "./halo";
import { toX, toY, type PlaneView } from "./plane";
import { formatTick } from "./ticks";

/** The empty complex plane: grid, axes through 0, ticks along the border, the unit circle. */
export function drawPlane(
  context: CanvasRenderingContext2D,
  view: PlaneView,
  width: number,
  height: number,
  palette: Palette,
  fonts: { size: number; regular: string },
): void {
  const { size } = fonts;
  const re = [-view.originX / view.scale, (width - view.originX) / view.scale] as const;
  const im = [(view.originY - height) / view.scale, view.originY / view.scale] as const;
  const count = Math.max(3, Math.min(width, height) / (5 * size));
  const step = Math.max(tickStep(...re, count), tickStep(...im, count));
  const ticksRe = multiples(step, ...re);
  const ticksIm = multiples(step, ...im);

  context.lineWidth = 1;
  for (const tick of ticksRe) line(context, palette, tick === 0, [toX(view, tick), 0], [toX(view, tick), height]);
  for (const tick of ticksIm) line(context, palette, tick === 0, [0, toY(view, tick)], [width, toY(view, tick)]);

  context.strokeStyle = palette.muted;
  context.lineWidth = 1.75;
  context.beginPath();
  context.arc(toX(view, 0), toY(view, 0), view.scale, 0, 2 * Math.PI);
  context.stroke();

  context.font = fonts.regular;
  const colours = { surface: palette.surface, colour: palette.muted };
  const label = (content: string, x: number, y: number): void => fillHaloText(context, content, x, y, colours);
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  for (const tick of ticksRe) {
    const x = toX(view, tick);
    if (x > 2.2 * size && x < width - 2.4 * size) label(formatTick(tick), x, height - 0.45 * size);
  }
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const tick of ticksIm) {
    const y = toY(view, tick);
    if (tick !== 0 && y > 1.9 * size && y < height - 1.9 * size) label(imaginary(tick), 0.4 * size, y);
  }
  context.textBaseline = "alphabetic";
  label("Im", 0.4 * size, 1.2 * size);
  context.textAlign = "right";
  label("Re", width - 0.4 * size, height - 0.45 * size);
}

function line(
  context: CanvasRenderingContext2D,
  palette: Palette,
  isAxis: boolean,
  from: [number, number],
  to: [number, number],
): void {
  context.strokeStyle = isAxis ? palette.muted : palette.grid;
  context.globalAlpha = isAxis ? 0.6 : 1;
  context.beginPath();
  context.moveTo(Math.round(from[0]) + 0.5, Math.round(from[1]) + 0.5);
  context.lineTo(Math.round(to[0]) + 0.5, Math.round(to[1]) + 0.5);
  context.stroke();
  context.globalAlpha = 1;
}

/** Multiples of `step` in a range, free of rounding noise. */
function multiples(step: number, low: number, high: number): number[] {
  if (!(step > 0)) return [0];
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const value = Number(((first + i) * step).toPrecision(12));
    return value === 0 ? 0 : value;
  });
}

function imaginary(value: number): string {
  if (Math.abs(value) === 1) return value < 0 ? "−i" : "i";
  return `${formatTick(value)}i`;
}
