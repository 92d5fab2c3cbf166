import { layerColour } from "../../ui/colours";
import {
  bandCells, bandStrip, cropped, filterIndex, flowBlocks, networkShapes, type BandShape, type Flow,
} from "../../draw/bands";
import { ColourMap } from "../../draw/colourmap";
import { text } from "../../draw/frame";
import { formatTick, formatValue, layerName, subscript } from "../../draw/format";
import { valueAt } from "../../draw/frames";
import { reachOf } from "../../draw/robust";
import { Surface } from "../../draw/surface";
import type { Palette, Panel, PanelHost, Place, Run } from "../../protocol/types";
import { BasePanel } from "../base";

/** Cells smaller than this are drawn as strips along the band. */
const VISIBLE_CELL = 4;
/** Cells smaller than this make the picture crop large matrices to their left upper corners. */
const READABLE_CELL = 6;
/** Even then they do not become smaller than this; what does not fit is scrolled. */
const LEAST_CELL = 5;
const CROPS = [16, 12, 9, 6];
const LARGEST_CELL = 26;
const SMALLEST_CELL = 0.5;
const MOST_HEIGHT = 720;
const DIM = 0.25;

/** The layers as banded matrices W⁽ᴺ⁾ ⋯ W⁽¹⁾ = V with the values of the present frame. */
export function createNetwork(host: PanelHost): Panel {
  return new NetworkPanel(host);
}

/** One matrix of the picture. */
interface Block {
  shape: BandShape;
  /** The part of it that is drawn. */
  shown: BandShape;
  /** Layer, or null for the product V. */
  layer: number | null;
  /** Where the filter of this matrix starts in a row of its source. */
  offset: number;
  name: string;
  size: string;
  caption: string;
  /** Sign before the matrix, and where it stands. */
  sign: string;
  signX: number;
  /** Middle of the matrix and its captions. */
  middle: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** One path a filter entry: the whole picture is drawn by as many fills as there are entries. */
  paths: Path2D[];
}

class NetworkPanel extends BasePanel {
  private readonly surface: Surface;
  private colours: ColourMap | null = null;
  private blocks: Block[] = [];
  private cell = 1;
  /** Whether some values lie beyond the scales. */
  private clipped = false;
  private scales: { layers: number; final: number } = { layers: 1, final: 1 };

  constructor(host: PanelHost) {
    super(host, "network", "Network");
    this.surface = new Surface(this.frame.stage);
    const { canvas } = this.surface;
    canvas.setAttribute("role", "img");
    canvas.addEventListener("pointermove", (event) => this.hover(event));
    canvas.addEventListener("pointerleave", () => this.leave());
  }

  override setRun(run: Run): void {
    const [track] = run.tracks;
    this.scales = { layers: roundedUp(reachOf(track.filters, run)), final: roundedUp(reachOf(track.final_filters, run)) };
    this.clipped = run.outcome.status === "diverged";
    super.setRun(run);
    this.layout();
  }

  override setPalette(palette: Palette): void {
    this.colours = new ColourMap(palette.theme, palette.surface);
    super.setPalette(palette);
  }

  protected override stress(): void {
    this.paint();
  }

  /** Choose the size of a cell, break the lines and prepare the paths. */
  protected override layout(): void {
    const width = this.frame.stage.clientWidth;
    if (!this.run || width < 40) return;
    const size = this.frame.fontSize;
    this.blocks = this.makeBlocks(this.run);
    const captions = this.blocks.map((block) => this.captionWidth(block, size));
    const captionHeight = size * 3.5;
    const flow = (cell: number): Flow =>
      flowBlocks(
        this.blocks.map(({ shown, sign }, i) => ({
          width: Math.max(shown.columns * cell, captions[i]) + (sign ? 2 : 0.5) * size,
          height: shown.rows * cell + captionHeight,
        })),
        width,
        size * 0.3,
      );
    const fit = (): number => {
      const available = this.availableHeight(width, flow(READABLE_CELL));
      return fitCell((cell) => {
        const { height, width: wide } = flow(cell);
        return height <= available && wide <= width;
      });
    };
    this.cell = fit();
    for (const rows of CROPS) {
      if (this.cell >= READABLE_CELL) break;
      for (const block of this.blocks) block.shown = cropped(block.shape, rows);
      this.cell = fit();
    }
    this.cell = Math.max(this.cell, LEAST_CELL);
    const placed = flow(this.cell);
    const height = Math.max(this.frame.stage.clientHeight, Math.ceil(placed.height));
    const down = (height - placed.height) / 2;
    this.blocks.forEach((block, i) => {
      const spot = placed.spots[i];
      block.width = block.shown.columns * this.cell;
      block.height = block.shown.rows * this.cell;
      block.middle = spot.x + (block.sign ? 1.75 : 0.25) * size + Math.max(block.width, captions[i]) / 2;
      block.signX = spot.x + 0.8 * size;
      block.x = Math.round(block.middle - block.width / 2);
      block.y = Math.round(down + spot.y + size * 1.6);
      block.paths = bandPaths(block.shown, this.cell);
    });
    this.surface.resize(Math.max(width, Math.ceil(placed.width)), height);
    this.frame.offerScroll();
    this.paint();
  }

