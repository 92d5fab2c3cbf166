"""Real polynomials as forms on the projective line: roots at zero and at infinity both count.

Coefficients are ascending (index 0 = x^0) along the last axis; all leading axes are batch axes.
A polynomial with n + 1 coefficients is a form of degree n and has n roots, whatever its leading
coefficients: each that vanishes is a root at infinity, written ``complex(inf, 0)``.
"""

from __future__ import annotations

from itertools import pairwise
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lcn_widgets.core.inputs import Array, Complex
from lcn_widgets.core.roots.sphere import INFINITY

MAX_RATIO = 1e8
"""Largest entry beside the last one for which one companion matrix will do."""
MIN_GAP = 1e6
"""Ratio of the sizes of roots that are found apart from each other then."""
NEWTON_STEPS = 3
"""Newton steps that polish each eigenvalue of the companion matrix."""


def roots(coefficients: ArrayLike) -> Complex:
    """Roots of forms, with multiplicity, zero and infinity included.

    Degrees 1 and 2 have closed forms. Above, the roots are the eigenvalues of the balanced
    companion matrix, after scaling the variable so that both end coefficients have one size,
    polished by Newton's method; roots of very different sizes are found apart. Real roots are
    exactly real, others exact conjugate pairs.

    Parameters
    ----------
    coefficients : array_like, shape (…, n + 1)
        Finite; sizes such as 1e±150 do no harm. The zero form, which has no defined roots,
        gets n roots 0.

    Returns
    -------
    ndarray, shape (…, n), complex
        In no particular order.
    """
    c = np.asarray(coefficients, dtype=np.float64)
    degree = c.shape[-1] - 1
    flat = _unit_size(c.reshape(-1, degree + 1))
    found = np.zeros((len(flat), degree), dtype=np.complex128)
    nonzero = flat != 0.0
    at_zero = np.where(nonzero.any(axis=1), nonzero.argmax(axis=1), degree)
    at_infinity = np.where(nonzero.any(axis=1), nonzero[:, ::-1].argmax(axis=1), 0)
    for low, high in {*zip(at_zero.tolist(), at_infinity.tolist(), strict=True)}:
        rows = (at_zero == low) & (at_infinity == high)
        inner = flat[rows][:, low : degree + 1 - high]
        with np.errstate(over="ignore"):  # a root beyond the largest float is one at infinity
            found[rows, low : degree - high] = _roots_between(inner)
        found[rows, degree - high :] = INFINITY
    found[np.isinf(found)] = INFINITY
    return found.reshape(*c.shape[:-1], degree)


def product(first: ArrayLike, second: ArrayLike) -> Complex | Array:
    """Product of two batches of polynomials, shape (…, m + n + 1)."""
    p, q = np.asarray(first), np.asarray(second)
    shape = np.broadcast_shapes(p.shape[:-1], q.shape[:-1])
    result = np.zeros((*shape, p.shape[-1] + q.shape[-1] - 1), dtype=np.result_type(p, q))
    for k in range(q.shape[-1]):
        result[..., k : k + p.shape[-1]] += q[..., k : k + 1] * p
    return result


def form_with_roots(points: Complex) -> Complex:
    """Coefficients of Π_k (b_k x - a_k), shape (…, n + 1), from unit coordinates (…, n, 2)."""
    linear = points * np.array([-1.0, 1.0])
    form: Complex = np.ones((*points.shape[:-2], 1), dtype=np.complex128)
    for k in range(points.shape[-2]):
        form = np.asarray(product(form, linear[..., k, :]), dtype=np.complex128)
    return form


def unitary_weights(degree: int) -> Array:
    """Factors 1/√C(n,k) that turn coefficients into an orthonormal frame, shape (n + 1,).

    In the norm Σ|c_k|²/C(n,k), which rotations of the sphere leave invariant (Bombieri), a form
    is at most its norm at every unit vector.
    """
    return np.array([1.0 / np.sqrt(comb(degree, k)) for k in range(degree + 1)])


def _unit_size(c: Array) -> Array:
    """Scale every row by a power of two to a largest entry in [1/2, 1): exact but for underflow."""
    exponent = np.frexp(np.abs(c).max(axis=-1, keepdims=True))[1]
    return np.asarray(np.ldexp(c, -exponent))


def _roots_between(c: Array) -> Complex:
    """Roots of rows whose two end coefficients do not vanish."""
    degree = c.shape[1] - 1
    if degree == 0:
        return np.zeros((len(c), 0), dtype=np.complex128)
    if degree == 1:
        return (-c[:, :1] / c[:, 1:]).astype(np.complex128)
    first, last = np.frexp(c[:, 0])[1], np.frexp(c[:, -1])[1]
    shift = np.rint((first - last) / degree).astype(np.int64)  # x = 2^shift y
    c = _scaled_variable(c, shift)
    found = _quadratic_roots(c) if degree == 2 else _polished(c, _companion_roots(c))
    found.real = np.ldexp(found.real, shift[:, None])
    found.imag = np.ldexp(found.imag, shift[:, None])
    return found + 0.0  # no negative zeros


