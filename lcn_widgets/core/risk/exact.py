"""What floating point cannot say of a matrix of doubles: residuals without rounding, exact rank."""

from __future__ import annotations

import math
from collections.abc import Iterable
from operator import mul

import numpy as np

from lcn_widgets.core.inputs import Array, present_work
from lcn_widgets.core.risk.wording import say

SPLITTER = 2.0**27 + 1.0
"""Dekker's constant: it splits a double into two halves whose products are exact."""

EXACT_WORK = 2_000_000
"""Products of integers that an exact rank may cost: some tenths of a second."""


def exact_rank(blocks: Iterable[Array]) -> int | None:
    """The rank of a stack of doubles (n, k) in exact arithmetic; None where that costs too much.

    Row by row the vectors that all rows so far are orthogonal to are kept, in integers. A row
    orthogonal to all of them depends on the others; any other row takes one of them away.

    Parameters
    ----------
    blocks : iterable of ndarray, shape (any, k)
        Rows; equal ones count once.
    """
    rows = None
    for block in blocks:
        rows = np.unique(block if rows is None else np.concatenate([rows, block]), axis=0)
        if rows.size * rows.shape[1] > EXACT_WORK:
            return None
    if rows is None:
        return 0
    null = [[int(i == j) for j in range(rows.shape[1])] for i in range(rows.shape[1])]
    for row in rows:
        present_work().step(say, "progress.rank")
        integers = _integers(row)
        products = [sum(map(mul, integers, vector)) for vector in null]
        null = _orthogonal(null, products)
        if not null:
            break
    return int(rows.shape[1]) - len(null)


def _orthogonal(vectors: list[list[int]], products: list[int]) -> list[list[int]]:
    """A basis of those combinations of the vectors whose combined products vanish."""
    pivot = next((i for i, product in enumerate(products) if product), None)
    if pivot is None:
        return vectors
    chosen, size = vectors[pivot], products[pivot]
    kept = []
    for vector, product in zip(vectors, products, strict=True):
        if vector is chosen:
            continue
        if product:
            vector = [size * a - product * b for a, b in zip(vector, chosen, strict=True)]
            common = math.gcd(*vector)
            vector = [a // common for a in vector]
        kept.append(vector)
    return kept


def _integers(row: Array) -> list[int]:
    """A multiple of the row by a power of two, in integers."""
    ratios = [value.as_integer_ratio() for value in row.tolist()]
    common = max(denominator for _, denominator in ratios)
    return [numerator * (common // denominator) for numerator, denominator in ratios]


def rounded_residual(A: Array, x: Array, b: Array) -> Array:
    """Ax - b, each entry correct to its last digit, for A (n, k), x (k,) and b (n,).

    The products are split into exact sums [Dekker 1971, "A floating-point technique for
    extending the available precision"] and added without rounding by `math.fsum`.
    """
    high = A * x
    low = _product_errors(A, x, high)
    terms = np.concatenate([high, low, -b[:, None]], axis=1)
    return np.array([math.fsum(row) for row in terms.tolist()])


def _product_errors(a: Array, b: Array, product: Array) -> Array:
    """ab - fl(ab), exactly."""
    a_high, a_low = _halves(a)
    b_high, b_low = _halves(b)
    rest = ((a_high * b_high - product) + a_high * b_low) + a_low * b_high
    return np.asarray(rest + a_low * b_low)


def _halves(a: Array) -> tuple[Array, Array]:
    # the exponent is taken out first, so that no large entry overflows
    mantissa, exponent = np.frexp(a)
    shifted = SPLITTER * mantissa
    high = shifted - (shifted - mantissa)
    return np.ldexp(high, exponent), np.ldexp(mantissa - high, exponent)
