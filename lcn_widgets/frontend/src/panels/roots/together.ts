/** Roots that lie on each other in the picture, so that one would hide the other. */

import type { Drawn } from "./place";

/** Nearer to each other than this part of a mark's radius, one mark hides the other. */
export const TOGETHER = 0.5;

/** Roots of one track at one place of the picture. */
export interface Cluster {
  x: number;
  y: number;
  count: number;
  /** Its members, by their place in the list. */
  members: number[];
}

/**
 * Where two or more roots of one track are nearer than `reach` pixels. In the picture that is a
 * fact of what is seen, not of algebra: whether they are equal is said elsewhere.
 */
export function clusters(roots: readonly Drawn[], reach: number): Cluster[] {
  const taken = new Uint8Array(roots.length);
  const found: Cluster[] = [];
  for (let i = 0; i < roots.length; i++) {
    if (taken[i]) continue;
    const { track, x, y } = roots[i];
    const inside = roots[i].outwards === null;
    let members: number[] | null = null;
    for (let j = i + 1; j < roots.length; j++) {
      const other = roots[j];
      if (taken[j] || other.track !== track || (other.outwards === null) !== inside) continue;
      if (Math.abs(other.x - x) > reach || Math.hypot(other.x - x, other.y - y) > reach) continue;
      taken[j] = 1;
      (members ??= [i]).push(j);
    }
    if (members) found.push({ x, y, count: members.length, members });
  }
  return found;
}
