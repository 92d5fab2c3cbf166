/** A canvas that fills its container and is as sharp as the screen. */
export class Surface {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  width = 0;
  height = 0;

  constructor(container: HTMLElement, className = "") {
    this.canvas = document.createElement("canvas");
    this.canvas.className = `lcn-canvas ${className}`.trim();
    container.append(this.canvas);
    this.context = this.canvas.getContext("2d")!;
  }

  /** Take a size in CSS pixels; drawing coordinates are CSS pixels from then on. */
  resize(width: number, height: number): void {
    const ratio = window.devicePixelRatio || 1;
    this.width = width;
    this.height = height;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  clear(): CanvasRenderingContext2D {
    this.context.clearRect(0, 0, this.width, this.height);
    return this.context;
  }
}
