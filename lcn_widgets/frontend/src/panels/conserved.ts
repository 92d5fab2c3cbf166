import { layerColour } from "../colours";
import {
  legendEntry, lineSwatch, make, markerSwatch, PanelFrame, toolButton,
} from "../drawing/frame";
import { formatValue, layerName, subscript } from "../drawing/format";
import { columnOf, valueAt } from "../drawing/frames";
import { LiveText } from "../drawing/livetext";
import { TimePlot, type Curve } from "../drawing/timeplot";
import { formatNumber } from "../format";
import type { Frame, Palette, Panel, PanelHost, Run } from "../types";
import { timeAxes } from "./flow";

/** Share of the stage for the squared norms; the rest is for the drift. */
const UPPER = 0.6;
const COMPARISON_DASH = [3, 5];

/** Squared norms of the layers, their conserved differences δ, and the numerical drift of δ. */
export function createConserved(host: PanelHost): Panel {
  return new ConservedPanel(host);
}

class ConservedPanel implements Panel {
  readonly name = "conserved";
  readonly title = "Conserved differences";
  readonly element: HTMLElement;
  private readonly frame: PanelFrame;
  private readonly norms: TimePlot;
  private readonly drift: TimePlot;
  private readonly caption = make("p", "lcn-panel-caption");
  private readonly live = new LiveText();
  private readonly toggle: HTMLButtonElement;
  private run: Run | null = null;
  private palette: Palette | null = null;
  private now: Frame | null = null;
  private logTime = true;
  private size: [number, number] = [0, 0];

  constructor(private readonly host: PanelHost) {
    this.frame = new PanelFrame(
      this.name,
      this.title,
      (width, height) => this.resize(width, height),
      () => this.describe(),
    );
    this.element = this.frame.element;
    const onSeek = (time: number): void => host.seek(time);
    this.norms = new TimePlot({ logValues: false, labelTime: false, onSeek });
    this.drift = new TimePlot({ logValues: true, labelTime: true, onSeek });
    this.toggle = toolButton("log t", "log t: logarithmic or linear time axis", () => this.toggleTime());
    this.toggle.setAttribute("aria-pressed", "true");
    this.frame.tools.append(this.toggle);
    this.frame.stage.setAttribute("role", "img");
    this.frame.stage.setAttribute("aria-label", this.frame.title); // until it has been drawn
    const plots = make("div", "lcn-plots");
    plots.append(this.norms.element, this.caption, this.drift.element);
    this.frame.stage.append(plots);
  }

  setRun(run: Run): void {
    this.run = run;
    this.rebuild();
  }

  draw(frame: Frame): void {
    this.now = frame;
    this.norms.setFrame(frame);
    this.drift.setFrame(frame);
    this.live.update();
    this.frame.touch();
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.frame.setPalette(palette);
    this.norms.setPalette(palette);
    this.drift.setPalette(palette);
    this.rebuild();
  }

  setHighlight(layer: number | null): void {
    this.norms.setHighlight(layer);
    this.drift.setHighlight(layer);
  }

  destroy(): void {
    this.norms.destroy();
    this.drift.destroy();
    this.frame.destroy();
  }

  private get hasDifferences(): boolean {
    return (this.run?.architecture.depth ?? 2) > 1;
  }

  private resize(width: number, height: number): void {
    this.size = [width, height];
    const size = this.frame.fontSize;
    const font = this.frame.font(size);
    const room = height - this.caption.offsetHeight;
    const upper = this.hasDifferences ? Math.round(room * UPPER) : room;
    this.norms.resize(width, upper, font, size);
    this.drift.element.hidden = !this.hasDifferences;
    this.drift.resize(width, room - upper, font, size);
  }

  private toggleTime(): void {
    this.logTime = !this.logTime;
    this.toggle.setAttribute("aria-pressed", String(this.logTime));
    this.rebuild();
  }

  private rebuild(): void {
    const { run, palette } = this;
    if (!run || !palette) return;
    const axes = timeAxes(run);
    const norms = this.normCurves(run, palette);
    const drifts = this.differenceCurves(run, palette, "drifts");
    this.norms.setCurves([...norms, ...this.differenceCurves(run, palette, "norm_differences")], axes, this.logTime);
    this.drift.setCurves(drifts, axes, this.logTime);
    this.caption.textContent = driftCaption(run, drifts);
    this.buildLegend(run, palette);
    if (this.size[0] > 0) this.resize(...this.size);
  }

