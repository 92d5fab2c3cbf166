"""The spectrum of the Hessian, without the directions in which layers are only rescaled."""

from __future__ import annotations

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Mask
from lcn_widgets.core.network import scaling_directions
from lcn_widgets.core.risk import EmpiricalRisk

ZERO = 1e-6
"""Hessian eigenvalues below this part of the largest modulus count as zero: the one such rule."""


def transverse_eigenvalues(risk: EmpiricalRisk, w: ArrayLike) -> Array:
    """Ascending eigenvalues of ∇²L(w) on the orthogonal complement of the scaling directions."""
    return transverse_spectrum(risk, np.asarray(w, dtype=np.float64))[0]


def transverse_spectrum(risk: EmpiricalRisk, w: Array) -> tuple[Array, Array]:
    """Eigenvalues transverse to the scaling directions, and the slopes along their vectors."""
    hessian = risk.hessian(w)
    scaling = scaling_directions(risk.architecture, w)
    # where layers only almost vanish, rescaling bends so much that it explains no zero mode
    curvatures, vectors = np.linalg.eigh(scaling.T @ hessian @ scaling)
    flat = np.abs(curvatures) <= ZERO * np.linalg.norm(hessian, 2)
    scaling = scaling @ vectors[:, flat]
    complement = scipy.linalg.null_space(scaling.T) if scaling.size else np.eye(len(w))
    eigenvalues, vectors = np.linalg.eigh(complement.T @ hessian @ complement)
    return eigenvalues, vectors.T @ (complement.T @ risk.gradient(w))


def negative(eigenvalues: Array) -> Mask:
    """Which eigenvalues are negative, and not zero by the rule `ZERO`; same shape."""
    return np.asarray(eigenvalues < -zero_threshold(eigenvalues))


def vanishing(eigenvalues: Array) -> Mask:
    """Which eigenvalues are zero by the rule `ZERO`; same shape."""
    return np.asarray(np.abs(eigenvalues) <= zero_threshold(eigenvalues))


def newton_length(eigenvalues: Array, slopes: Array) -> float:
    """Length of Newton's step in the eigenbasis of the Hessian; a vanishing slope needs none."""
    moving = slopes != 0.0
    with np.errstate(divide="ignore"):
        return float(np.linalg.norm(slopes[moving] / eigenvalues[moving]))


def zero_threshold(eigenvalues: Array) -> float:
    """Modulus up to which an eigenvalue counts as zero by the rule `ZERO`."""
    return ZERO * float(np.abs(eigenvalues).max(initial=0.0))
