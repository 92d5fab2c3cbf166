/** Where somebody expects the roots to end: marks that are moved as the roots are, and change no run. */

import type { PredictedRoot } from "../../protocol/predictions";
import type { Run } from "../../protocol/run";
import type { Grab, PanelHost } from "../panel";
import { placementOf, precisionOf } from "./hand";
import { placeByHand, type Drawn, type Sight } from "./place";
import { put, ringOf, take, type Held, type Placement, type Which } from "./placement";
import { isInfinite } from "../../draw/sphere";

export class Guess {
  held: Held | null = null;
  #placed: Placement | null = null;

  constructor(
    private readonly host: PanelHost,
    private readonly sight: () => Sight,
  ) {}

  /** Whether anything has been placed. */
  get made(): boolean {
    return this.#placed !== null;
  }

  forget(): void {
    this.#placed = this.held = null;
  }

  /** The marks; until they are moved they lie on the roots at t = 0. */
  drawn(run: Run): Drawn[] {
    return placeByHand(this.#placed ?? placementOf(run, "start"), this.sight());
  }

  /** How a mark that stands at (x, y) is moved. */
  grab(run: Run, which: Which, { x, y }: { x: number; y: number }): Grab {
    const { originX, originY, scale } = this.sight().view;
    const precision = precisionOf(this.sight());
    let before: Placement | null = null;
    let placed: Placement | null = null;
    const end = (): void => {
      this.held = null;
      this.host.redraw();
    };
    return {
      move: (dx, dy) => {
        if (!placed) {
          before = this.#placed;
          this.#placed = placed = structuredClone(before ?? placementOf(run, "start"));
          this.held = take(placed, which, precision);
        }
        [x, y] = [x + dx, y + dy];
        put(placed, this.held!, { re: (x - originX) / scale, im: (originY - y) / scale }, precision);
        this.host.redraw();
      },
      drop: () => {
        if (placed) this.host.answer("roots", pointsOf(placed));
        end();
      },
      cancel: () => {
        if (placed) this.#placed = before;
        end();
      },
    };
  }
}

/** The roots of v: those of all layers, with their rings. */
function pointsOf({ roots, angles, exponents }: Placement): PredictedRoot[] {
  const marks = roots.flatMap((row, layer) => row.flatMap((root, i) => ringOf(root, angles[layer][i], exponents[layer])));
  return marks.map(({ re, im }) => (isInfinite(re, im) ? null : [re, im]));
}
