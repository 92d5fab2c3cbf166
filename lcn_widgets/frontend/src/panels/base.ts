import type { Frame, Place } from "../protocol/frames";
import type { Run } from "../protocol/run";
import type { Palette } from "../ui/colours";
import { formatNumber, t } from "../words";
import { Dragging } from "./dragging";
import { PanelFrame } from "./frame";
import type { Mark, Panel, PanelHost, PanelSetting } from "./panel";
import { nearestMark, Reader } from "./reader";
import { MarkTable } from "./table";

/** Marks that are told in a description; the table has them all. */
const MOST_TOLD = 16;
/** Milliseconds between two writings of a table while playing. */
const TABLE_PACE = 300;

/**
 * What all panels have in common: a frame, the run and what of it is drawn now, the layer to
 * stress, and one list of marks that is pointed at, listed and told. A panel adds what it draws and
 * its `marks`. After a new run or new colours the page draws once more, so that nothing need be
 * painted there.
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
  /** Follows mouse, finger and keys; null in a panel of text, which reads itself. */
  protected reader: Reader | null = null;
  protected dragging: Dragging | null = null;
  private readonly table: MarkTable | null;
  private written = 0;

  constructor({ host, name, title }: PanelSetting) {
    this.host = host;
    this.frame = new PanelFrame(
      name,
      title,
      (width, height) => this.layout(width, height),
      () => this.rest(),
    );
    this.element = this.frame.element;
    this.table = this.marks ? new MarkTable(this.frame, () => this.listMarks()) : null;
  }

  marks?(): Mark[];

  setRun(run: Run): void {
    this.run = run;
    this.now = null;
    this.showLegend();
  }

  draw(frame: Frame): void {
    this.now = frame;
    this.paint();
    this.reader?.follow();
    if (this.table?.shown && performance.now() - this.written > TABLE_PACE) this.listMarks();
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

  /** What the picture shows as a whole, in a sentence. */
  protected summary?(run: Run, time: string): string;

  /** Let the marks be read in the picture; `keys` as those of a `Reader`. */
  protected readMarks(keys: string | null = ""): void {
    const hit = (x: number, y: number, reach: number): Mark | null => (this.run && this.now ? this.hit(x, y, reach) : null);
    this.reader = new Reader(
      this.frame,
      {
        marks: () => (this.run && this.now && this.marks?.()) || [],
        hit,
        highlight: (layer) => layer !== this.highlighted && this.host.highlight(layer),
      },
      keys,
    );
    this.dragging = new Dragging(this.frame.stage, this.reader, hit);
  }

  /** The mark at a point of the stage. */
  protected hit(x: number, y: number, reach: number): Mark | null {
    return nearestMark(this.marks!(), x, y, reach);
  }

  /** Drawing rests: words follow. */
  protected rest(): void {
    const { run, now, reader } = this;
    if (!run || !now) return;
    if (this.table?.shown) this.listMarks();
    reader?.rest();
    if (this.summary) this.frame.describe(this.description(run, formatNumber(now.reading.time)));
  }

  /** The middle of an element in the stage's content, for the place of a mark. */
  protected middleOf(element: Element): Pick<Mark, "x" | "y"> {
    const { stage } = this.frame;
    const [inside, around] = [element.getBoundingClientRect(), stage.getBoundingClientRect()];
    return {
      x: inside.left + inside.width / 2 - around.left + stage.scrollLeft,
      y: inside.top + inside.height / 2 - around.top + stage.scrollTop,
    };
  }

  private description(run: Run, time: string): string {
    const marks = this.marks?.() ?? [];
    const told = marks.slice(0, MOST_TOLD).map(({ name, value }) => `${name}: ${value}`).join("; ");
    const rest = marks.length - MOST_TOLD;
    return [this.summary?.(run, time), told && `${told}.`, rest > 0 && t("page.mark.rest", { rest })].filter(Boolean).join(" ");
  }

  private listMarks(): void {
    this.written = performance.now();
    if (this.run && this.now && this.table?.shown) {
      this.table.show(formatNumber(this.now.reading.time), this.marks!());
    }
  }

  /** Entries of the legend, where it depends on run and colours. */
  protected legend?(run: Run, palette: Palette): HTMLElement[];

  protected showLegend(): void {
    const { run, palette } = this;
    if (this.legend && run && palette) this.frame.legend.replaceChildren(...this.legend(run, palette));
  }
}
