"""QR factorization in one pass: a tall matrix comes in blocks of rows, its factor R stays small."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import scipy.linalg

from lcn_widgets.core.inputs import Array, present_work
from lcn_widgets.core.risk.wording import say

BLOCK_ENTRIES = 4_000_000
"""Entries of X handled at once: 32 MB."""


def triangular_factor(blocks: Iterable[Array], columns: int) -> Array:
    """R of the QR factorization of the stacked `blocks`, shape (min(rows, columns), columns).

    RᵀR is the Gram matrix of the stack; it is never formed, so that the condition of the stack is
    not squared on the way.

    Parameters
    ----------
    blocks : iterable of ndarray, shape (any, columns)
    columns : int
    """
    factor = np.zeros((0, columns))
    for block in blocks:
        present_work().step(say, "progress.data")
        stacked = np.concatenate([factor, block])
        factor = scipy.linalg.qr(stacked, mode="r", overwrite_a=True, check_finite=False)[0]
        factor = factor[:columns]
    return factor


def input_factor(X: Array) -> Array:
    """R with RᵀR = XXᵀ, hence with the singular values of X (d_0, m); shape (min(d_0, m), d_0)."""
    return triangular_factor((block.T for block in sample_blocks(X)), len(X))


def sample_blocks(X: Array) -> list[Array]:
    """X (d_0, m) cut into blocks of samples (columns) of about `BLOCK_ENTRIES` entries."""
    return np.array_split(X, max(1, X.size // BLOCK_ENTRIES), axis=1)
