"""All complex critical points of widths (k, 2) by a total-degree homotopy: an oracle in NumPy.

It knows nothing of multiple roots. With p_2 = (1, s) and p_1 = p free the risk has k + 1 unknowns
(s, p), and its gradient has degree 3 in them: from the 3^(k+1) zeros of z_i³ = r_i a path leads to
every isolated critical point, and the other paths go to infinity (Morgan and Sommese). v = 0 is
none of them for generic data.
"""

import numpy as np

SHORTEST = 1e-12
FAR = 1e5


class LayerPair:
    """Gradient and Hessian of (v-u)ᵀG(v-u)/2 in (s, p), v = (1 + s x) p, batches of M points."""

    def __init__(self, G, u):
        self.G, self.u, self.k = G, u, len(u) - 1

    def final_filter(self, z):
        s, p = z[:, :1], z[:, 1:]
        v = np.zeros((len(z), self.k + 1), dtype=complex)
        v[:, :-1] += p
        v[:, 1:] += s * p
        return v

    def gradient_and_hessian(self, z):
        s, p = z[:, :1], z[:, 1:]
        g = (self.final_filter(z) - self.u) @ self.G
        J = np.zeros((len(z), self.k + 1, self.k + 1), dtype=complex)
        J[:, 1:, 0] = p
        for a in range(self.k):
            J[:, a, a + 1] = 1.0
            J[:, a + 1, a + 1] = s[:, 0]
        JT = J.transpose(0, 2, 1)
        hessian = JT @ self.G @ J
        hessian[:, 0, 1:] += g[:, 1:]
        hessian[:, 1:, 0] += g[:, 1:]
        return (JT @ g[:, :, None])[:, :, 0], hessian


def critical_filters_by_homotopy(G, u, seed=0):
    """Different complex critical v, one row each."""
    scale = np.linalg.norm(u)
    system = LayerPair(G / np.abs(G).max(), u / scale)
    n = system.k + 1
    rng = np.random.default_rng(seed)
    unit = np.exp(2j * np.pi * rng.uniform(size=n + 1))
    r, gamma = unit[:n], unit[n]
    cube_roots = r ** (1 / 3) * np.exp(2j * np.pi * np.arange(3) / 3)[:, None]
    choices = np.array(np.meshgrid(*[range(3)] * n)).reshape(n, -1).T
    z = cube_roots[choices, np.arange(n)]

    def values(z, t):
        f, df = system.gradient_and_hessian(z)
        start = gamma * (z**3 - r)
        slope = np.zeros_like(df)
        slope[:, range(n), range(n)] = gamma * 3.0 * z**2
        t = t[:, None]
        return (1 - t) * start + t * f, (1 - t)[:, :, None] * slope + t[:, :, None] * df, f - start

    def solve(matrix, right):
        return np.linalg.solve(matrix, right[:, :, None])[:, :, 0]

    def tangent(z, t):
        _, slope, in_time = values(z, t)
        return -solve(slope, in_time)

    t, step = np.zeros(len(z)), np.full(len(z), 0.02)
    while (moving := (t < 1) & (step > SHORTEST) & (np.abs(z).max(axis=1) < FAR)).any():
        now, at, h = z[moving], t[moving], np.minimum(step[moving], 1 - t[moving])
        h2 = h[:, None]
        k1 = tangent(now, at)
        k2 = tangent(now + h2 / 2 * k1, at + h / 2)
        k3 = tangent(now + h2 / 2 * k2, at + h / 2)
        k4 = tangent(now + h2 * k3, at + h)
        new = now + h2 / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        first = None
        for _ in range(3):
            value, slope, _ = values(new, at + h)
            correction = solve(slope, value)
            new = new - correction
            length = np.abs(correction).max(axis=1) / (1 + np.abs(new).max(axis=1))
            first = length if first is None else first
        good = (first < 1e-7) & (length < 1e-10)
        z[moving] = np.where(good[:, None], new, now)
        t[moving] = np.where(good, at + h, at)
        step[moving] = np.where(good, 1.5 * step[moving], 0.4 * step[moving])
    found = []
    for v in system.final_filter(z[t >= 1]):
        if all(np.abs(v - other).max() > 1e-6 * np.abs(v).max() for other in found):
            found.append(v)
    return scale * np.array(found)
