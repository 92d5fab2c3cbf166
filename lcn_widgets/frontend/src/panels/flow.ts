import { legendEntry, lineSwatch, make, PanelFrame, toolButton } from "../drawing/frame";
import { formatScientific, formatValue } from "../drawing/format";
import { scalarAt } from "../drawing/frames";
import { firstMovingFrame } from "../drawing/logarithmic";
import { LiveText } from "../drawing/livetext";
import { TimePlot, type Curve, type TimeAxis } from "../drawing/timeplot";
import type { Frame, Palette, Panel, PanelHost, Run } from "../types";

const COMPARISON_DASH = [3, 5];

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
    this.toggle = toolButton("log t", "Time axis: logarithmic or linear", () => this.toggleTime());
    this.toggle.setAttribute("aria-pressed", "true");
    this.frame.tools.append(this.toggle);
    this.frame.stage.setAttribute("role", "img");
    this.frame.stage.append(this.plot.element);
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
      const style = index === 0 ? {} : { dash: COMPARISON_DASH, width: 2 };
      return [
        { track: index, values: track.risk_gaps, colour: palette.ink, ...style },
        { track: index, values: track.gradient_norms, colour: palette.accent, ...style },
      ];
    });
    this.plot.setCurves(curves, timeAxes(run), this.logTime);
    this.note.textContent = floorNote(run);
    this.buildLegend(run, palette);
  }

  private buildLegend(run: Run, palette: Palette): void {
    this.live.clear();
    const entries = run.tracks.flatMap((track, index) => {
      const dash = index === 0 ? "" : COMPARISON_DASH.join(" ");
      const suffix = run.tracks.length > 1 ? ` (${track.label})` : "";
      const kinds: [string, string, string, Float64Array][] = [
        [palette.ink, "risk", ` − best${suffix}`, track.risk_gaps],
        [palette.accent, "‖∇L‖", suffix, track.gradient_norms],
      ];
      return kinds.map(([colour, name, rest, values]) => {
        const entry = legendEntry(this.host, lineSwatch(colour, dash), name + rest);
        entry.append(
          this.live.add(() => {
            const place = this.now?.places[index];
            return place ? formatScientific(scalarAt(values, place)) : "";
          }),
        );
        return entry;
      });
    });
    this.frame.legend.replaceChildren(...entries);
  }

  private describe(): void {
    this.live.flush();
    const { run, now } = this;
    const track = run?.tracks[0];
    const place = now?.places[0];
    if (!run || !track || !now || !place) return;
    const gap = formatScientific(scalarAt(track.risk_gaps, place));
    const gradient = formatScientific(scalarAt(track.gradient_norms, place));
    this.frame.stage.setAttribute(
      "aria-label",
      `Risk and gradient over time. At t = ${formatValue(now.time)} the risk is ${gap} above ` +
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
  return `Not drawn: from t = ${formatValue(track.times[frame])} on the risk equals the best known value to the last digit.`;
}

