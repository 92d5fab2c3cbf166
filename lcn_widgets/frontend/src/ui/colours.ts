/** One colour and one marker per layer, the same in every panel and in the printed figures. */

export type Theme = "light" | "dark";

/** Colours resolved for the present theme; `layers[i]` is layer i's, cycling after eight. */
export interface Palette {
  theme: Theme;
  /** Whether all colours but those of layers are the reader's system's. */
  forced: boolean;
  layers: string[];
  final: string;
  target: string;
  ink: string;
  muted: string;
  grid: string;
  surface: string;
  accent: string;
}

// Okabe-Ito and Tol, darkened for text-sized marks on white and lightened for dark surfaces.
const LAYERS: Record<Theme, string[]> = {
  light: [
    "#0072B2", "#D55E00", "#009E73", "#C26C9C", "#9A6A00", "#3A8FC1", "#7B3FA0", "#444444",
  ],
  dark: [
    "#56B4E9", "#FF8F3F", "#2CC295", "#F0A3CC", "#E0B840", "#9AD0F5", "#C08BE0", "#BBBBBB",
  ],
};

const REST: Record<Theme, Omit<Palette, "theme" | "forced" | "layers">> = {
  light: {
    final: "#111111",
    target: "#888888",
    ink: "#1B1F24",
    muted: "#5C6570",
    grid: "#E4E7EB",
    surface: "#FFFFFF",
    accent: "#34507A",
  },
  dark: {
    final: "#F2F2F2",
    target: "#9A9A9A",
    ink: "#E9ECEF",
    muted: "#9CA6B2",
    grid: "#2E343B",
    surface: "#191D22",
    accent: "#A9C3EA",
  },
};

/** Colours that every system names; canvases know them too. */
const FORCED: typeof REST.light = {
  final: "canvastext",
  target: "color-mix(in srgb, canvastext 62%, canvas)",
  ink: "canvastext",
  muted: "canvastext",
  grid: "color-mix(in srgb, canvastext 25%, canvas)",
  surface: "canvas",
  accent: "highlight",
};

export function palette(theme: Theme, forced = false): Palette {
  return { theme, forced, layers: LAYERS[theme], ...(forced ? FORCED : REST[theme]) };
}

export function layerColour(colours: Palette, layer: number): string {
  return colours.layers[layer % colours.layers.length];
}

/** A layer's colour as the style sheets know it. */
export function layerVariable(layer: number): string {
  return `var(--layer-${(layer % LAYERS.light.length) + 1})`;
}

/** Publish the palette to the style sheet as custom properties of `element`. */
export function applyPalette(element: HTMLElement, colours: Palette): void {
  element.dataset.theme = colours.theme;
  element.toggleAttribute("data-forced", colours.forced);
  const { final, target, ink, muted, grid, surface, accent } = colours;
  const named = { "layer-v": final, target, ink, muted, grid, surface, accent };
  for (const [name, colour] of Object.entries(named)) {
    element.style.setProperty(`--${name.startsWith("layer") ? "" : "lcn-"}${name}`, colour);
  }
  colours.layers.forEach((colour, layer) => {
    element.style.setProperty(`--layer-${layer + 1}`, colour);
  });
}

/** Outline of each layer's marker in a box from -1 to 1, as an SVG path (also good for Path2D). */
const MARKERS = [
  "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z", // circle
  "M-.86-.86H.86V.86H-.86Z", // square
  "M0-1.1L1 .8H-1Z", // triangle
  "M0-1.2L1.05 0L0 1.2L-1.05 0Z", // diamond
  "M-.35-1H.35V-.35H1V.35H.35V1H-.35V.35H-1V-.35H-.35Z", // cross
  star(), // star
  "M0 1.1L1-.8H-1Z", // triangle down
  hexagon(), // hexagon
];

const HOLE = "M.42 0A.42.42 0 1 1-.42 0A.42.42 0 1 1 .42 0Z";

/** From the ninth layer on, where colours and shapes begin anew, a marker has a hole (fill it by the even–odd rule). */
export function markerPath(layer: number): string {
  return MARKERS[layer % MARKERS.length] + (isSecondRound(layer) ? HOLE : "");
}

/** Whether a layer's colour is that of another one before it: marks and lines must tell them apart. */
export function isSecondRound(layer: number): boolean {
  return Math.floor(layer / MARKERS.length) % 2 === 1;
}

function polygon(radii: number[]): string {
  const points = radii.map((radius, index) => {
    const angle = (2 * Math.PI * index) / radii.length - Math.PI / 2;
    return `${(radius * Math.cos(angle)).toFixed(3)} ${(radius * Math.sin(angle)).toFixed(3)}`;
  });
  return `M${points.join("L")}Z`;
}

function star(): string {
  return polygon([1.2, 0.5, 1.2, 0.5, 1.2, 0.5, 1.2, 0.5, 1.2, 0.5]);
}

function hexagon(): string {
  return polygon([1.08, 1.08, 1.08, 1.08, 1.08, 1.08]);
}
