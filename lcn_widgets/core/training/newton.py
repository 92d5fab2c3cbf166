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
FLATNESS = 1e-6
"""A symmetry explains a direction if the curvature along it is below this part of ‖∇²L‖: where
layers almost vanish, rescaling bends so much that its tangent explains nothing."""
ROUNDING = 32.0 * float(np.finfo(np.float64).eps)
"""Relative rounding error allowed for in gradients and, times their number, in eigenvalues."""


class Neighbourhood:
    """The second-order model of the risk at w, across the symmetries.

    ∇L is orthogonal to the directions that only rescale layers (or change their bases), and at a
    critical point they are zero modes of ∇²L. A stiffness ‖∇²L‖ put along them leaves all else
    as it is, and Newton's step on the level of the conserved quantities.

    Attributes
    ----------
    gradient : ndarray, shape (n,)
    hessian : ndarray, shape (n, n)
        ∇²L as it is.
    eigenvalues, vectors : ndarray
        Of the Hessian with that stiffness, ascending.
    noise : float
        Modulus up to which an eigenvalue may be rounding.
    """

    def __init__(self, risk: Objective, w: Array):
        self._size = _norm(w)
        self.gradient = risk.gradient(w)
        self.hessian = hessian = risk.hessian(w)
        self.scale = scale = float(np.linalg.norm(hessian, 2))
        basis = _flat_part(risk.architecture.symmetries(w), hessian, FLATNESS * scale)
        if basis.size:
            across = np.eye(len(w)) - basis @ basis.T
            hessian = across @ hessian @ across + scale * (basis @ basis.T)
        self.eigenvalues, self.vectors = np.linalg.eigh(hessian)
        self.noise = ROUNDING * len(w) * scale

    @property
    def lowest(self) -> float:
        """The lowest eigenvalue."""
        return float(self.eigenvalues[0])

    @cached_property
    def step(self) -> Array:
        """Newton's step to add to w, without the directions whose eigenvalue may be rounding."""
        known = np.abs(self.eigenvalues) > self.noise
        slopes = self.vectors[:, known].T @ self.gradient
        return np.asarray(self.vectors[:, known] @ (-slopes / self.eigenvalues[known]))

    @property
    def step_noise(self) -> float:
        """Length of a step that may be due to rounding of the gradient."""
        known = np.abs(self.eigenvalues)
        known = known[known > self.noise]
        return ROUNDING * self._size * self.scale / float(known.min(initial=np.inf))


def _flat_part(basis: Array, hessian: Array, flat: float) -> Array:
    """The directions of `basis` along which the curvature is at most `flat`."""
    if not basis.size:
        return basis
    curvatures, mixed = np.linalg.eigh(basis.T @ hessian @ basis)
    return np.asarray(basis @ mixed[:, np.abs(curvatures) <= flat])


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
        down = self.around.vectors[:, self.around.eigenvalues < -self.around.noise]
        return _norm(down.T @ (w - self.filters))


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
    point, here, longest = w, start, reach
    for _ in range(ITERATIONS):
        length = _norm(here.step)
        rounding = length <= here.step_noise
        if not (rounding or length <= longest):
            return None
        point = point + here.step
        here = Neighbourhood(risk, point)
        if rounding:
            break
        longest = CONTRACTION * length
    else:
        return None
    distance = _norm(point - w)
    return Refinement(point, distance, here) if distance <= reach else None


def _norm(x: Array) -> float:
    return math.sqrt(x.dot(x))
