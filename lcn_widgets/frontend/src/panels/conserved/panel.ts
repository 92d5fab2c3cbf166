import type { Curve } from "../../draw/curves";
import { TimePlot } from "../../draw/timeplot";
import { columnOf, valueAt } from "../../protocol/frames";
import type { Run, Track } from "../../protocol/run";
import { isSecondRound, layerColour, type Palette } from "../../ui/colours";
import { h, setText } from "../../ui/dom";
import { layerMark, lineSwatch } from "../../ui/swatches";
import { term } from "../../ui/term";
import { formatNumber, formatValue, t } from "../../words";
import { layerEntry, legendEntry } from "../legend";
import type { PanelSetting } from "../panel";
import { TimePanel } from "../timepanel";
import { besideOf, dashOf, ghostEntries, ghostly, trackName } from "../tracks";
import { describeDrift, differenceName, driftName, normName } from "./describe";

/** Share of the stage for the squared norms; the rest is for the drift. */
const UPPER = 0.6;
const COMPARISON_DASH = [3, 5];
const SECOND_ROUND_DASH = [10, 3];
const TWO_COLOURS = [7, 7];
const SLOPE = "⟨w⁽ⁱ⁾, ∇ᵢL⟩";
/** So many digits of the slopes are beyond rounding. */
const SLOPE_DIGITS = 4;

export class ConservedPanel extends TimePanel {
  private readonly norms: TimePlot;
  private readonly drift: TimePlot;
  private readonly caption = h("p", { class: "lcn-panel-caption" });
  private readonly why = h("p", { class: "lcn-why" });
  private size: [number, number] = [0, 0];

  constructor(setting: PanelSetting) {
    const onSeek = (time: number): void => setting.host.seek(time);
    const norms = new TimePlot({ logValues: false, labelTime: false, onSeek });
    const drift = new TimePlot({ logValues: true, labelTime: true, onSeek });
    super(setting, [norms, drift]);
    this.norms = norms;
    this.drift = drift;
    norms.element.after(this.caption);
    this.frame.stage.after(this.why);
  }

  override setRun(run: Run): void {
    super.setRun(run);
    setText(this.caption, describeDrift(run));
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
    const norms = normCurves(run, palette);
    const differences = differenceCurves(run, palette, "norm_differences");
    return [[...norms, ...differences], differenceCurves(run, palette, "drifts")];
  }

  protected override legend(run: Run, palette: Palette): HTMLElement[] {
    this.live.clear();
    const [track] = run.tracks;
    const comparison = besideOf(run.tracks);
    const { depth } = run.architecture;
    const read = (matrix: "squared_norms" | "norm_differences", column: number): HTMLElement =>
      this.live.add(() => (this.readingPlace ? formatValue(valueAt(track[matrix], this.readingPlace, column)) : ""));
    const entries = Array.from({ length: depth }, (_, layer) => {
      const entry = layerEntry(this.host, layer, normName(layer));
      entry.append(read("squared_norms", layer));
      return entry;
    });
    for (let i = 0; i + 1 < depth; i++) {
      const mark = lineSwatch(layerColour(palette, i + 1), TWO_COLOURS, layerColour(palette, i));
      const entry = legendEntry(mark, differenceName(i), i === 0);
      entry.append(read("norm_differences", i));
      entries.push(entry);
    }
    if (comparison) {
      const mark = lineSwatch(palette.muted, COMPARISON_DASH);
      entries.push(legendEntry(mark, t("page.panel.conserved.dotted", { track: trackName(comparison) })));
    }
    this.why.replaceChildren(...this.slopes(track, depth));
    this.why.hidden = depth < 2;
    return [...entries, ...ghostEntries(run.tracks, palette)];
  }

  /** Why δ stays, with the slopes of the present moment, which are equal. */
  private slopes(track: Track, depth: number): (HTMLElement | string)[] {
    const why = track.conservesDifferences
      ? term("rescaling", t("page.panel.conserved.why.flow"))
      : term("step-drift", t("page.panel.conserved.why.steps"));
    const heading = h("span", {}, why, ` ${SLOPE} =`);
    const read = (layer: number): string =>
      this.readingPlace ? formatNumber(valueAt(track.layer_slopes, this.readingPlace, layer), SLOPE_DIGITS) : "";
    const entries = Array.from({ length: depth }, (_, layer) => h("span", { class: "lcn-legend-entry" }, layerMark(layer), this.live.add(() => read(layer))));
    return [heading, ...entries];
  }

  protected override summary(_: Run, time: string): string {
    return t("page.panel.conserved.picture", { time });
  }
}

/** What a curve is called; those of a track to compare with bear its name. */
function nameOf({ tracks }: Run, index: number, quantity: string): string {
  return index > 0 ? `${quantity}, ${trackName(tracks[index])}` : quantity;
}

/** One curve a layer. */
function normCurves(run: Run, palette: Palette): Curve[] {
  return run.tracks.flatMap((track, index) =>
    Array.from({ length: track.squared_norms.columns }, (_, layer): Curve => ({
      track: index,
      name: nameOf(run, index, normName(layer)),
      values: columnOf(track.squared_norms, layer),
      colour: ghostly(layerColour(palette, layer), track),
      letter: track.ghost,
      layers: [layer],
      ...(isSecondRound(layer) && { dash: SECOND_ROUND_DASH }),
      ...(index > 0 && { dash: dashOf(track, COMPARISON_DASH), width: 2 }),
    })),
  );
}

/** One curve a pair of neighbouring layers, in the colours of both. */
function differenceCurves(run: Run, palette: Palette, which: "norm_differences" | "drifts"): Curve[] {
  return run.tracks.flatMap((track, index) =>
    Array.from({ length: track[which].columns }, (_, i): Curve => {
      const values = columnOf(track[which], i);
      return {
        track: index,
        name: nameOf(run, index, which === "drifts" ? driftName(i) : differenceName(i)),
        values: which === "drifts" ? values.map(Math.abs) : values,
        colour: ghostly(layerColour(palette, i + 1), track),
        letter: track.ghost,
        layers: [i, i + 1],
        ...(index === 0 ? { second: layerColour(palette, i) } : { dash: dashOf(track, COMPARISON_DASH), width: 2 }),
      };
    }),
  );
}
