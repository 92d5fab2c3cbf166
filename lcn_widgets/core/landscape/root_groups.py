"""Roots of the layers that become one at the limit of a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.linalg

from lcn_widgets.core.inputs import Array, Complex
from lcn_widgets.core.landscape.layer_roots import layer_roots
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.roots import INFINITY, chordal_distance

REACHES = (0.2, 0.06, 0.02, 6e-3, 2e-3, 6e-4, 2e-4)
"""Chordal distances within which roots may become one, tried in this order."""
STEPS = 30
"""Steps of Gauss and Newton's method at most."""
FARTHEST = 1e8
"""Times the entries of v* beyond which that method has run away."""


@dataclass(frozen=True, eq=False)
class RootGroup:
    """Roots of the layers that are one root of the limit, or one conjugate pair.

    Parameters
    ----------
    root : complex
        Where they are one; of a pair the upper one.
    counts : tuple of int
        How many of them each layer has.
    """

    root: complex
    counts: tuple[int, ...]

    @property
    def multiplicity(self) -> int:
        """How often it is a root of v."""
        return sum(self.counts)

    @property
    def layers(self) -> tuple[int, ...]:
        """The layers that have it, counted from 1."""
        return tuple(i + 1 for i, count in enumerate(self.counts) if count)

    @property
    def form(self) -> Array:
        """The real linear or quadratic form with this root, a unit vector."""
        z = self.root
        if z == INFINITY:
            return np.array([1.0, 0.0])
        form = [-z.real, 1.0] if z.imag == 0.0 else [abs(z) ** 2, -2.0 * z.real, 1.0]
        return np.asarray(np.array(form) / np.linalg.norm(form))


def groups_at_limit(risk: EmpiricalRisk, w: Array) -> tuple[RootGroup, ...] | None:
    """The roots near w that are one where the risk is least, None if w leads to no such place.

    Near w of shape (Σk_i,) roots are grouped by distance, coarsely first, and the filter with
    these multiple roots that is nearest to the filter v* of least risk is looked for. If its
    gap is none, to the rounding of the data, v* itself has these multiple roots.
    """
    layers = layer_roots(risk.architecture, w)
    tried: set[tuple[tuple[int, ...], ...]] = set()
    for reach in REACHES:
        groups = list(_grouped(layers, reach))
        shape = tuple(sorted(group.counts for group in groups))
        if shape in tried or not any(group.multiplicity > 1 for group in groups):
            continue
        tried.add(shape)
        if _is_least(risk, groups):
            return tuple(groups)
    return None


def _grouped(layers: list[Complex], reach: float) -> Iterator[RootGroup]:
    """Groups of roots nearer than `reach` to the first of each; one of each conjugate pair."""
    points = np.concatenate(layers)
    owners = np.repeat(np.arange(len(layers)), [len(layer) for layer in layers])
    left = np.ones(len(points), dtype=bool)
    for i, point in enumerate(points):
        if not left[i]:
            continue
        real = bool(chordal_distance(point, np.conj(point)) < reach)
        near = left & (chordal_distance(points, point) < reach)
        if real:
            near |= left & (chordal_distance(points, np.conj(point)) < reach)
        left &= ~near
        if real or point.imag > 0.0:
            counts = np.bincount(owners[near], minlength=len(layers))
            yield RootGroup(_middle(points[near], real), tuple(counts.tolist()))


def _middle(points: Complex, real: bool) -> complex:
    """The mean of roots that are near each other, on the chart in which they are finite."""
    outside = bool(abs(points[0]) > 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        chart = np.where(np.isinf(points), 0.0, 1.0 / points) if outside else points
    middle = complex(chart.mean())
    middle = complex(middle.real) if real else middle
    if not outside:
        return middle
    return INFINITY if middle == 0.0 else 1.0 / middle


def _is_least(risk: EmpiricalRisk, groups: list[RootGroup]) -> bool:
    """Whether some filter with these multiple roots has the least risk, to rounding."""
    factor, target = risk.gap_factor, risk.best_filter
    forms = [np.ones(1), *(group.form for group in groups)]
    powers = [1, *(group.multiplicity for group in groups)]
    v = _product(forms, powers)
    forms[0] = np.array([(factor @ v) @ (factor @ target) / np.sum((factor @ v) ** 2)])
    for _ in range(STEPS):
        v = _product(forms, powers)
        if not np.abs(v).max() < FARTHEST * (1.0 + np.abs(target).max()):
            return False  # the method runs away: it begins too far from any such filter
        if float(risk.filter_gaps(v)) <= float(risk.gap_rounding(v)):
            return True
        columns, rest = _derivatives(forms, powers), factor @ (target - v)
        step = scipy.linalg.lstsq(factor @ columns, rest)[0]
        ends = np.cumsum([len(form) for form in forms])
        forms = [f + s for f, s in zip(forms, np.split(step, ends[:-1]), strict=True)]
    return False


def _product(forms: list[Array], powers: list[int]) -> Array:
    product = np.ones(1)
    for form, power in zip(forms, powers, strict=True):
        for _ in range(power):
            product = np.convolve(product, form)
    return product


def _derivatives(forms: list[Array], powers: list[int]) -> Array:
    """Derivatives of the product with respect to the coefficients of all forms, as columns."""
    columns = []
    for i, (form, power) in enumerate(zip(forms, powers, strict=True)):
        lower = [p - (j == i) for j, p in enumerate(powers)]
        rest = power * _product(forms, lower)
        columns += [np.convolve(rest, unit) for unit in np.eye(len(form))]
    return np.stack(columns, axis=1)
