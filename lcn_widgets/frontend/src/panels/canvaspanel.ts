import { Surface } from "../draw/surface";
import type { Run } from "../protocol/run";
import { BasePanel } from "./base";
import type { PanelSetting } from "./panel";

/** No picture is narrower than this. */
const NARROWEST = 40;

/** A picture on one canvas, as large as it must be to be readable: what does not fit is scrolled. */
export abstract class CanvasPanel extends BasePanel {
  protected readonly surface: Surface;

  constructor(setting: PanelSetting) {
    super(setting);
    const { stage } = this.frame;
    stage.classList.add("lcn-scrolling");
    this.surface = new Surface(stage);
    this.readMarks();
  }

  override setRun(run: Run): void {
    super.setRun(run);
    this.layout();
  }

  protected override stress(): void {
    this.paint();
  }

  protected override layout(): void {
    const width = this.frame.stage.clientWidth;
    if (!this.run || width < NARROWEST) return;
    const size = this.arrange(this.run, width);
    this.surface.resize(size.width, size.height);
    this.paint();
    this.reader?.follow();
  }

  /** Choose where everything stands in a stage of this width; returns the size of the picture. */
  protected abstract arrange(run: Run, width: number): { width: number; height: number };
}
