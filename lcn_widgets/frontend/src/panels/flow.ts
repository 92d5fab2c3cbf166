import { legendEntry, lineSwatch, make, PanelFrame, toolButton } from "../drawing/frame";
import { formatValue } from "../drawing/format";
import { scalarAt } from "../drawing/frames";
import { firstMovingFrame } from "../drawing/logarithmic";
import { LiveText } from "../drawing/livetext";
import { TimePlot, type Curve, type TimeAxis } from "../drawing/timeplot";
import { formatNumber } from "../format";
import type { Frame, Palette, Panel, PanelHost, Run } from "../types";

/** Line patterns of risk and gradient, for the primary track and for one to compare with. */
const DASHES = { risk: [[], [2, 4]], gradient: [[11, 5], [9, 4, 2, 4]] };

/** Risk above its best known value and size of the gradient over flow time, both logarithmic. */
export function createFlow(host: PanelHost): Panel {
  return new FlowPanel(host);
}

class FlowPanel implements Panel {
  readonly name = "flow";
  readonly title = "Flow";
  readonly element: HTMLElement;
  private readonly frame: PanelFrame;
  private readonly plot: TimePlot;
  private readonly note = make("p", "lcn-panel-note");
  private readonly live = new LiveText();
  private readonly toggle: HTMLButtonElement;
  private run: Run | null = null;
  private palette: Palette | null = null;
  private now: Frame | null = null;
  private logTime = true;

  constructor(private readonly host: PanelHost) {
    this.frame = new PanelFrame(
      this.name,
      this.title,
      (width, height) => this.resize(width, height),
      () => this.describe(),
    );
    this.element = this.frame.element;
    this.plot = new TimePlot({
      logValues: true,
      labelTime: true,
      onSeek: (time) => host.seek(time),
    });
    this.toggle = toolButton("log t", "log t: logarithmic or linear time axis", () => this.toggleTime());
    this.toggle.setAttribute("aria-pressed", "true");
    this.frame.tools.append(this.toggle);
    this.frame.stage.setAttribute("role", "img");
    this.frame.stage.setAttribute("aria-label", this.frame.title); // until it has been drawn
    const plots = make("div", "lcn-plots");
    plots.append(this.plot.element);
    this.frame.stage.append(plots);
    this.element.append(this.note);
  }

  setRun(run: Run): void {
    this.run = run;
    this.rebuild();
  }

  draw(frame: Frame): void {
    this.now = frame;
    this.plot.setFrame(frame);
    this.live.update();
    this.frame.touch();
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.frame.setPalette(palette);
    this.plot.setPalette(palette);
    this.rebuild();
  }

  setHighlight(): void {
    // The curves belong to all layers together.
  }

  destroy(): void {
    this.plot.destroy();
    this.frame.destroy();
  }

  private resize(width: number, height: number): void {
    const size = this.frame.fontSize;
    this.plot.resize(width, height, this.frame.font(size), size);
  }

  private toggleTime(): void {
    this.logTime = !this.logTime;
    this.toggle.setAttribute("aria-pressed", String(this.logTime));
    this.rebuild();
  }

  private rebuild(): void {
    const { run, palette } = this;
    if (!run || !palette) return;
    const curves = run.tracks.flatMap((track, index): Curve[] => {
      const common = { track: index, width: index === 0 ? 2.75 : 2 };
      const dash = (kind: keyof typeof DASHES): number[] => DASHES[kind][Math.min(index, 1)];
      return [
        { ...common, values: track.risk_gaps, colour: palette.ink, dash: dash("risk") },
        { ...common, values: track.gradient_norms, colour: palette.accent, dash: dash("gradient") },
      ];
    });
    this.plot.setCurves(curves, timeAxes(run), this.logTime);
    this.note.textContent = floorNote(run);
    this.buildLegend(run, palette);
  }

  private buildLegend(run: Run, palette: Palette): void {
    this.live.clear();
    const kinds: [keyof typeof DASHES, string, string, "risk_gaps" | "gradient_norms"][] = [
      ["risk", palette.ink, "risk − best", "risk_gaps"],
      ["gradient", palette.accent, "‖∇L‖", "gradient_norms"],
    ];
    // One entry a track and quantity; the name of the track stands once, before its own.
    const entries = run.tracks.flatMap((track, index) => {
      const prefix = run.tracks.length > 1 ? `${track.label.replace("Gradient ", "")}: ` : "";
      return kinds.map(([kind, colour, name, values], first) => {
        const dash = DASHES[kind][Math.min(index, 1)].join(" ");
        const entry = legendEntry(this.host, lineSwatch(colour, dash), (first === 0 ? prefix : "") + name);
        entry.append(
          this.live.add(() => {
            const place = this.now?.places[index];
            if (!place) return "";
            return this.now!.time > track.times.at(-1)! ? "ended" : formatNumber(scalarAt(track[values], place));
          }),
        );
        return entry;
      });
    });
    this.frame.legend.replaceChildren(...entries);
    this.live.flush();
  }

  private describe(): void {
    this.live.flush();
    const { run, now } = this;
    const track = run?.tracks[0];
    const place = now?.places[0];
    if (!run || !track || !now || !place) return;
    const gap = formatNumber(scalarAt(track.risk_gaps, place));
    const gradient = formatNumber(scalarAt(track.gradient_norms, place));
    this.frame.stage.setAttribute(
      "aria-label",
      `Risk and gradient over time. At t = ${formatNumber(now.time)} the risk is ${gap} above ` +
        `${formatValue(run.bestRisk)}, the best known; the gradient has norm ${gradient}.`,
    );
  }
}

/** Times of each track with the first frame that a logarithmic time axis can show. */
export function timeAxes(run: Run): TimeAxis[] {
  return run.tracks.map((track) => ({
    times: track.times,
    first: firstMovingFrame(track.times, track.path_positions),
  }));
}

/** What the logarithmic axis leaves out, said rather than hidden. */
function floorNote(run: Run): string {
  const track = run.tracks[0];
  const frame = track.risk_gaps.findIndex((gap) => !(gap > 0));
  if (frame < 0) return "";
  return `From t = ${formatNumber(track.times[frame])} on, risk − best is 0: no place on a log axis.`;
}

