"""Newton's method from a point near a critical point, at right angles to the symmetries."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.risk import Objective

ITERATIONS = 12
"""Newton steps after which the search is given up."""
CONTRACTION = 0.25
"""A step has to be shorter than this part of the one before: where it is not, convergence is
linear, as at a degenerate point, and says nothing of the distance."""
FLATNESS = 0.05
"""A symmetry explains a direction if the curvature along it is below this part of ‖∇²L‖, in the
layers' units: near a limit it is about the distance as a part of a layer; where layers almost
vanish, rescaling bends so much that its tangent explains nothing."""
VANISHING = 1e-12
"""Smallest unit of a layer as a part of the largest: a layer may be smaller since its limit is 0,
to which no distance in units of its own is short."""
BALANCINGS = 12
"""Iterations that find the units of the layers: each leaves the root of their ratio."""
DOUBTS = 4.0
"""Times what rounding may hide that the lowest curvature has to stay …"""
STEADY = 0.5
"""… above this part of itself, for a minimum to be nondegenerate."""
ROUNDING = 32.0 * float(np.finfo(np.float64).eps)
"""Relative rounding error allowed for in gradients and, times their number, in eigenvalues."""


class Neighbourhood:
    """The second-order model of the risk at w, across the symmetries.

    ∇L is orthogonal to the directions that only rescale layers (or change their bases), and at a
    critical point they are zero modes of ∇²L. Newton's step is orthogonal to them too, and stays
    on the level of the conserved quantities.

    Layers may be of very different sizes, and a block of ∇²L with them. So everything is computed
    for layers in units of their own, in which all blocks are of about the same size: rounding then
    hides no small layer, and by Sylvester's law no unit changes the sign of an eigenvalue.

    Attributes
    ----------
    gradient : ndarray, shape (n,)
    hessian : ndarray, shape (n, n)
        ∇²L as it is.
    units : ndarray, shape (n,)
        The unit of each entry of w.
    symmetries : ndarray, shape (n, s)
        Basis of the symmetries along which L is flat.
    eigenvalues, vectors : ndarray, shapes (n - s,) and (n, n - s)
        Of the Hessian across the symmetries, ascending, both in these units.
    noise : float
        Modulus up to which an eigenvalue may be rounding.
    """

    def __init__(self, risk: Objective, w: Array):
        self.gradient = risk.gradient(w)
        self.hessian = risk.hessian(w)
        self.units = units = _units(risk, self.hessian)
        scaled = units[:, None] * self.hessian * units
        self.scale = scale = float(np.linalg.norm(scaled, 2))
        self._size = _norm(w / units)
        basis = risk.architecture.symmetries(w) / units[:, None]
        flat = _flat_part(basis, scaled, FLATNESS * scale)
        self.symmetries = units[:, None] * flat
        across = _complement(units[:, None] * self.symmetries)
        self.eigenvalues, mixed = np.linalg.eigh(across.T @ scaled @ across)
        self.vectors = across @ mixed
        self.noise = ROUNDING * len(w) * scale

    @property
    def lowest(self) -> float:
        """The lowest eigenvalue."""
        return float(self.eigenvalues[0])

    @cached_property
    def slopes(self) -> Array:
        """Of L along the vectors."""
        return np.asarray(self.vectors.T @ (self.units * self.gradient))

    @property
    def slope_noise(self) -> float:
        """Size of slopes that may be rounding of the gradient."""
        return ROUNDING * self._size * self.scale

    @cached_property
    def step(self) -> Array:
        """Newton's step to add to w, without the directions whose eigenvalue may be rounding."""
        known = np.abs(self.eigenvalues) > self.noise
        parts = -self.slopes[known] / self.eigenvalues[known]
        return np.asarray(self.units * (self.vectors[:, known] @ parts))

    @property
    def is_critical(self) -> bool:
        """Whether what is left of the gradient may be rounding."""
        return _norm(self.slopes) <= self.slope_noise

    @cached_property
    def doubt(self) -> Array:
        """How far rounding of the gradient may hide the zero of it: the longest such step."""
        sizes = np.abs(self.eigenvalues)
        known = sizes > self.noise
        if not known.any():
            return np.zeros(len(self.units))
        softest = int(np.argmin(np.where(known, sizes, np.inf)))
        length = self.slope_noise / sizes[softest]
        return np.asarray(self.units * self.vectors[:, softest] * length)


