/** Coefficient space seen from afar: an orthographic view that turns around the cone's axis. */

/** Angles of the view in radians: around the axis, and its tilt towards the reader. */
export interface Orbit {
  azimuth: number;
  elevation: number;
}

export interface Projected {
  x: number;
  /** Upwards. */
  y: number;
  /** Towards the reader. */
  depth: number;
}

export const HOME: Orbit = { azimuth: 0.62, elevation: 0.36 };
const STEEPEST = Math.PI / 2;

/**
 * Coefficients (v₀, v₁, v₂) on the screen. In s = (v₀ + v₂)/√2, d = (v₂ - v₀)/√2 the cone
 * v₁² = 4v₀v₂ is v₁² + 2d² = 2s², so that s is its axis, upwards here.
 */
export function project(orbit: Orbit, v0: number, v1: number, v2: number): Projected {
  const up = (v0 + v2) * Math.SQRT1_2;
  const side = (v2 - v0) * Math.SQRT1_2;
  const { azimuth, elevation } = orbit;
  const x = v1 * Math.cos(azimuth) + side * Math.sin(azimuth);
  const towards = side * Math.cos(azimuth) - v1 * Math.sin(azimuth);
  return {
    x,
    y: up * Math.cos(elevation) - towards * Math.sin(elevation),
    depth: towards * Math.cos(elevation) + up * Math.sin(elevation),
  };
}

/** Turn by angles; the cone never stands on its head. */
export function turned({ azimuth, elevation }: Orbit, right: number, up: number): Orbit {
  return {
    azimuth: azimuth + right,
    elevation: Math.min(STEEPEST, Math.max(-STEEPEST, elevation + up)),
  };
}
