import { legendEntry, lineSwatch, make } from "../../draw/frame";
import { formatValue } from "../../draw/format";
import { hasEnded, scalarAt } from "../../draw/frames";
import { TimePlot, type Curve } from "../../draw/timeplot";
import { formatNumber } from "../../ui/format";
import type { Palette, Panel, PanelHost, Run } from "../../protocol/types";
import { TimePanel } from "../timepanel";

/** Line patterns of risk and gradient, for the primary track and for one to compare with. */
const DASHES = { risk: [[], [2, 4]], gradient: [[11, 5], [9, 4, 2, 4]] };

/** Risk above its best known value and size of the gradient over flow time, both logarithmic. */
export function createFlow(host: PanelHost): Panel {
  return new FlowPanel(host);
}

class FlowPanel extends TimePanel {
  private readonly risks: TimePlot;
  private readonly note = make("p", "lcn-panel-note");

  constructor(host: PanelHost) {
    const risks = new TimePlot({ logValues: true, labelTime: true, onSeek: (time) => host.seek(time) });
    super(host, "flow", "Flow", [risks]);
    this.risks = risks;
    this.element.append(this.note);
  }

  override setRun(run: Run): void {
    super.setRun(run);
    this.note.textContent = floorNote(run);
  }

  protected override layout(width: number, height: number): void {
    const size = this.frame.fontSize;
    this.risks.resize(width, height, this.frame.font(size), size);
  }

  protected curves(run: Run, palette: Palette): Curve[][] {
    const curves = run.tracks.flatMap((track, index): Curve[] => {
      const common = { track: index, width: index === 0 ? 2.75 : 2 };
      const dash = (kind: keyof typeof DASHES): number[] => DASHES[kind][Math.min(index, 1)];
      return [
        { ...common, values: track.risk_gaps, colour: palette.ink, dash: dash("risk") },
        { ...common, values: track.gradient_norms, colour: palette.accent, dash: dash("gradient") },
      ];
    });
    return [curves];
  }

  protected override legend(run: Run, palette: Palette): HTMLElement[] {
    this.live.clear();
    const kinds: [keyof typeof DASHES, string, string, "risk_gaps" | "gradient_norms"][] = [
      ["risk", palette.ink, "risk − best", "risk_gaps"],
      ["gradient", palette.accent, "‖∇L‖", "gradient_norms"],
    ];
    // One entry a track and quantity; the name of the track stands once, before its own.
    return run.tracks.flatMap((track, index) => {
      const prefix = run.tracks.length > 1 ? `${track.label.replace("Gradient ", "")}: ` : "";
      return kinds.map(([kind, colour, name, values], first) => {
        const dash = DASHES[kind][Math.min(index, 1)].join(" ");
        const entry = legendEntry(this.host, lineSwatch(colour, dash), (first === 0 ? prefix : "") + name);
        entry.append(
          this.live.add(() => {
            const place = this.now?.places[index];
            if (!place) return "";
            return hasEnded(track, this.now!.time) ? "ended" : formatNumber(scalarAt(track[values], place));
          }),
        );
        return entry;
      });
    });
  }

  protected override describe(): void {
    this.live.flush();
    const { run, now, place } = this;
    if (!run || !now || !place) return;
    const [track] = run.tracks;
    const gap = formatNumber(scalarAt(track.risk_gaps, place));
    const gradient = formatNumber(scalarAt(track.gradient_norms, place));
    this.frame.stage.setAttribute(
      "aria-label",
      `Risk and gradient over time. At t = ${formatNumber(now.time)} the risk is ${gap} above ` +
        `${formatValue(run.bestRisk)}, the best known; the gradient has norm ${gradient}.`,
    );
  }
}

/** What the logarithmic axis leaves out, said rather than hidden. */
function floorNote(run: Run): string {
  const track = run.tracks[0];
  const frame = track.risk_gaps.findIndex((gap) => !(gap > 0));
  if (frame < 0) return "";
  return `From t = ${formatNumber(track.times[frame])} on, risk − best is 0: no place on a log axis.`;
}

