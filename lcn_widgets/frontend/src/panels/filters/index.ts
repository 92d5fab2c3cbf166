import { scaleLinear, type ScaleLinear } from "d3-scale";
import { layerColour } from "../../ui/colours";
import { flowBlocks } from "../../draw/bands";
import { barSwatch, legendEntry, markerSwatch } from "../../draw/frame";
import { formatTick, formatValue, layerName, subscript } from "../../draw/format";
import { valueAt } from "../../draw/frames";
import { reachOf } from "../../draw/robust";
import { Surface } from "../../draw/surface";
import type { Palette, Panel, PanelHost, Place, Run } from "../../protocol/types";
import { BasePanel } from "../base";

const DIM = 0.25;
const WIDEST = 56;
const THINNEST = 6;
/** The legend names the layers of a network up to this depth. */
const MOST_NAMED = 4;
const ARROW = 8;

/** The filters w⁽ⁱ⁾ of the layers and the final filter v against the target, as bars. */
export function createFilters(host: PanelHost): Panel {
  return new FiltersPanel(host);
}

/** One small bar chart. */
interface Chart {
  /** Layer, or null for the final filter. */
  layer: number | null;
  name: string;
  count: number;
  offset: number;
  scale: ScaleLinear<number, number>;
  x: number;
  y: number;
  width: number;
}

class FiltersPanel extends BasePanel {
  private readonly surface: Surface;
  private charts: Chart[] = [];
  private barHeight = 100;

  constructor(host: PanelHost) {
    super(host, "filters", "Filters");
    this.surface = new Surface(this.frame.stage);
    const { canvas } = this.surface;
    canvas.setAttribute("role", "img");
    canvas.addEventListener("pointermove", (event) => this.hover(event));
    canvas.addEventListener("pointerleave", () => this.leave());
  }

  override setRun(run: Run): void {
    super.setRun(run);
    this.layout();
  }

  protected override stress(): void {
    this.paint();
  }

  protected override layout(): void {
    const width = this.frame.stage.clientWidth;
    if (!this.run || width < 40) return;
    const size = this.frame.fontSize;
    const margin = size * 3;
    const head = size * 1.9;
    const { widths, final_width, depth } = this.run.architecture;
    const { filters, final_filters } = this.run.tracks[0];
    const layerRange = rangeOf([filters.data], reachOf(filters, this.run));
    const target = this.run.reference.final_filter;
    const finalRange = rangeOf([final_filters.data, target], Math.max(reachOf(final_filters, this.run), ...target.map(Math.abs)));
    const counts = [...widths, final_width];
    const inner = (i: number, bar: number): number =>
      Math.min(width - margin, Math.max(counts[i] * bar * (i === depth ? 2 : 1), size * 2.5));
    const flow = (bar: number, height: number): ReturnType<typeof flowBlocks> =>
      flowBlocks(
        counts.map((_, i) => ({ width: margin + inner(i, bar), height: head + height + size * 0.6 })),
        width,
        size * 0.5,
      );
    const bar = fitBar((candidate) => flow(candidate, 1).lineHeights.length);
    const lines = flow(bar, 1).lineHeights.length;
    const available = this.availableHeight(width, lines * (head + size * 6));
    this.barHeight = Math.round(
      Math.max(size * 5, Math.min(260, available / lines - head - size * 1.1)),
    );
    const placed = flow(bar, this.barHeight);
    const height = Math.max(this.frame.stage.clientHeight, Math.ceil(placed.height));
    let offset = 0;
    this.charts = counts.map((count, i) => {
      const spot = placed.spots[i];
      const layer = i < depth ? i : null;
      const top = spot.y + head;
      const chart = {
        layer,
        name: layer === null ? "v" : layerName("w", layer),
        count,
        offset: layer === null ? 0 : offset,
        scale: scaleLinear()
          .domain(layer === null ? finalRange : layerRange)
          .range([top + this.barHeight, top]),
        x: spot.x + margin,
        y: top,
        width: inner(i, bar),
      };
      offset += count;
      return chart;
    });
    this.surface.resize(width, height);
    this.frame.offerScroll();
    this.paint();
  }

  /** Height to fill: what suits the width, unless the page decides otherwise. */
  private availableHeight(width: number, least: number): number {
    const wanted = Math.round(Math.max(least, Math.min(300, width * 0.42)));
    return this.frame.askHeight(wanted);
  }

  protected paint(): void {
    const { run, palette, place } = this;
    if (!run || !palette || !place || this.charts.length === 0) return;
    const context = this.surface.clear();
    for (const chart of this.charts) {
      const dimmed =
        this.highlighted !== null && chart.layer !== null && chart.layer !== this.highlighted;
      context.globalAlpha = dimmed ? DIM : 1;
      this.paintAxis(context, chart, palette);
      this.paintBars(context, chart, palette, place);
    }
    context.globalAlpha = 1;
  }

  private paintAxis(context: CanvasRenderingContext2D, chart: Chart, palette: Palette): void {
    const size = this.frame.fontSize;
    const { x, y, width, scale } = chart;
    context.font = this.frame.font(size);
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.lineWidth = 1;
    for (const tick of scale.ticks(Math.max(3, Math.round(this.barHeight / (2.6 * size))))) {
      const at = Math.round(scale(tick)) + 0.5;
      context.strokeStyle = tick === 0 ? palette.ink : palette.grid;
      context.beginPath();
      context.moveTo(x, at);
      context.lineTo(x + width, at);
      context.stroke();
      context.fillStyle = palette.muted;
      context.fillText(formatTick(tick), x - size * 0.4, at);
    }
    context.font = this.frame.font(size, 600);
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    context.fillStyle = chart.layer === null ? palette.final : layerColour(palette, chart.layer);
    context.fillText(chart.name, x, y - size * 0.6);
    if (chart.layer !== null) return;
    const indent = context.measureText("v ").width;
    context.font = this.frame.font(size);
    context.fillStyle = palette.muted;
    const caption = `against ${this.run!.targetLabel}`;
    const fits = x + indent + context.measureText(caption).width <= this.surface.width;
    if (fits) context.fillText(caption, x + indent, y - size * 0.6);
  }

