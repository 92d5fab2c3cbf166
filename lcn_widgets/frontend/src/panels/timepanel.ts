import { least } from "d3-array";
import type { Curve, TimeAxis } from "../draw/curves";
import { firstMovingFrame } from "../draw/logarithmic";
import type { TimePlot } from "../draw/timeplot";
import type { Run } from "../protocol/run";
import type { Palette } from "../ui/colours";
import { h } from "../ui/dom";
import { formatNumber } from "../words";
import { BasePanel } from "./base";
import { LiveText } from "./livetext";
import type { Mark, PanelSetting } from "./panel";

/** Curves over flow time, in one plot or several; the time axis is logarithmic unless the player moves along linear time. */
export abstract class TimePanel extends BasePanel {
  /** Numbers in the legend. */
  protected readonly live = new LiveText();
  private logTime = true;

  constructor(setting: PanelSetting, private readonly plots: readonly TimePlot[]) {
    super(setting);
    this.frame.stage.append(h("div", { class: "lcn-plots" }, ...plots.map(({ element }) => element)));
    this.readMarks();
  }

  override setRun(run: Run): void {
    super.setRun(run);
    this.drawCurves();
  }

  override setPalette(palette: Palette): void {
    super.setPalette(palette);
    for (const plot of this.plots) plot.setPalette(palette);
    this.drawCurves();
  }

  override destroy(): void {
    for (const plot of this.plots) plot.destroy();
    this.live.clear();
    super.destroy();
  }

  /** The curves of each plot. */
  protected abstract curves(run: Run, palette: Palette): Curve[][];

  /** The curves at the cursor: a value each, where its dot is. Curves without a name have none. */
  override marks(): Mark[] {
    return this.plots.flatMap((plot, i) => plot.dots().map(({ curve, x, y, value }): Mark => ({
      id: `${i}-${curve.name}`,
      name: curve.name,
      value: formatNumber(value),
      x, y,
      ...(curve.layers?.length === 1 && { layer: curve.layers[0] }),
    })));
  }

  /** The nearest curve above or below a point at the cursor. */
  protected override hit(x: number, y: number, reach: number): Mark | null {
    const near = this.marks().filter((mark) => Math.abs(mark.x - x) < reach);
    return least(near, (mark) => Math.abs(mark.y - y)) ?? null;
  }

  protected override rest(): void {
    this.live.flush();
    super.rest();
  }

  protected paint(): void {
    const logTime = this.now!.axis !== "linear";
    if (logTime !== this.logTime) {
      this.logTime = logTime;
      this.drawCurves();
    }
    for (const plot of this.plots) plot.setFrame(this.now!);
    this.live.update();
  }

  private drawCurves(): void {
    const { run, palette } = this;
    if (!run || !palette) return;
    const curves = this.curves(run, palette);
    const axes = timeAxes(run);
    this.plots.forEach((plot, i) => plot.setCurves(curves[i], axes, this.logTime));
  }
}

/** Times of each track with the first frame that a logarithmic time axis can show. */
function timeAxes(run: Run): TimeAxis[] {
  return run.tracks.map((track) => ({
    times: track.times,
    first: firstMovingFrame(track.times, track.path_positions),
  }));
}
