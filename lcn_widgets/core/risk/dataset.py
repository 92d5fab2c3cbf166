"""Training data: inputs X, outputs Y and the patches the network sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, InvalidInput, real_array
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk.wording import say

BLOCK_ENTRIES = 1_000_000
"""Entries of the patch matrix held at once in a pass over the data: 8 MB (k_v rows at least)."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """m samples as columns, as in the paper.

    Parameters
    ----------
    X : array_like, shape (d_0, m)
        Inputs.
    Y : array_like, shape (d_N, m)
        Outputs.

    Raises
    ------
    InvalidInput
        If an array is empty, not numeric, not finite, not two-dimensional, or if the numbers
        of samples differ.
    """

    X: Array
    Y: Array

    def __init__(self, X: ArrayLike, Y: ArrayLike):
        inputs = real_array(X, "X", field="data.X", ndim=2)
        outputs = real_array(Y, "Y", field="data.Y", ndim=2)
        if inputs.shape[1] != outputs.shape[1]:
            raise InvalidInput(
                say("samples", inputs=inputs.shape[1], outputs=outputs.shape[1]), field="data.Y"
            )
        object.__setattr__(self, "X", inputs)
        object.__setattr__(self, "Y", outputs)

    @property
    def samples(self) -> int:
        """Number of samples m."""
        return int(self.X.shape[1])

    def check_fits(self, architecture: Architecture) -> None:
        """Raise `InvalidInput` unless X has d_0 and Y has d_N rows."""
        for name, array, size, side in (
            ("X", self.X, architecture.dims[0], "input"),
            ("Y", self.Y, architecture.dims[-1], "output"),
        ):
            rows, samples = array.shape
            if rows != size:
                sizes = {"rows": rows, "size": size, "samples": samples}
                raise InvalidInput(
                    say("rows", matrix=name, side=side, **sizes), field=f"data.{name}"
                )

    def patch_matrix(self, architecture: Architecture) -> Array:
        """Patch matrix P, shape (m·d_N, k_v): a window of width k_v slid by s_v over each sample.

        Row ``sample·d_N + j`` holds the inputs that output j of that sample sees, so that the
        network computes ``P v`` and the risk is Σ ℓ(Pv - y) with y from `targets`.
        """
        return np.concatenate([P for P, _ in self.patch_blocks(architecture)])

    def targets(self, architecture: Architecture) -> Array:
        """Outputs y in the row order of `patch_matrix`, shape (m·d_N,)."""
        self.check_fits(architecture)
        return self.Y.T.ravel()

    def patch_blocks(self, architecture: Architecture) -> Iterator[tuple[Array, Array]]:
        """Pairs (rows of P, entries of y), whole samples at a time, within `BLOCK_ENTRIES`."""
        self.check_fits(architecture)
        k_v, s_v, d_N = architecture.final_width, architecture.final_stride, architecture.dims[-1]
        step = max(1, max(BLOCK_ENTRIES // k_v, k_v) // d_N)
        for start in range(0, self.samples, step):
            block = np.ascontiguousarray(self.X[:, start : start + step].T)
            windows = np.lib.stride_tricks.sliding_window_view(block, k_v, axis=1)[:, ::s_v]
            yield windows.reshape(-1, k_v), self.Y[:, start : start + step].T.ravel()