  private paintBars(
    context: CanvasRenderingContext2D,
    chart: Chart,
    palette: Palette,
    place: Place,
  ): void {
    const { layer, count, scale } = chart;
    const target = this.run!.reference.final_filter;
    const slot = chart.width / count;
    const gap = Math.min(slot * 0.18, 8);
    const zero = scale(0);
    const [bottom, top] = scale.range();
    const bar = (x: number, width: number, value: number): void => {
      const wanted = scale(value);
      const beyond = wanted < top - 1 ? -1 : wanted > bottom + 1 ? 1 : 0;
      // An arrowhead tells of what lies beyond the scale.
      const tip = Math.max(top, Math.min(bottom, wanted)) - ARROW * beyond;
      context.fillRect(x, Math.min(zero, tip), width, Math.abs(tip - zero));
      if (beyond) paintArrow(context, x + width / 2, tip, width / 2 + 3, ARROW * beyond);
    };
    for (let i = 0; i < count; i++) {
      const left = chart.x + i * slot + gap / 2;
      const width = slot - gap;
      if (layer === null) {
        context.fillStyle = palette.final;
        bar(left, width / 2, this.value(chart, i, place));
        context.fillStyle = palette.target;
        bar(left + width / 2, width / 2, target[i]);
      } else {
        context.fillStyle = layerColour(palette, layer);
        bar(left, width, this.value(chart, i, place));
      }
    }
    context.strokeStyle = palette.ink;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(chart.x, Math.round(zero) + 0.5);
    context.lineTo(chart.x + chart.width, Math.round(zero) + 0.5);
    context.stroke();
  }

  private value(chart: Chart, index: number, place: Place): number {
    const track = this.run!.tracks[0];
    const source = chart.layer === null ? track.final_filters : track.filters;
    return valueAt(source, place, chart.offset + index);
  }

  private hover(event: PointerEvent): void {
    const { place, run } = this;
    const chart = this.charts.find(
      ({ x, y, width }) =>
        event.offsetX >= x && event.offsetX < x + width &&
        event.offsetY >= y - 4 && event.offsetY <= y + this.barHeight + 4,
    );
    if (!chart || !place || !run) return this.leave();
    const index = Math.floor(((event.offsetX - chart.x) / chart.width) * chart.count);
    const lines = [`${chart.name}${subscript(index + 1)} = ${formatValue(this.value(chart, index, place))}`];
    if (chart.layer === null) lines.push(`${run.targetLabel}: ${formatValue(run.reference.final_filter[index])}`);
    this.frame.showTip(lines, event.offsetX, event.offsetY - this.frame.stage.scrollTop);
    this.host.highlight(chart.layer);
  }

  protected override legend(run: Run, palette: Palette): HTMLElement[] {
    const { depth } = run.architecture;
    // Each chart has its name: many of them need the room of the legend.
    const layers = Array.from({ length: depth > MOST_NAMED ? 0 : depth }, (_, i) =>
      legendEntry(this.host, markerSwatch(i, layerColour(palette, i)), layerName("w", i), i),
    );
    return [
      ...layers,
      legendEntry(this.host, barSwatch(palette.final), "v"),
      legendEntry(this.host, barSwatch(palette.target), run.targetLabel),
    ];
  }

  protected override describe(): void {
    const { place, run } = this;
    if (!place || !run) return;
    const parts = this.charts.map((chart) => {
      const shown = Math.min(chart.count, 12);
      const values = Array.from({ length: shown }, (_, i) => formatValue(this.value(chart, i, place)));
      return `${chart.name} = (${values.join(", ")}${shown < chart.count ? ", …" : ""})`;
    });
    const target = Array.from(run.reference.final_filter.subarray(0, 12), formatValue);
    this.surface.canvas.setAttribute(
      "aria-label",
      `Filters. ${parts.join("; ")}; ${run.targetLabel} (${target.join(", ")}).`,
    );
  }
}

function paintArrow(context: CanvasRenderingContext2D, x: number, y: number, half: number, down: number): void {
  context.beginPath();
  context.moveTo(x - half, y);
  context.lineTo(x + half, y);
  context.lineTo(x, y + down);
  context.fill();
}

/** Smallest and largest finite value up to `reach`, zero included. */
function rangeOf(sources: Float64Array[], reach: number): [number, number] {
  let low = 0;
  let high = 0;
  for (const source of sources) {
    for (const value of source) {
      if (!Number.isFinite(value)) continue;
      low = Math.max(-reach, Math.min(low, value));
      high = Math.min(reach, Math.max(high, value));
    }
  }
  const air = 0.06 * (high - low);
  return low === high ? [-1, 1] : [low - air, high + air];
}

/** Widest bar that keeps the charts on one line, or on as few lines as thin bars need. */
function fitBar(lines: (bar: number) => number): number {
  const fewest = lines(THINNEST);
  let bar = WIDEST;
  while (bar > THINNEST && lines(bar) > fewest) bar -= 1;
  return bar;
}
