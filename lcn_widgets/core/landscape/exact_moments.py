"""The square loss as the data give it, in rational arithmetic: G = PᵀP and b = Pᵀy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lcn_widgets.core.inputs import Array, InvalidInput, present_work
from lcn_widgets.core.landscape.wording import say
from lcn_widgets.core.risk import EmpiricalRisk

Objects = NDArray[np.object_]
"""An array of Python's integers or fractions."""

MANTISSA = 53
"""Bits of a float."""
ROWS = 4096
"""Windows handled at once: while whole numbers are added up no other thread can run."""


@dataclass(frozen=True, eq=False)
class ExactMoments:
    """min (v-u)ᵀG(v-u), exactly: nothing is rounded since the data were read.

    Parameters
    ----------
    matrix : ndarray of Fraction, shape (k_v, k_v)
        G, up to a power of two that it has in common with b.
    vector : ndarray of Fraction, shape (k_v,)
        b.
    """

    matrix: Objects
    vector: Objects

    @classmethod
    def of(cls, risk: EmpiricalRisk) -> ExactMoments:
        """The moments of the data of a risk.

        Raises
        ------
        InvalidInput
            If G is singular.
        """
        data, architecture = risk.dataset, risk.architecture
        width = architecture.final_width
        least = min(_least_exponent(data.X), _least_exponent(data.Y))
        total: Objects = np.zeros((width, width + 1), dtype=object)
        for P, y in data.patch_blocks(architecture):
            for first in range(0, len(y), ROWS):
                present_work().step(say, "progress.filters")
                part = slice(first, first + ROWS)
                rows = _integers(P[part], least)
                total = total + rows.T @ np.column_stack([rows, _integers(y[part], least)])
        size = Fraction(2) ** int(max(total[i, i] for i in range(width))).bit_length()
        moments = cls(total[:, :width] / size, total[:, width] / size)
        if moments.inverse is None:
            raise InvalidInput(say("filters.rank", rank=width - 1, width=width), field="data")
        return moments

    @cached_property
    def inverse(self) -> Objects | None:
        """G⁻¹, None if G is singular."""
        identity = [[Fraction(int(i == j)) for j in self._indices] for i in self._indices]
        return solved(self.matrix, np.array(identity, dtype=object))

    @cached_property
    def centre(self) -> Objects:
        """The least-squares filter u = G⁻¹b."""
        return np.asarray(self.inverse @ self.vector)

    @property
    def _indices(self) -> range:
        return range(len(self.vector))


def solved(matrix: Objects, right: Objects) -> Objects | None:
    """The solution of a linear system with one or more right sides, None if it is singular."""
    n = len(matrix)
    rows = np.column_stack([matrix, right])
    for j in range(n):
        pivot = next((i for i in range(j, n) if rows[i, j] != 0), None)
        if pivot is None:
            return None
        rows[[j, pivot]] = rows[[pivot, j]]
        rows[j] = rows[j] / rows[j, j]
        for i in range(n):
            if i != j and rows[i, j] != 0:
                rows[i] = rows[i] - rows[i, j] * rows[j]
    return np.asarray(rows[:, n:].reshape(np.shape(right)))


def fractions(values: Sequence[float] | Array) -> Objects:
    """Floats as the fractions that they are."""
    flat = np.array([Fraction(float(x)) for x in np.ravel(values)], dtype=object)
    return flat.reshape(np.shape(values))


def _least_exponent(values: Array) -> int:
    nonzero = values[values != 0.0]
    return int(np.frexp(nonzero)[1].min()) if nonzero.size else np.iinfo(np.int32).max


def _integers(values: Array, least: int) -> Objects:
    """The values times 2^(53 - least), whole numbers."""
    mantissa, exponent = np.frexp(values)
    whole = np.ldexp(mantissa, MANTISSA).astype(np.int64).astype(object)
    shift = np.where(values == 0.0, 0, exponent - least).astype(object)
    return np.asarray(whole << shift)
