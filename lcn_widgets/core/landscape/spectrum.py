"""The spectrum of the Hessian, without the directions in which layers are only rescaled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Mask
from lcn_widgets.core.landscape.hessian_error import hessian_rounding
from lcn_widgets.core.network import scaling_directions
from lcn_widgets.core.risk import EmpiricalRisk

FLAT = 1e-6
"""A scaling direction along which L bends by less than this part of ‖∇²L‖ is projected out: on it
L is constant, and bends at a critical point only by what the gradient has left."""
MOVED = 2.0
"""Eigenvalues at the limit differ from those here by at most this many times what Newton's step
changes: where the limit is degenerate, that is more than they are (derived)."""


@dataclass(frozen=True, eq=False)
class Spectrum:
    """Eigenvalues of ∇²L at a critical point near w, as far as they are known.

    Parameters
    ----------
    eigenvalues : ndarray, shape (n,)
        Ascending, on the orthogonal complement of the scaling directions.
    slopes : ndarray, shape (n,)
        Of L at w along their vectors.
    errors : ndarray, shape (n,)
        How far each may be from that of the critical point: rounding, and the distance to it.
    """

    eigenvalues: Array
    slopes: Array
    errors: Array

    @property
    def negative(self) -> Mask:
        """Which are negative whatever their error."""
        return np.asarray(self.eigenvalues < -self.errors)

    @property
    def open(self) -> Mask:
        """Which cannot be told from zero."""
        return np.asarray(~(np.abs(self.eigenvalues) > self.errors))

    @property
    def newton_length(self) -> float:
        """Length of Newton's step to the critical point; a vanishing slope needs none."""
        return newton_length(self.eigenvalues, self.slopes)


def transverse_spectrum(risk: EmpiricalRisk, w: ArrayLike) -> Spectrum:
    """Eigenvalues transverse to the scaling directions, with their errors."""
    w = np.asarray(w, dtype=np.float64)
    eigenvalues, slopes, vectors = _transverse(risk, w)
    rounding = hessian_rounding(risk, w)
    moving = (np.abs(eigenvalues) > rounding) & (slopes != 0.0)
    if not moving.any():
        return Spectrum(eigenvalues, slopes, np.full(len(eigenvalues), rounding))
    step = vectors[:, moving] @ (slopes[moving] / eigenvalues[moving])
    there = _transverse(risk, w - step, len(w) - len(eigenvalues))[0]
    return Spectrum(eigenvalues, slopes, rounding + MOVED * np.abs(there - eigenvalues))


def transverse_eigenvalues(risk: EmpiricalRisk, w: ArrayLike) -> Array:
    """Ascending eigenvalues of ∇²L(w) on the orthogonal complement of the scaling directions."""
    return _transverse(risk, np.asarray(w, dtype=np.float64))[0]


def _transverse(
    risk: EmpiricalRisk, w: Array, count: int | None = None
) -> tuple[Array, Array, Array]:
    """Eigenvalues transverse to the scaling directions, slopes along their vectors, and these.

    Only scaling directions that are flat count, or the `count` flattest ones.
    """
    hessian = risk.hessian(w)
    scaling = scaling_directions(risk.architecture, w)
    # where layers only almost vanish, rescaling bends so much that it explains no zero mode
    curvatures, vectors = np.linalg.eigh(scaling.T @ hessian @ scaling)
    bend = np.abs(curvatures)
    known = FLAT * np.linalg.norm(hessian, 2) if count is None else np.inf
    flat = np.argsort(bend)[: int(np.sum(bend <= known)) if count is None else count]
    scaling = scaling @ vectors[:, flat]
    complement = scipy.linalg.null_space(scaling.T) if scaling.size else np.eye(len(w))
    eigenvalues, vectors = np.linalg.eigh(complement.T @ hessian @ complement)
    vectors = complement @ vectors
    return eigenvalues, vectors.T @ risk.gradient(w), vectors


def newton_length(eigenvalues: Array, slopes: Array) -> float:
    """Length of Newton's step in the eigenbasis of the Hessian; a vanishing slope needs none."""
    moving = slopes != 0.0
    with np.errstate(divide="ignore"):
        return float(np.linalg.norm(slopes[moving] / eigenvalues[moving]))
