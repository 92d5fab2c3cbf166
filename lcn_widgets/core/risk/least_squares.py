"""The least-squares solution of a small system, and what rounding leaves open of it."""

from __future__ import annotations

import numpy as np
import scipy.linalg

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.risk.exact import rounded_residual

REFINEMENTS = 5
"""Corrections of the solution by its exact residual, of which two or three do something."""


class LeastSquaresFit:
    """Minimizer of ‖Rv - c‖, of least norm where R lacks rank to rounding.

    Parameters
    ----------
    R : ndarray, shape (n, k)
    c : ndarray, shape (n,)

    Attributes
    ----------
    centre : ndarray, shape (k,)
        v*, refined by its exact residual, so that its digits are right up to a condition 1e15.
    residual : ndarray, shape (n,)
        Rv* - c, rounded once.
    rank : int
        Number of singular values above their rounding error.
    scale : float
        ‖R‖₂.
    unresolved : float
        ‖Rv* - c‖² beyond the numerical range of R: R may explain some of it where a singular
        value below its rounding error is not 0. It is 0 where R has full row rank.
    """

    def __init__(self, R: Array, c: Array):
        U, values, Vt = scipy.linalg.svd(R, full_matrices=False)
        self.scale = float(values[0])
        self.rank = numerical_rank(values, max(R.shape))
        kept = slice(0, self.rank)
        inverse = Vt[kept].T / values[kept]
        self._range = U[:, kept]
        self.centre = inverse @ (self._range.T @ c)
        self.residual = rounded_residual(R, self.centre, c)
        self._refine(R, c, inverse)
        beyond = self.residual - self._range @ (self._range.T @ self.residual)
        self.unresolved = 0.0 if self.rank == len(R) else float(beyond @ beyond)

    def explained(self, residuals: Array) -> Array:
        """The part of residuals (…, n) in the numerical range of R: without loss at full rank."""
        if self.rank == len(self.residual):
            return residuals
        return np.asarray(residuals @ self._range)

    def _refine(self, R: Array, c: Array, inverse: Array) -> None:
        """Newton's corrections with an exact residual [Higham, section 12.1], while they help."""
        for _ in range(REFINEMENTS):
            step = inverse @ (self._range.T @ self.residual)
            centre = self.centre - step
            residual = rounded_residual(R, centre, c)
            error = np.linalg.norm(self._range.T @ self.residual)
            if not np.linalg.norm(self._range.T @ residual) < error:
                return
            self.centre, self.residual = centre, residual


def numerical_rank(singular_values: Array, size: int) -> int:
    """Number of singular values above their rounding error, `size`·ε times the largest."""
    largest = float(singular_values.max(initial=0.0))
    return int(np.sum(singular_values > largest * size * np.finfo(np.float64).eps))
