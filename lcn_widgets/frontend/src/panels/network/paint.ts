import type { ColourMap } from "../../draw/colourmap";
import { layerColour, type Palette } from "../../ui/colours";
import type { Block } from "./layout";

/** Fonts of the panel by size in pixels and weight. */
export type Fonts = (size: number, weight?: number) => string;

/** What the blocks are painted with. */
export interface Style {
  palette: Palette;
  colours: ColourMap;
  /** Size of the text in pixels. */
  size: number;
  font: Fonts;
}

/** A matrix with its captions; `share(i)` is filter entry i as a share of the colour scale. */
export function paintBlock(
  context: CanvasRenderingContext2D, block: Block, share: (index: number) => number, style: Style,
): void {
  paintCells(context, block, share, style);
  paintBorder(context, block, style);
  paintCaptions(context, block, style);
}

function paintCells(
  context: CanvasRenderingContext2D, block: Block, share: (index: number) => number, { palette, colours }: Style,
): void {
  const { x, y, width, height } = block;
  context.save();
  context.translate(x, y);
  context.fillStyle = palette.grid;
  context.fillRect(0, 0, width, height);
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  block.paths.forEach((path, index) => {
    context.fillStyle = colours.at(share(index));
    context.fill(path);
  });
  context.restore();
}

/** A border in the layer's colour, open on the sides where the matrix goes on. */
function paintBorder(context: CanvasRenderingContext2D, block: Block, { palette, size, font }: Style): void {
  const { x, y, width, height, layer, shape, shown } = block;
  const line = layer === null ? 2 : 3;
  const half = line / 2;
  const goesRight = shown.columns < shape.columns;
  const goesDown = shown.rows < shape.rows;
  context.strokeStyle = colourOf(block, palette);
  context.lineWidth = line;
  context.beginPath();
  context.moveTo(x + width + (goesRight ? 0 : half), y - half);
  context.lineTo(x - half, y - half);
  context.lineTo(x - half, y + height + (goesDown ? 0 : half));
  if (!goesDown) context.lineTo(x + width + (goesRight ? 0 : half), y + height + half);
  context.moveTo(x + width + half, y - line);
  if (!goesRight) context.lineTo(x + width + half, y + height + (goesDown ? 0 : line));
  context.stroke();
  if (!goesRight && !goesDown) return;
  context.font = font(size, 700);
  context.fillStyle = palette.muted;
  context.textAlign = "right";
  context.textBaseline = "bottom";
  context.fillText(goesRight && goesDown ? "⋱" : goesRight ? "⋯" : "⋮", x + width - 2, y + height - 1);
}

function paintCaptions(context: CanvasRenderingContext2D, block: Block, { palette, size, font }: Style): void {
  const { middle, y, height } = block;
  const [name, rest] = headWidths(context, block, size, font);
  const left = middle - (name + rest) / 2;
  context.textBaseline = "alphabetic";
  context.fillStyle = palette.muted;
  context.textAlign = "left";
  context.fillText(block.size, left + name, y - size * 0.5);
  context.textAlign = "center";
  context.fillText(block.caption, middle, y + height + size * 1.4);
  context.textAlign = "left";
  context.font = font(size, 600);
  context.fillStyle = colourOf(block, palette);
  context.fillText(block.name, left, y - size * 0.5);
}

/** The sign between a matrix and the one before. */
export function paintSign(context: CanvasRenderingContext2D, block: Block, { palette, size, font }: Style): void {
  context.font = font(Math.round(size * 1.4), 600);
  context.fillStyle = palette.ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(block.sign, block.signX, block.y + block.height / 2);
}

/** Width of the wider one of a matrix's captions. */
export function captionWidth(
  context: CanvasRenderingContext2D, block: Pick<Block, "name" | "size" | "caption">, size: number, font: Fonts,
): number {
  const [name, rest] = headWidths(context, block, size, font);
  return Math.max(name + rest, context.measureText(block.caption).width);
}

/** Widths of name and size; leaves the plain font set. */
function headWidths(
  context: CanvasRenderingContext2D, block: Pick<Block, "name" | "size">, size: number, font: Fonts,
): [name: number, rest: number] {
  context.font = font(size, 600);
  const name = context.measureText(block.name).width;
  context.font = font(size);
  return [name, context.measureText(block.size).width];
}

function colourOf({ layer }: Block, palette: Palette): string {
  return layer === null ? palette.final : layerColour(palette, layer);
}
