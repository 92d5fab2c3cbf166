import type { Curve } from "../../draw/curves";
import { TimePlot } from "../../draw/timeplot";
import { hasEnded, scalarAt } from "../../protocol/frames";
import type { Predictions } from "../../protocol/predictions";
import type { Run } from "../../protocol/run";
import type { Palette } from "../../ui/colours";
import { h, setText } from "../../ui/dom";
import { lineSwatch } from "../../ui/swatches";
import { formatNumber, formatValue, t } from "../../words";
import { legendEntry } from "../legend";
import type { PanelSetting } from "../panel";
import { TimePanel } from "../timepanel";
import { besideOf, dashOf, ghostEntries, ghostly, trackName } from "../tracks";
import { describeFloor } from "./describe";

/** What is drawn of a track, with the line patterns for the primary one and one to compare with. */
const QUANTITIES = [
  { values: "risk_gaps", name: () => t("page.panel.flow.risk"), colour: "ink", dashes: [[], [2, 4]] },
  { values: "gradient_norms", name: () => "‖∇L‖", colour: "accent", dashes: [[11, 5], [9, 4, 2, 4]] },
] as const;

export class FlowPanel extends TimePanel {
  private readonly plot: TimePlot;
  private readonly note = h("p", { class: "lcn-panel-note" });

  constructor(setting: PanelSetting) {
    const { host } = setting;
    const plot = new TimePlot({ logValues: true, labelTime: true, onSeek: (time) => host.seek(time) });
    super(setting, [plot]);
    this.plot = plot;
    this.element.append(this.note);
  }

  override setRun(run: Run): void {
    super.setRun(run);
    setText(this.note, describeFloor(run));
  }

  /** That the risk reaches the best is the end of the run. */
  setPredictions({ hidden }: Predictions): void {
    this.note.hidden = hidden;
  }

  protected override layout(width: number, height: number): void {
    const size = this.frame.fontSize;
    this.plot.resize(width, height, this.frame.font(size), size);
  }

  protected curves(run: Run, palette: Palette): Curve[][] {
    const curves = run.tracks.flatMap((track, index) =>
      QUANTITIES.map(({ values, name, colour, dashes }): Curve => ({
        track: index,
        name: nameOf(run, index, name()),
        width: index === 0 ? 2.75 : 2,
        values: track[values],
        colour: ghostly(palette[colour], track),
        letter: track.ghost,
        dash: index === 0 ? [...dashes[0]] : dashOf(track, dashes[1]),
      })),
    );
    return [curves];
  }

  protected override legend(run: Run, palette: Palette): HTMLElement[] {
    this.live.clear();
    // One entry a track and quantity; the name of the track stands once, before its own.
    const entries = run.tracks.filter(({ ghost }) => !ghost).flatMap((track, index) =>
      QUANTITIES.map(({ values, name, colour, dashes }, order) => {
        const quantity = name();
        const mark = lineSwatch(palette[colour], dashes[Math.min(index, 1)]);
        const label = order === 0 ? nameOf(run, index, quantity) : quantity;
        const entry = legendEntry(mark, label);
        entry.append(
          this.live.add(() => {
            const place = this.now?.reading.places[index];
            if (!place) return "";
            return hasEnded(track, this.now!.time) ? t("page.panel.flow.ended") : formatNumber(scalarAt(track[values], place));
          }),
        );
        return entry;
      }),
    );
    return [...entries, ...ghostEntries(run.tracks, palette)];
  }

  protected override summary(run: Run, time: string): string {
    return t("page.panel.flow.picture", { time, best: formatValue(run.bestRisk) });
  }
}

/** What a curve is called; several tracks have one each. */
function nameOf({ tracks }: Run, index: number, quantity: string): string {
  return besideOf(tracks) || index > 0 ? t("page.panel.flow.of", { track: trackName(tracks[index]), quantity }) : quantity;
}
