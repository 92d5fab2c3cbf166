import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from "d3-zoom";

const RANGE: [number, number] = [0.02, 200];
const STEP = 1.5;

/** Zooming and panning of a picture by wheel, drag, two fingers and keys. */
export class PlaneZoom {
  transform: ZoomTransform = zoomIdentity;
  private readonly behaviour = zoom<HTMLDivElement, unknown>();
  private pending = 0;

  /** `changed` is called at most once a frame, however fast the wheel turns; a pointer that is `taken` drags no plane. */
  constructor(
    private readonly stage: HTMLDivElement,
    private readonly changed: () => void,
    private readonly taken: () => boolean,
  ) {
    this.behaviour
      .scaleExtent(RANGE)
      .duration(0) // nothing glides: see still.mjs
      .filter((event: Event) => this.accepts(event))
      .on("zoom", (event: D3ZoomEvent<HTMLDivElement, unknown>) => this.zoomed(event.transform));
    select(stage).call(this.behaviour);
    stage.addEventListener("keydown", (event) => this.key(event));
  }

  in(): void {
    this.behaviour.scaleBy(select(this.stage), STEP);
  }

  out(): void {
    this.behaviour.scaleBy(select(this.stage), 1 / STEP);
  }

  /** Back to the whole run. */
  fit(): void {
    this.behaviour.transform(select(this.stage), zoomIdentity);
  }

  resize(width: number, height: number): void {
    this.behaviour.extent([[0, 0], [width, height]]);
  }

  destroy(): void {
    window.cancelAnimationFrame(this.pending);
    select(this.stage).on(".zoom", null);
  }

  private zoomed(transform: ZoomTransform): void {
    this.transform = transform;
    this.stage.classList.toggle("lcn-zoomed", transform.k > 1);
    this.pending ||= window.requestAnimationFrame(() => {
      this.pending = 0;
      this.changed();
    });
  }

  /** The wheel scrolls the page unless the reader means the picture; so does one finger. */
  private accepts(event: Event): boolean {
    if (this.taken()) return false; // by what lies on the plane
    if (event.type === "wheel") {
      return (event as WheelEvent).ctrlKey || this.stage.contains(document.activeElement);
    }
    if (event.type === "touchstart") {
      return (event as TouchEvent).touches.length > 1 || this.transform.k > 1;
    }
    return !(event as MouseEvent).ctrlKey && !(event as MouseEvent).button;
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") this.in();
    else if (event.key === "-" || event.key === "−") this.out();
    else if (event.key === "0") this.fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
