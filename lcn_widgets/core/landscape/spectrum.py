"""The spectrum of the Hessian, without the directions in which layers are only rescaled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Mask
from lcn_widgets.core.landscape.hessian_error import hessian_rounding
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.training import Neighbourhood

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


def transverse_spectrum(
    risk: EmpiricalRisk, w: ArrayLike, distance: float = np.inf, *, steady: bool = False
) -> Spectrum:
    """Eigenvalues transverse to the scaling directions, with their errors.

    Parameters
    ----------
    risk : EmpiricalRisk
    w : array_like, shape (Σk_i,)
    distance : float
        How far the critical point is at most, where that is known.
    steady : bool
        Whether it is known to have eigenvalues of the signs of those at w.
    """
    w = np.asarray(w, dtype=np.float64)
    around = Neighbourhood(risk, w)
    complement = _complement(around.symmetries)
    eigenvalues, vectors = _transverse(around, complement)
    slopes = vectors.T @ around.gradient
    rounding = hessian_rounding(risk, w)
    errors = _with_signs(around, eigenvalues, np.full(len(eigenvalues), rounding))
    signed = np.where(np.abs(eigenvalues) > errors, np.abs(eigenvalues) / 2.0, np.inf)
    moving = (np.abs(eigenvalues) > errors) & (slopes != 0.0)
    step = vectors[:, moving] @ (slopes[moving] / eigenvalues[moving])
    length = float(np.linalg.norm(step))
    if length > 0.0 and distance > 0.0:
        there = Neighbourhood(risk, w - min(1.0, distance / length) * step)
        moved = _transverse(there, _complement(there.symmetries))[0]
        if len(moved) == len(eigenvalues):
            errors = errors + MOVED * np.abs(moved - eigenvalues)
        else:  # layers vanish on the way, and with them what rescaling explains
            errors = np.full(len(eigenvalues), np.inf)
    return Spectrum(eigenvalues, slopes, np.minimum(errors, signed) if steady else errors)


def transverse_eigenvalues(risk: EmpiricalRisk, w: ArrayLike) -> Array:
    """Ascending eigenvalues of ∇²L(w) on the orthogonal complement of the scaling directions."""
    around = Neighbourhood(risk, np.asarray(w, dtype=np.float64))
    return _transverse(around, _complement(around.symmetries))[0]


def _complement(directions: Array) -> Array:
    """Orthonormal basis of what is orthogonal to the columns of an (n, s) matrix: (n, n - s)."""
    if not directions.size:
        return np.eye(len(directions))
    return np.asarray(scipy.linalg.null_space((directions / np.linalg.norm(directions, axis=0)).T))


def _transverse(around: Neighbourhood, complement: Array) -> tuple[Array, Array]:
    """Eigenvalues and vectors of the Hessian on a subspace.

    Where it is positive there beyond rounding, they are squares of singular values, which know
    the small ones even if layers are so unequal that rounding of the large ones hides them.
    """
    eigenvalues, vectors = np.linalg.eigh(complement.T @ around.hessian @ complement)
    if around.lowest > around.noise:
        # both bases are of one subspace: x = D V c with c = VᵀD⁻¹x, and xᵀHx = cᵀΛc
        coordinates = around.vectors.T @ (complement / around.units[:, None])
        _, values, rows = np.linalg.svd(np.sqrt(around.eigenvalues)[:, None] * coordinates)
        return values[::-1] ** 2, complement @ rows[::-1].T
    return eigenvalues, complement @ vectors


def _with_signs(around: Neighbourhood, eigenvalues: Array, errors: Array) -> Array:
    """Errors no larger than eigenvalues whose sign is known all the same, in the layers' units.

    An error of ∇²L that is a part of its lowest eigenvalue there is at most this part of each
    eigenvalue in any other units, if all are positive (Ostrowski).
    """
    positive = int(np.sum(around.eigenvalues > around.noise))
    negative = int(np.sum(around.eigenvalues < -around.noise))
    place = np.arange(len(eigenvalues))
    known = (place < negative) & (eigenvalues < 0.0)
    known |= (place >= len(eigenvalues) - positive) & (eigenvalues > 0.0)
    part = min(around.noise / around.lowest, 0.5) if positive == len(place) else 0.5
    return np.where(known, np.minimum(errors, part * np.abs(eigenvalues)), errors)


def newton_length(eigenvalues: Array, slopes: Array) -> float:
    """Length of Newton's step in the eigenbasis of the Hessian; a vanishing slope needs none."""
    moving = slopes != 0.0
    with np.errstate(divide="ignore"):
        return float(np.linalg.norm(slopes[moving] / eigenvalues[moving]))