  /** Height to fill: what suits the width, unless the page decides otherwise. */
  private availableHeight(width: number, readable: Flow): number {
    const usual = Math.max(170, Math.min(340, width * 0.5));
    const wanted = Math.ceil(Math.min(Math.max(usual, readable.height), MOST_HEIGHT));
    return this.frame.askHeight(wanted);
  }

  private makeBlocks(run: Run): Block[] {
    const { dims, widths, strides, final_width, final_stride, depth } = run.architecture;
    const shapes = networkShapes(dims, widths, strides, final_width, final_stride);
    const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, k) => sum + k, 0));
    return shapes.map((shape, i) => {
      const layer = i < depth ? depth - 1 - i : null;
      const letters = layer === null ? ["kᵥ", "sᵥ"] : [`k${subscript(layer + 1)}`, `s${subscript(layer + 1)}`];
      return {
        shape,
        shown: shape,
        layer,
        offset: layer === null ? 0 : starts[layer],
        name: layer === null ? "V" : layerName("W", layer),
        size: ` ${shape.rows} × ${shape.columns}`,
        caption: `${letters[0]} = ${shape.width}   ${letters[1]} = ${shape.stride}`,
        sign: i === 0 ? "" : layer === null ? "=" : "·",
        signX: 0,
        middle: 0,
        x: 0,
        y: 0,
        width: 0,
        height: 0,
        paths: [],
      };
    });
  }

  private captionWidth(block: Block, size: number): number {
    const context = this.surface.context;
    return Math.max(this.headWidths(context, block, size)[2], context.measureText(block.caption).width);
  }

  /** Widths of name, size and both; leaves the plain font set. */
  private headWidths(
    context: CanvasRenderingContext2D,
    block: Block,
    size: number,
  ): [number, number, number] {
    context.font = this.frame.font(size, 600);
    const name = context.measureText(block.name).width;
    context.font = this.frame.font(size);
    const rest = context.measureText(block.size).width;
    return [name, rest, name + rest];
  }

  protected paint(): void {
    const { run, palette, colours, place } = this;
    if (!run || !palette || !colours || !place || this.blocks.length === 0) return;
    const context = this.surface.clear();
    const size = this.frame.fontSize;
    this.blocks.forEach((block) => {
      const dimmed =
        this.highlighted !== null && block.layer !== null && block.layer !== this.highlighted;
      context.globalAlpha = dimmed ? DIM : 1;
      this.paintBlock(context, block, palette, colours, place);
      this.paintText(context, block, palette, size);
      context.globalAlpha = 1;
      this.paintSign(context, block, palette, size);
    });
  }

  private paintBlock(
    context: CanvasRenderingContext2D,
    block: Block,
    palette: Palette,
    colours: ColourMap,
    place: Place,
  ): void {
    const { x, y, width, height, layer } = block;
    context.save();
    context.translate(x, y);
    context.fillStyle = palette.grid;
    context.fillRect(0, 0, width, height);
    context.beginPath();
    context.rect(0, 0, width, height);
    context.clip();
    const scale = layer === null ? this.scales.final : this.scales.layers;
    block.paths.forEach((path, index) => {
      context.fillStyle = colours.at(this.entry(block, index, place) / scale);
      context.fill(path);
    });
    context.restore();
    this.paintBorder(context, block, palette);
  }

  /** A border in the layer's colour, open on the sides where the matrix goes on. */
  private paintBorder(
    context: CanvasRenderingContext2D,
    block: Block,
    palette: Palette,
  ): void {
    const { x, y, width, height, layer, shape, shown } = block;
    const line = layer === null ? 2 : 3;
    const half = line / 2;
    const goesRight = shown.columns < shape.columns;
    const goesDown = shown.rows < shape.rows;
    context.strokeStyle = layer === null ? palette.final : layerColour(palette, layer);
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
    context.font = this.frame.font(this.frame.fontSize, 700);
    context.fillStyle = palette.muted;
    context.textAlign = "right";
    context.textBaseline = "bottom";
    context.fillText(goesRight && goesDown ? "⋱" : goesRight ? "⋯" : "⋮", x + width - 2, y + height - 1);
  }

  private paintText(
    context: CanvasRenderingContext2D,
    block: Block,
    palette: Palette,
    size: number,
  ): void {
    const { middle, y, height, layer } = block;
    const [name, , both] = this.headWidths(context, block, size);
    const left = middle - both / 2;
    context.textBaseline = "alphabetic";
    context.fillStyle = palette.muted;
    context.textAlign = "left";
    context.fillText(block.size, left + name, y - size * 0.5);
    context.textAlign = "center";
    context.fillText(block.caption, middle, y + height + size * 1.4);
    context.textAlign = "left";
    context.font = this.frame.font(size, 600);
    context.fillStyle = layer === null ? palette.final : layerColour(palette, layer);
    context.fillText(block.name, left, y - size * 0.5);
  }

  private paintSign(
    context: CanvasRenderingContext2D,
    block: Block,
    palette: Palette,
    size: number,
  ): void {
    context.font = this.frame.font(Math.round(size * 1.4), 600);
    context.fillStyle = palette.ink;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(block.sign, block.signX, block.y + block.height / 2);
  }

  private entry(block: Block, index: number, place: Place): number {
    const track = this.run!.tracks[0];
    const source = block.layer === null ? track.final_filters : track.filters;
    return valueAt(source, place, block.offset + index);
  }

  private hover(event: PointerEvent): void {
    const { place } = this;
    const block = this.blocks.find(
      ({ x, y, width, height }) =>
        event.offsetX >= x && event.offsetX < x + width && event.offsetY >= y && event.offsetY < y + height,
    );
    if (!block || !place) return this.leave();
    const row = Math.floor((event.offsetY - block.y) / this.cell);
    const column = Math.floor((event.offsetX - block.x) / this.cell);
    const index = filterIndex(block.shape, row, column);
    const letter = block.layer === null ? "v" : layerName("w", block.layer);
    const value = index < 0 ? "0" : `${letter}${subscript(index + 1)} = ${formatValue(this.entry(block, index, place))}`;
    this.frame.showTip(
      [value, `${block.name}, row ${row + 1}, column ${column + 1}`],
      event.offsetX - this.frame.stage.scrollLeft,
      event.offsetY - this.frame.stage.scrollTop,
    );
    this.host.highlight(block.layer);
  }

  protected override legend(): HTMLElement[] {
    const { colours, scales } = this;
    const [below, above] = this.clipped ? ["≤ ", "≥ "] : ["", ""];
    const bar = (label: string, scale: number): HTMLElement => {
      const entry = text("span", "lcn-legend-entry", "");
      const ramp = text("span", "lcn-ramp", "");
      const stops = Array.from({ length: 13 }, (_, i) => colours!.at(i / 6 - 1));
      ramp.style.background = `linear-gradient(to right, ${stops.join(",")})`;
      entry.append(text("span", "", label), text("span", "lcn-live", `${below}−${formatTick(scale)}`), ramp, text("span", "lcn-live", above + formatTick(scale)));
      return entry;
    };
    return [bar("layers", scales.layers), bar("V", scales.final)];
  }

  protected override describe(): void {
    const { place } = this;
    if (!place) return;
    const parts = this.blocks.map((block) => {
      const { rows, columns, width, stride } = block.shape;
      const entries = Array.from({ length: Math.min(width, 8) }, (_, i) => formatValue(this.entry(block, i, place)));
      const more = width > 8 ? ", …" : "";
      return `${block.name}: ${rows} by ${columns}, width ${width}, stride ${stride}, filter ${entries.join(", ")}${more}`;
    });
    this.surface.canvas.setAttribute("aria-label", `Convolutional matrices. ${parts.join(". ")}.`);
  }
}

/** Largest cell that fits, to half a pixel, or the smallest cell. */
function fitCell(fits: (cell: number) => boolean): number {
  for (let cell = LARGEST_CELL; cell > SMALLEST_CELL; cell -= cell > VISIBLE_CELL ? 1 : 0.25) {
    if (fits(cell)) return cell;
  }
  return SMALLEST_CELL;
}

/** One path for each filter entry, in pixels from the matrix's left upper corner. */
function bandPaths(shape: BandShape, cell: number): Path2D[] {
  const gap = cell >= 8 ? 1 : 0;
  return Array.from({ length: shape.width }, (_, index) => {
    const path = new Path2D();
    if (cell >= VISIBLE_CELL) {
      for (const [column, row] of bandCells(shape, index)) {
        path.rect(column * cell, row * cell, cell - gap, cell - gap);
      }
      return path;
    }
    bandStrip(shape, index).forEach(([x, y], corner) => {
      if (corner === 0) path.moveTo(x * cell, y * cell);
      else path.lineTo(x * cell, y * cell);
    });
    path.closePath();
    return path;
  });
}

/** The next number with one digit. */
function roundedUp(most: number): number {
  if (most === 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(most));
  return Math.ceil(most / unit - 1e-9) * unit;
}
