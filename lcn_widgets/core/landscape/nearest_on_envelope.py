"""The filter of an envelope that is nearest to a target, in the metric of the data."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape.double_root_lines import Family

ANGLES = 4001
"""Double roots at which is looked first."""
CANDIDATES = 3
"""Lowest places that are followed down."""


def nearest_on_envelope(family: Family, factor: Array, target: Array) -> tuple[Array, Array]:
    """The filter on the envelope of a family of hyperplanes for which ‖R(wall - u)‖ is least.

    For each angle these are the filters on which two functionals vanish, and the nearest is an
    orthogonal projection. What is left is a function of the angle alone.

    Parameters
    ----------
    family : callable
        See `double_root_lines`.
    factor : ndarray, shape (k_v, k_v)
        R.
    target : ndarray, shape (k_v,)
        u.

    Returns
    -------
    wall, tangent : ndarray, shape (k_v,)
        The tangent t touches the envelope there, ‖Rt‖ = 1.
    """
    outputs = factor @ target

    def distances(angles: Array) -> Array:
        values = [f @ outputs for f in _functionals(family, factor, angles)]
        return np.asarray(np.linalg.norm(values, axis=0))

    angles = np.linspace(0.0, np.pi, ANGLES)
    far = distances(angles)
    low = (far <= np.roll(far, 1)) & (far <= np.roll(far, -1))
    starts = angles[low][np.argsort(far[low])[:CANDIDATES]]
    step = angles[1]
    ends = [
        minimize_scalar(
            lambda a: float(distances(np.array([a]))[0]),
            bounds=(start - step, start + step),
            method="bounded",
            options={"xatol": 1e-12},
        )
        for start in starts
    ]
    best = np.array([min(ends, key=lambda end: float(end.fun)).x])
    first, second = (f[0] for f in _functionals(family, factor, best))
    wall = outputs - (first @ outputs) * first - (second @ outputs) * second
    return np.linalg.solve(factor, wall), np.linalg.solve(factor, second)


def _functionals(family: Family, factor: Array, angles: Array) -> tuple[Array, Array]:
    """Orthogonal unit functionals of the outputs that vanish on the envelope, (m, k_v) each."""
    rows = family(angles)
    value, slope = (np.linalg.solve(factor.T, values.T).T for values in rows)
    first = value / np.linalg.norm(value, axis=1, keepdims=True)
    second = slope - np.sum(slope * first, axis=1, keepdims=True) * first
    return first, second / np.linalg.norm(second, axis=1, keepdims=True)