def _scaled_variable(c: Array, shift: NDArray[np.int64]) -> Array:
    powers = shift[:, None] * np.arange(c.shape[1])
    mantissa, exponent = np.frexp(c)
    exponent = exponent + powers
    top = np.where(mantissa != 0.0, exponent, np.iinfo(np.int64).min).max(axis=1, keepdims=True)
    return np.asarray(np.ldexp(mantissa, np.maximum(exponent - top, -2000)))


def _quadratic_roots(c: Array) -> Complex:
    c0, c1, c2 = (c[:, k].astype(np.longdouble) for k in range(3))
    discriminant = c1 * c1 - 4.0 * c0 * c2
    size = np.sqrt(np.abs(discriminant))
    larger = -(c1 + np.where(c1 < 0.0, -size, size)) / 2.0
    larger = np.where(larger == 0.0, 1.0, larger)  # only if complex: c0 and c2 do not vanish
    real = discriminant >= 0.0
    middle, height = -c1 / (2.0 * c2), np.abs(size / (2.0 * c2))
    first = np.where(real, larger / c2, middle) + 1j * np.where(real, 0.0, height)
    second = np.where(real, c0 / larger, middle) - 1j * np.where(real, 0.0, height)
    return np.stack([first, second], axis=-1).astype(np.complex128) + 0.0


def _companion_roots(c: Array) -> Complex:
    """Eigenvalues of the companion matrix, or of several where sizes are too far apart for one."""
    found = np.empty((len(c), c.shape[1] - 1), dtype=np.complex128)
    wild = np.abs(c).max(axis=1) > MAX_RATIO * np.abs(c[:, -1])
    found[~wild] = _eigenvalues(c[~wild])
    for row in np.flatnonzero(wild):
        bounds = _size_bounds(c[row])
        parts = [c[None, row, k : m + 1] for k, m in pairwise(bounds)]
        solve = _roots_between if len(parts) > 1 else _eigenvalues
        found[row] = np.concatenate([solve(part)[0] for part in parts])
    return found


def _eigenvalues(c: Array) -> Complex:
    degree = c.shape[1] - 1
    companion = np.zeros((len(c), degree, degree))
    companion[:, np.arange(1, degree), np.arange(degree - 1)] = 1.0
    companion[:, 0, :] = -c[:, -2::-1] / c[:, -1:]
    return np.asarray(np.linalg.eigvals(companion), dtype=np.complex128)


def _size_bounds(c: Array) -> list[int]:
    """Indices 0 = k_0 < k_1 < … = n such that c[k_j : k_{j+1} + 1] has the roots of one size.

    The sizes are the slopes of the Newton polygon, the upper hull of the points (k, log|c_k|).
    """
    with np.errstate(divide="ignore"):
        height = np.log2(np.abs(c))
    bounds, corner, previous = [0], 0, np.inf
    while corner < len(c) - 1:
        slopes = (height[corner + 1 :] - height[corner]) / np.arange(1, len(c) - corner)
        slope = float(slopes.max())
        if corner and previous - slope > np.log2(MIN_GAP):
            bounds.append(corner)
        corner += len(slopes) - int(slopes[::-1].argmax())
        previous = slope
    return [*bounds, len(c) - 1]


def _polished(c: Array, z: Complex) -> Complex:
    """Newton's method at each root, in x inside the unit disc and in 1/x outside.

    A step is taken only if it lowers the residual and is short beside the distance to the other
    roots, so that two approximations never fall on the same root.
    """
    outside = np.abs(z) > 1.0
    with np.errstate(divide="ignore", invalid="ignore", over="ignore", under="ignore"):
        y = np.where(outside, 1.0 / z, z)
        gap = np.abs(z[:, :, None] - z[:, None, :])
        gap[:, np.arange(z.shape[1]), np.arange(z.shape[1])] = np.inf
        reach = 0.1 * gap.min(axis=2)
        reach = np.where(outside, reach * np.abs(y) ** 2, reach)
        chosen = np.where(outside[:, :, None], c[:, None, ::-1], c[:, None, :])
        value, slope = _value_and_slope(chosen, y)
        for _ in range(NEWTON_STEPS):
            step = value / slope
            better = y - step
            new_value, new_slope = _value_and_slope(chosen, better)
            good = (np.abs(new_value) < np.abs(value)) & (np.abs(step) < reach)
            y = np.where(good, better, y)
            value = np.where(good, new_value, value)
            slope = np.where(good, new_slope, slope)
        return np.where(outside, 1.0 / y, y)


def _value_and_slope(c: Array, y: Complex) -> tuple[Complex, Complex]:
    value = c[..., -1] + 0.0j * y
    slope = np.zeros_like(value)
    for k in range(c.shape[-1] - 2, -1, -1):
        slope = slope * y + value
        value = value * y + c[..., k]
    return value, slope
