import { drawPlane } from "../../draw/planeaxes";
import { fitRun, viewOf, zoomed, type Box, type PlaneView } from "../../draw/plane";
import { Surface } from "../../draw/surface";
import { hasEnded, type Frame, type Moment } from "../../protocol/frames";
import type { Run } from "../../protocol/run";
import type { Palette } from "../../ui/colours";
import { countSwatch, crossSwatch, ringSwatch, startSwatch } from "../../ui/swatches";
import { say, t } from "../../words";
import { BasePanel } from "../base";
import { toolButton } from "../frame";
import { layerEntry, legendEntry } from "../legend";
import type { Mark, PanelSetting, RootMarks } from "../panel";
import { besideOf, ghostEntries, trackName } from "../tracks";
import { describePicture, listRoots } from "./describe";
import { paintMarks, paintReference, paintRoots, paintStarts, paintTogether } from "./paint";
import { placeRoots, type Drawn, type Sight } from "./place";
import { Trails } from "./trails";
import { PlaneZoom } from "./zoom";

const DIM = 0.14;

export class RootsPanel extends BasePanel {
  private readonly back: Surface;
  private readonly trails: Trails;
  private readonly front: Surface;
  private readonly zoom: PlaneZoom;
  private box: Box = { left: -1.2, right: 1.2, bottom: -1.2, top: 1.2 };
  private view: PlaneView = { originX: 0, originY: 0, scale: 1 };
  private drawn: Drawn[] = [];
  private pointed: RootMarks | null = null;
  private backStale = true;
  private ended = false;

  constructor(setting: PanelSetting) {
    super(setting);
    const { stage, tools } = this.frame;
    this.back = new Surface(stage);
    this.trails = new Trails(stage);
    this.front = new Surface(stage);
    this.readMarks(t("page.panel.roots.keys"));
    this.zoom = new PlaneZoom(stage, () => this.updateView());
    tools.append(
      toolButton("+", t("page.panel.roots.zoom_in"), () => this.zoom.in()),
      toolButton("−", t("page.panel.roots.zoom_out"), () => this.zoom.out()),
      toolButton(t("page.panel.roots.fit"), t("page.panel.roots.fit.help"), () => this.zoom.fit()),
    );
  }

  override setRun(run: Run): void {
    super.setRun(run);
    this.trails.setTracks(run.tracks);
    this.box = fitRun(run);
    this.updateView();
  }

  override setPalette(palette: Palette): void {
    super.setPalette(palette);
    this.backStale = true;
  }

  setMarks(marks: RootMarks | null): void {
    this.pointed = marks;
    this.showLegend();
    this.paint();
  }

  override destroy(): void {
    this.zoom.destroy();
    this.run = null;
    super.destroy();
  }

  private get radius(): number {
    return Math.max(6, Math.min(12, this.frame.fontSize * 0.52));
  }

  private get sight(): Sight {
    const { width, height } = this.front;
    return { view: this.view, width, height };
  }

  private readonly strength = (layer: number): number =>
    this.highlighted === null || this.highlighted === layer ? 1 : DIM;

  protected override layout(width: number, height: number): void {
    for (const surface of [this.back, this.trails.past, this.front]) surface.resize(width, height);
    this.zoom.resize(width, height);
    this.updateView();
  }

  private updateView(): void {
    const { width, height } = this.front;
    if (!this.run || width === 0 || height === 0) return;
    const padding = this.frame.fontSize * 1.6;
    this.view = zoomed(viewOf(this.box, width, height, padding), this.zoom.transform);
    this.trails.build(this.sight);
    this.backStale = true;
    this.paint();
    this.reader?.follow();
  }

  protected override stress(): void {
    this.backStale = true;
    this.paint();
  }

  protected paint(): void {
    const { run, palette, now, radius, sight } = this;
    if (!run || !palette || this.front.width === 0) return;
    if (this.backStale) this.paintBack(run, palette);
    if (!now) return;
    const context = this.front.clear();
    this.noteEnd(run, now);
    this.drawn = this.placed(now, sight);
    const style = { radius, palette, strength: this.strength };
    if (this.pointed) paintMarks(context, this.pointed, sight, style);
    this.trails.paint(context, now, this.drawn, style);
    const font = this.frame.font(Math.round(this.frame.fontSize * 1.15), 700);
    const letters = run.tracks.map(({ ghost }) => ghost ?? "");
    paintRoots(context, this.drawn, { letters, ended: this.ended, font, small: this.frame.font(Math.round(1.25 * radius), 700) }, style);
    paintTogether(context, this.drawn, this.frame.font(Math.round(this.frame.fontSize), 700), style);
  }

  /** All roots at a moment. */
  private placed({ places }: Moment, sight: Sight): Drawn[] {
    return this.trails.pictures.flatMap(({ track, directions }, index) =>
      places[index] ? placeRoots(track, index, places[index], directions, sight) : [],
    );
  }

  /** The track to compare with may stop before the first one does: its legend says so. */
  private noteEnd(run: Run, now: Frame): void {
    const ended = hasEnded(besideOf(run.tracks), now.time);
    if (ended === this.ended) return;
    this.ended = ended;
    this.showLegend();
  }

  /** The plane, the reference and where the roots started: drawn once a view. */
  private paintBack(run: Run, palette: Palette): void {
    this.backStale = false;
    this.trails.erasePast();
    const { width, height } = this.back;
    const context = this.back.clear();
    const size = this.frame.fontSize;
    drawPlane(context, this.view, width, height, palette, { size, regular: this.frame.font(size) });
    const style = { radius: this.radius, palette, strength: this.strength };
    paintReference(context, run, this.sight, style);
    for (const track of run.tracks) paintStarts(context, track, this.sight, style);
  }

  /** The roots of all tracks, then those they are compared with: numbers are those of a frame. */
  override marks(): Mark[] {
    const read = this.placed(this.now!.reading, this.sight);
    return listRoots(this.run!, this.drawn, read, this.pointed, this.sight, this.radius);
  }

  protected override legend(run: Run, palette: Palette): HTMLElement[] {
    const entries = [
      ...run.architecture.widths.map((_, layer) => layerEntry(this.host, layer, t("page.panel.layer", { layer: layer + 1 }))),
      legendEntry(startSwatch(palette.muted), t("page.panel.start")),
      legendEntry(crossSwatch(palette.target), say(run.targetLabel)),
    ];
    if (run.tracks[0].rootLayer.length > 1) {
      entries.push(legendEntry(countSwatch(palette.ink), t("page.panel.roots.together.legend")));
    }
    if (this.pointed) entries.push(legendEntry(ringSwatch(palette.ink), this.pointed.label));
    const comparison = besideOf(run.tracks);
    if (comparison) {
      const words = this.ended ? "page.panel.roots.hollow.ended" : "page.panel.roots.hollow";
      entries.push(legendEntry(startSwatch(palette.ink), t(words, { track: trackName(comparison) })));
    }
    return [...entries, ...ghostEntries(run.tracks, palette)];
  }

  protected override summary(run: Run, time: string): string {
    return describePicture(run, time, this.drawn);
  }
}
