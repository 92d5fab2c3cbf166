/** Taking hold of a root at t = 0, of a layer or of the filter to be learned, and putting it elsewhere. */

import type { Run } from "../../protocol/run";
import { CONTROLS, decimalsAt, startAt, targetAt } from "../byhand";
import { Hold } from "../hold";
import type { Grab, PanelHost } from "../panel";
import { placement, put, take, type Held, type Placement, type Precision, type Which } from "./placement";
import type { Sight } from "./place";

/** Pixels from the edge of the picture within which infinity lies. */
export const EDGE = 14;
/** Pixels within which one place cannot be told from another. */
const NEAR = 8;

/** A held root, and whether it is a layer's at the start or the target's. */
export type InHand = Held & { of: "start" | "target" };

export class Hand {
  /** Where roots have been put since the last answer; null where the run has them all. */
  start: Placement | null = null;
  target: Placement | null = null;
  readonly #hold: Hold;
  #held: InHand | null = null;

  constructor(
    host: PanelHost,
    private readonly sight: () => Sight,
  ) {
    this.#hold = new Hold(host);
  }

  /** What is being moved now. */
  get held(): InHand | null {
    return this.#hold.held ? this.#held : null;
  }

  /** Whether the picture shows something else than the run. */
  get busy(): boolean {
    return this.start !== null || this.target !== null;
  }

  /** Tell the page what has been put where: once a frame. */
  commit(): void {
    this.#hold.commit();
  }

  /** Everything has been answered: the run has what was put. */
  settle(): void {
    if (this.#hold.told) this.start = this.target = null;
  }

  /** How a mark that stands `at` a point at t = 0 is moved. */
  grab(run: Run, of: "start" | "target", which: Which, at: () => { x: number; y: number }): Grab {
    let x = 0;
    let y = 0;
    return this.#hold.grab(
      CONTROLS[of],
      () => {
        ({ x, y } = at());
        this[of] ??= placementOf(run, of);
        this.#held = { ...take(this[of], which, this.#precision), of };
      },
      (dx, dy) => {
        const { originX, originY, scale } = this.sight().view;
        const { roots, norms } = this[of]!;
        put(this[of]!, this.#held!, { re: (x + dx - originX) / scale, im: (originY - y - dy) / scale }, this.#precision);
        return of === "start" ? startAt(run, roots, norms) : targetAt(run, roots[0], norms[0]);
      },
      () => (this[of] = null),
    );
  }

  get #precision(): Precision {
    return precisionOf(this.sight());
  }
}

export function precisionOf({ view, width, height }: Sight): Precision {
  return {
    near: NEAR / view.scale,
    decimals: decimalsAt(view.scale),
    isBeyond: (re, im) => {
      const [x, y] = [view.originX + re * view.scale, view.originY - im * view.scale];
      return !(x > EDGE && y > EDGE && x < width - EDGE && y < height - EDGE);
    },
  };
}

export function placementOf({ handles }: Run, of: "start" | "target"): Placement {
  const { roots, exponents, norms, target } = handles;
  return of === "start" ? placement(roots, exponents, norms) : placement([target.roots], [1], [target.norm]);
}
