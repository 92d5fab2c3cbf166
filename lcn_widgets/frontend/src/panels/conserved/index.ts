import { layerColour } from "../../ui/colours";
import { legendEntry, lineSwatch, make, markerSwatch } from "../../draw/frame";
import { formatValue, layerName, subscript } from "../../draw/format";
import { columnOf, valueAt } from "../../draw/frames";
import { TimePlot, type Curve } from "../../draw/timeplot";
import { formatNumber } from "../../ui/format";
import type { Palette, Panel, PanelHost, Run } from "../../protocol/types";
import { TimePanel } from "../timepanel";

/** Share of the stage for the squared norms; the rest is for the drift. */
const UPPER = 0.6;
const COMPARISON_DASH = [3, 5];

/** Squared norms of the layers, their conserved differences δ, and the numerical drift of δ. */
export function createConserved(host: PanelHost): Panel {
  return new ConservedPanel(host);
}

class ConservedPanel extends TimePanel {
  private readonly norms: TimePlot;
  private readonly drift: TimePlot;
  private readonly caption = make("p", "lcn-panel-caption");
  private size: [number, number] = [0, 0];

  constructor(host: PanelHost) {
    const onSeek = (time: number): void => host.seek(time);
    const norms = new TimePlot({ logValues: false, labelTime: false, onSeek });
    const drift = new TimePlot({ logValues: true, labelTime: true, onSeek });
    super(host, "conserved", "Conserved differences", [norms, drift]);
    this.norms = norms;
    this.drift = drift;
    norms.element.after(this.caption);
  }

  override setRun(run: Run): void {
    super.setRun(run);
    this.caption.textContent = driftCaption(run);
    if (this.size[0] > 0) this.layout(...this.size);
  }

  protected override layout(width: number, height: number): void {
    this.size = [width, height];
    const size = this.frame.fontSize;
    const font = this.frame.font(size);
    const room = height - this.caption.offsetHeight;
    const several = (this.run?.architecture.depth ?? 2) > 1;
    const upper = several ? Math.round(room * UPPER) : room;
    this.norms.resize(width, upper, font, size);
    this.drift.element.hidden = !several;
    this.drift.resize(width, room - upper, font, size);
  }

  protected override stress(): void {
    this.norms.setHighlight(this.highlighted);
    this.drift.setHighlight(this.highlighted);
  }

  protected curves(run: Run, palette: Palette): Curve[][] {
    const norms = this.normCurves(run, palette);
    const differences = this.differenceCurves(run, palette, "norm_differences");
    return [[...norms, ...differences], this.differenceCurves(run, palette, "drifts")];
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

  protected override legend(run: Run, palette: Palette): HTMLElement[] {
    this.live.clear();
    const [track, comparison] = run.tracks;
    const depth = run.architecture.depth;
    const read = (matrix: "squared_norms" | "norm_differences", column: number) => (): string =>
      this.place ? formatValue(valueAt(track[matrix], this.place, column)) : "";
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
    if (comparison) {
      const mark = lineSwatch(palette.muted, COMPARISON_DASH.join(" "));
      entries.push(legendEntry(this.host, mark, `dotted: ${comparison.label.toLowerCase()}`));
    }
    return entries;
  }

  protected override describe(): void {
    this.live.flush();
    const { run, now, place } = this;
    if (!run || !now || !place) return;
    const [track] = run.tracks;
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

function driftCaption(run: Run): string {
  if (run.architecture.depth < 2) return "One layer: no difference to conserve.";
  const moved = run.tracks.some(({ drifts }) => drifts.data.some((drift) => Math.abs(drift) > 0));
  const [primary, comparison] = run.tracks;
  if (primary.method === "descent") return "Drift |δ(t) − δ(0)|: steps do not conserve δ";
  const whose = comparison ? "of the flow's numerics, and of descent" : "of the numerics";
  return moved
    ? `Drift |δ(t) − δ(0)| ${whose}`
    : "No drift of δ: every difference is exact to the last digit.";
}
