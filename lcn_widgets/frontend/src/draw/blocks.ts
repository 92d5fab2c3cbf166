/** Blocks set one after another, like words. */

/** Left upper corner of a block in a layout that breaks lines like text. */
export interface Spot {
  x: number;
  y: number;
  line: number;
}

export interface Flow {
  spots: Spot[];
  width: number;
  height: number;
  lineHeights: number[];
}

/** Set blocks one after another, breaking lines at `width`. */
export function flowBlocks(
  blocks: readonly { width: number; height: number }[],
  width: number,
  gap: number,
): Flow {
  const spots: Spot[] = [];
  const lineHeights: number[] = [];
  let x = 0;
  let y = 0;
  let widest = 0;
  for (const block of blocks) {
    const line = Math.max(0, lineHeights.length - 1);
    if (lineHeights.length === 0 || (x > 0 && x + block.width > width)) {
      if (lineHeights.length > 0) y += lineHeights[line] + gap;
      lineHeights.push(0);
      x = 0;
    }
    const present = lineHeights.length - 1;
    spots.push({ x, y, line: present });
    lineHeights[present] = Math.max(lineHeights[present], block.height);
    widest = Math.max(widest, x + block.width);
    x += block.width + gap;
  }
  return { spots, width: widest, height: y + (lineHeights.at(-1) ?? 0), lineHeights };
}
