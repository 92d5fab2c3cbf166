import type { Frame, Place } from "../protocol/frames";
import type { Run } from "../protocol/run";
import type { Palette } from "../ui/colours";
import { PanelFrame } from "./frame";
import type { Panel, PanelHost, PanelSetting } from "./panel";

/**
 * What all panels have in common: a frame, the run and what of it is drawn now, and the layer to
 * stress. A panel adds what it draws. After a new run or new colours the page draws once more, so
 * that nothing need be painted there.
 */
export abstract class BasePanel implements Panel {
  readonly element: HTMLElement;
  protected readonly frame: PanelFrame;
  protected run: Run | null = null;
  protected palette: Palette | null = null;
  /** Null until the present run has been drawn. */
  protected now: Frame | null = null;
  protected highlighted: number | null = null;

  protected readonly host: PanelHost;

  constructor({ host, name, title }: PanelSetting) {
    this.host = host;
    this.frame = new PanelFrame(
      name,
      title,
      (width, height) => this.layout(width, height),
      () => this.describe(),
    );
    this.element = this.frame.element;
  }

  setRun(run: Run): void {
    this.run = run;
    this.now = null;
    this.showLegend();
  }

  draw(frame: Frame): void {
    this.now = frame;
    this.paint();
    this.frame.touch();
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.showLegend();
  }

  setHighlight(layer: number | null): void {
    if (layer === this.highlighted) return;
    this.highlighted = layer;
    this.stress();
  }

  destroy(): void {
    this.frame.destroy();
  }

  /** Where the primary track is now. */
  protected get place(): Place | null {
    return this.now?.places[0] ?? null;
  }

  /** Where the primary track is read: numbers are those of a frame. */
  protected get readingPlace(): Place | null {
    return this.now?.reading.places[0] ?? null;
  }

  /** Bring the picture up to date. */
  protected abstract paint(): void;

  /** Follow the size of the stage, in CSS pixels. */
  protected layout(_width: number, _height: number): void {}

  /** Stress the layer `highlighted`, or none; a picture of all layers together leaves that out. */
  protected stress(): void {}

  /** Say in words what is drawn; called when the drawing rests. */
  protected describe(): void {}

  /** Entries of the legend, where it depends on run and colours. */
  protected legend?(run: Run, palette: Palette): HTMLElement[];

  protected showLegend(): void {
    const { run, palette } = this;
    if (this.legend && run && palette) this.frame.legend.replaceChildren(...this.legend(run, palette));
  }

  /** The pointer has left what it pointed at. */
  protected leave(): void {
    this.frame.showTip(null);
    if (this.highlighted !== null) this.host.highlight(null);
  }
}
