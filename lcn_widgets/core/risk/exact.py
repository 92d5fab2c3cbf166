"""What floating point cannot say of a matrix of doubles: residuals without rounding, exact rank."""

from __future__ import annotations

import math

import numpy as np

from lcn_widgets.core.inputs import Array

SPLITTER = 2.0**27 + 1.0
"""Dekker's constant: it splits a double into two halves whose products are exact."""


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
