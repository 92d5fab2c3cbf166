/** Words and lines that stay readable on whatever lies below them: each has an edge of the surface. */

const EDGE = 4;

export interface HaloColours {
  surface: string;
  colour: string;
}

export function fillHaloText(
  context: CanvasRenderingContext2D, words: string, x: number, y: number, { surface, colour }: HaloColours,
): void {
  context.strokeStyle = surface;
  context.lineWidth = EDGE;
  context.lineJoin = "round";
  context.strokeText(words, x, y);
  context.fillStyle = colour;
  context.fillText(words, x, y);
}

/** A line of `width` pixels with as much of an edge, both together, as it is wide itself. */
export function strokeHalo(
  context: CanvasRenderingContext2D, path: Path2D, width: number, { surface, colour }: HaloColours,
): void {
  context.lineCap = "round";
  for (const [stroke, line] of [[surface, 2 * width], [colour, width]] as const) {
    context.strokeStyle = stroke;
    context.lineWidth = line;
    context.stroke(path);
  }
  context.lineCap = "butt";
}