def _units(risk: Objective, hessian: Array) -> Array:
    """A unit for each layer, in which the largest block of ∇²L in every row has norm 1.

    By Ruiz's iteration, which takes the root of what is left to balance.
    """
    lengths = [layer.size for layer in risk.architecture.split(np.zeros(len(hessian)))]
    begins = np.cumsum([0, *lengths[:-1]])
    rows = np.maximum.reduceat(np.abs(hessian), begins, axis=0)
    sizes = np.maximum.reduceat(rows, begins, axis=1)
    found = np.ones(len(lengths))
    for _ in range(BALANCINGS):
        largest = (found[:, None] * sizes * found).max(axis=1)
        found /= np.sqrt(np.where(largest > 0.0, largest, 1.0))
    return np.repeat(np.maximum(found, VANISHING * found.max()), lengths)


def _flat_part(basis: Array, hessian: Array, flat: float) -> Array:
    """Orthonormal directions in the span of `basis` with a curvature of at most `flat`."""
    if not basis.size:
        return basis
    basis = np.linalg.qr(basis / np.linalg.norm(basis, axis=0))[0]
    curvatures, mixed = np.linalg.eigh(basis.T @ hessian @ basis)
    return np.asarray(basis @ mixed[:, np.abs(curvatures) <= flat])


def _complement(directions: Array) -> Array:
    """Orthonormal basis of what is orthogonal to independent directions (n, s): (n, n - s)."""
    if not directions.size:
        return np.eye(len(directions))
    count = directions.shape[1]
    columns = directions / np.linalg.norm(directions, axis=0)
    return np.asarray(np.linalg.qr(columns, mode="complete")[0][:, count:])


@dataclass(frozen=True, eq=False)
class Refinement:
    """A critical point that Newton's method found.

    Parameters
    ----------
    filters : ndarray, shape (n,)
        The critical point w*.
    distance : float
        ‖w* - w‖ from where the search began.
    around : Neighbourhood
        At w*.
    """

    filters: Array
    distance: float
    around: Neighbourhood

    @property
    def is_minimum(self) -> bool:
        """Whether all eigenvalues across the symmetries are positive beyond rounding."""
        return self.around.lowest > self.around.noise

    @property
    def is_saddle(self) -> bool:
        """Whether one is negative beyond rounding."""
        return self.around.lowest < -self.around.noise

    def offset_downhill(self, w: Array) -> float:
        """Length of the part of w - w* along which the flow leaves a saddle."""
        units = self.around.units
        down = self.around.vectors[:, self.around.eigenvalues < -self.around.noise]
        return _norm(units * (down @ (down.T @ ((w - self.filters) / units))))

    @property
    def error(self) -> float:
        """How far w* may be from the critical point, since the gradient there is rounded."""
        return _norm(self.around.doubt)


def refine(risk: Objective, w: Array, start: Neighbourhood, reach: float) -> Refinement | None:
    """The critical point that Newton's method finds from w, None if not within `reach`.

    Parameters
    ----------
    risk : Objective
    w : ndarray, shape (n,)
    start : Neighbourhood
        At w.
    reach : float
        Largest distance from w, > 0.

    Returns
    -------
    Refinement or None
        None as well where the steps do not shrink as those to a nondegenerate point do.
    """
    point, here, longest = w, start, np.inf
    for _ in range(ITERATIONS):
        if here.is_critical:  # a step would only follow the rounding, and leave a curved valley
            break
        length = _norm(here.step / here.units)
        if not length <= longest or _norm(point + here.step - w) > reach:
            return None
        point = point + here.step
        here = Neighbourhood(risk, point)
        longest = CONTRACTION * length
    else:
        return None
    found = Refinement(point, _norm(point - w), here)
    near = found.distance + found.error <= reach
    return found if near and (not found.is_minimum or _is_steady(risk, found)) else None


def _is_steady(risk: Objective, found: Refinement) -> bool:
    """Whether the curvature stays, where rounding may have hidden the critical point.

    Beside a degenerate one it does not: in a well like ε⁴ rounding of a gradient like ε³ hides
    where it is, and the curvature ε² looks positive.
    """
    away = DOUBTS * found.around.doubt
    least = STEADY * found.around.lowest
    return all(
        Neighbourhood(risk, found.filters + side * away).lowest >= least for side in (1.0, -1.0)
    )


def _norm(x: Array) -> float:
    return math.sqrt(x.dot(x))
