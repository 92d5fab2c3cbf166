import type { Theme } from "../ui/colours";

type Rgb = [number, number, number];

/** Ends of the diverging map: [half strength, full strength]; red–blue is safe for colour-blind eyes. */
const ENDS: Record<Theme, { negative: [Rgb, Rgb]; positive: [Rgb, Rgb] }> = {
  light: {
    negative: [[239, 138, 98], [158, 16, 40]],
    positive: [[103, 169, 207], [18, 74, 140]],
  },
  dark: {
    negative: [[178, 72, 56], [255, 160, 128]],
    positive: [[44, 110, 172], [140, 208, 255]],
  },
};
const STEPS = 64;
const BEND = 0.65;

/** Diverging colours from -1 to 1 as CSS strings; zero is the colour of the surface. */
export class ColourMap {
  private readonly colours: string[];

  constructor(theme: Theme, surface: string) {
    const zero = parseColour(surface) ?? (theme === "dark" ? [20, 24, 28] : [255, 255, 255]);
    const { negative, positive } = ENDS[theme];
    this.colours = [];
    for (let i = -STEPS; i <= STEPS; i++) {
      const [half, full] = i < 0 ? negative : positive;
      // Small values must still show their sign; the ramp in the legend has the same bend.
      const strength = (Math.abs(i) / STEPS) ** BEND;
      const mixed =
        strength < 0.5 ? mix(zero, half, 2 * strength) : mix(half, full, 2 * strength - 1);
      this.colours.push(`rgb(${mixed.map(Math.round).join(",")})`);
    }
  }

  /** Colour of a value in [-1, 1]; values outside are clipped. */
  at(value: number): string {
    const clipped = Math.max(-1, Math.min(1, Number.isNaN(value) ? 0 : value));
    return this.colours[Math.round((clipped + 1) * STEPS)];
  }
}

function mix(a: Rgb, b: Rgb, fraction: number): Rgb {
  return [0, 1, 2].map((i) => a[i] + fraction * (b[i] - a[i])) as Rgb;
}

/** Red, green and blue of `#rgb`, `#rrggbb` or `rgb(…)`. */
export function parseColour(colour: string): Rgb | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour.trim());
  if (hex) {
    const digits = hex[1].length === 3 ? [...hex[1]].map((d) => d + d).join("") : hex[1];
    return [0, 2, 4].map((i) => parseInt(digits.slice(i, i + 2), 16)) as Rgb;
  }
  const numbers = /^rgba?\(([^)]+)\)$/.exec(colour.trim())?.[1]?.split(/[,\s/]+/);
  return numbers ? (numbers.slice(0, 3).map(Number) as Rgb) : null;
}