  private normCurves(run: Run, palette: Palette): Curve[] {
    return run.tracks.flatMap((track, index) =>
      Array.from({ length: track.squared_norms.columns }, (_, layer): Curve => ({
        track: index,
        values: columnOf(track.squared_norms, layer),
        colour: layerColour(palette, layer),
        layers: [layer],
        ...(index > 0 && { dash: COMPARISON_DASH, width: 2 }),
      })),
    );
  }

  private differenceCurves(
    run: Run,
    palette: Palette,
    which: "norm_differences" | "drifts",
  ): Curve[] {
    return run.tracks.flatMap((track, index) =>
      Array.from({ length: track[which].columns }, (_, i): Curve => {
        const values = columnOf(track[which], i);
        return {
          track: index,
          values: which === "drifts" ? values.map(Math.abs) : values,
          colour: layerColour(palette, i + 1),
          layers: [i, i + 1],
          ...(index === 0 ? { second: layerColour(palette, i) } : { dash: COMPARISON_DASH, width: 2 }),
        };
      }),
    );
  }

  private buildLegend(run: Run, palette: Palette): void {
    this.live.clear();
    const track = run.tracks[0];
    const depth = run.architecture.depth;
    const read = (matrix: "squared_norms" | "norm_differences", column: number) => (): string => {
      const place = this.now?.places[0];
      return place ? formatValue(valueAt(track[matrix], place, column)) : "";
    };
    const entries = Array.from({ length: depth }, (_, layer) => {
      const label = `‖${layerName("w", layer)}‖²`;
      const entry = legendEntry(this.host, markerSwatch(layer, layerColour(palette, layer)), label, layer);
      entry.append(this.live.add(read("squared_norms", layer)));
      return entry;
    });
    for (let i = 0; i + 1 < depth; i++) {
      const mark = lineSwatch(layerColour(palette, i + 1), "7 7", layerColour(palette, i));
      const entry = legendEntry(this.host, mark, differenceName(i));
      entry.append(this.live.add(read("norm_differences", i)));
      entries.push(entry);
    }
    const [, comparison] = run.tracks;
    if (comparison) {
      const mark = lineSwatch(palette.muted, COMPARISON_DASH.join(" "));
      entries.push(legendEntry(this.host, mark, `dotted: ${comparison.label.toLowerCase()}`));
    }
    this.frame.legend.replaceChildren(...entries);
    this.live.flush();
  }

  private describe(): void {
    this.live.flush();
    const { run, now } = this;
    const track = run?.tracks[0];
    const place = now?.places[0];
    if (!run || !track || !now || !place) return;
    const norms = run.architecture.widths.map(
      (_, i) => `layer ${i + 1}: ${formatValue(valueAt(track.squared_norms, place, i))}`,
    );
    const drifts = Array.from({ length: track.drifts.columns }, (_, i) =>
      Math.abs(valueAt(track.drifts, place, i)),
    );
    const drift = drifts.length > 0 ? ` Largest drift of their differences: ${formatNumber(Math.max(...drifts))}.` : "";
    this.frame.stage.setAttribute(
      "aria-label",
      `Squared norms at t = ${formatNumber(now.time)}. ${norms.join(", ")}.${drift}`,
    );
  }
}

/** δ of layers i and i + 1 as in the core: ‖w⁽ⁱ⁺¹⁾‖² − ‖w⁽ⁱ⁾‖². */
function differenceName(i: number): string {
  return `δ${subscript(i + 2)}${i < 8 ? "" : "‚"}${subscript(i + 1)}`;
}

function driftCaption(run: Run, drifts: Curve[]): string {
  if (run.architecture.depth < 2) return "One layer: no difference to conserve.";
  const moved = drifts.some((curve) => curve.values.some((value) => value > 0));
  const [primary, comparison] = run.tracks;
  if (primary.method === "descent") return "Drift |δ(t) − δ(0)|: steps do not conserve δ";
  const whose = comparison ? "of the flow's numerics, and of descent" : "of the numerics";
  return moved
    ? `Drift |δ(t) − δ(0)| ${whose}`
    : "No drift of δ: every difference is exact to the last digit.";
}
