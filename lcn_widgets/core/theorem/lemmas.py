"""The lemmas of the paper as functions that return both sides of what they claim."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Complex, Indices, InvalidInput
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.roots import roots
from lcn_widgets.core.theorem.wording import say


@dataclass(frozen=True)
class Submultiplicativity:
    """Both sides of ‖pq‖₁ ≤ ‖p‖₁‖q‖₁ (paper, Lemma 2.2)."""

    product_norm: float
    bound: float


@dataclass(frozen=True, eq=False)
class RootBound:
    """Both sides of |x| ≤ A = (n/|a_n|) max |a_i| for every root x (paper, Lemma 2.3).

    Parameters
    ----------
    roots : ndarray of complex, shape (n,)
        Infinity stands for a vanishing leading coefficient.
    bound : float
        A; inf if a_n = 0.
    """

    roots: Complex
    bound: float


@dataclass(frozen=True, eq=False)
class LinearFactors:
    """Linear factors u_1 ⋯ u_n = p with ‖u_i‖₁ ≤ 6nT (paper, Lemma 2.4).

    Parameters
    ----------
    factors : ndarray of complex, shape (n, 2)
        Coefficients of u_i, ascending; (c, 0) is a factor whose root is at infinity.
    bound : float
        6nT with T = max(‖p‖₁, 1).
    residual : float
        ‖u_1 ⋯ u_n - p‖₁ / T, the rounding error of multiplying back.
    """

    factors: Complex
    bound: float
    residual: float

    @property
    def norms(self) -> Array:
        """‖u_i‖₁, shape (n,)."""
        return np.asarray(np.abs(self.factors).sum(axis=1))


@dataclass(frozen=True, eq=False)
class FactorAssignment:
    """Linear factors of p_v and the layer each belongs to (the sets M_i in paper, Lemma 3.5).

    p̃_i = c_i Π_{j ∈ M_i} u_j with M_i = {j : layers[j] = i} and Π c_i = 1; if all widths are 1
    there are no factors, and Π c_i = v.

    Parameters
    ----------
    factors : ndarray of complex, shape (n, 2)
        u_j, coefficients ascending, n = k_v - 1.
    layers : ndarray of int, shape (n,)
        The layer of u_j, counted from 1.
    constants : ndarray of complex, shape (N,)
        c_i.
    """

    factors: Complex
    layers: Indices
    constants: Complex

    def polynomial(self, layer: int) -> Complex:
        """c_i Π_{j ∈ M_i} u_j for i = `layer`, counted from 1; shape (t_i + 1,)."""
        return np.asarray(self.constants[layer - 1] * _product(self.factors[self.layers == layer]))


def submultiplicativity(p: ArrayLike, q: ArrayLike) -> Submultiplicativity:
    """‖pq‖₁ and ‖p‖₁‖q‖₁ (paper, Lemma 2.2) for coefficients p (n+1,) and q (m+1,), ascending."""
    p, q = np.asarray(p), np.asarray(q)
    return Submultiplicativity(
        product_norm=float(np.abs(np.convolve(p, q)).sum()),
        bound=float(np.abs(p).sum() * np.abs(q).sum()),
    )


def root_bound(p: ArrayLike) -> RootBound:
    """Roots of p, coefficients (n+1,) ascending, and the bound A on them (paper, Lemma 2.3)."""
    p = _nonconstant(p)
    n, leading = len(p) - 1, float(abs(p[-1]))
    bound = n * (float(np.abs(p).max()) / leading) if leading else float("inf")
    return RootBound(roots(p), bound)


def linear_factors(p: ArrayLike) -> LinearFactors:
    """Write p as a product of linear factors of bounded norm (paper, Lemma 2.4).

    A root |x_i| ≤ 1 gives x - x_i, a larger one 1 - x/x_i, and one at infinity 1, of norms ≤ 2.
    What remains is a constant whose modulus is the Mahler measure of p, hence ≤ ‖p‖₂ ≤ T; it is
    shared evenly, so that ‖u_i‖₁ ≤ 2T^{1/n} ≤ 6nT (derived, sharper than the lemma needs; the
    printed proof says ‖u_i‖₁ = 1 for i > r, which should read ≤ 2).

    Parameters
    ----------
    p : array_like, shape (n+1,)
        Real coefficients of a form of degree n ≥ 1, ascending. The zero polynomial has only
        zero factors.
    """
    p = _nonconstant(p)
    return _certified(_unit_factors(roots(p)), p)


def factor_assignment(architecture: Architecture, w: ArrayLike) -> FactorAssignment:
    """Split the linear factors of p_v among the layers (the sets M_i in paper, Lemma 3.5).

    Parameters
    ----------
    architecture : Architecture
    w : array_like, shape (Σk_i,)
        Filters, none of them zero: a vanishing layer has no factors.
    """
    layer_polynomials = architecture.layer_polynomials(w)
    for i, p in enumerate(layer_polynomials, start=1):
        if not p.any():
            raise InvalidInput(say("lemma.vanishing_layer", layer=i), field="w")
    units = [_unit_factors(roots(p)) for p in layer_polynomials]
    layers = np.repeat(np.arange(1, architecture.depth + 1), architecture.degrees)
    if not len(layers):
        scalars = np.concatenate(layer_polynomials).astype(np.complex128)
        return FactorAssignment(np.zeros((0, 2), np.complex128), layers, scalars)
    certified = _certified(np.concatenate(units), architecture.final_filter(w))
    constants = [
        _ratio(p, _product(certified.factors[layers == i]))
        for i, p in enumerate(layer_polynomials, start=1)
    ]
    return FactorAssignment(certified.factors, layers, np.array(constants))


def _nonconstant(p: ArrayLike) -> Array:
    p = np.asarray(p, dtype=np.float64)
    if p.ndim != 1 or len(p) < 2:
        raise InvalidInput(say("lemma.constant", shape=str(p.shape)), field="p")
    return p


def _unit_factors(points: ArrayLike) -> Complex:
    """x - x_i for |x_i| ≤ 1, otherwise 1 - x/x_i; shape (n, 2)."""
    x = np.asarray(points, dtype=np.complex128)
    factors = np.ones((len(x), 2), dtype=np.complex128)
    large = np.abs(x) > 1.0
    factors[~large, 0] = -x[~large]
    finite = large & np.isfinite(x)
    factors[large, 1] = 0.0
    factors[finite, 1] = -1.0 / x[finite]
    return factors


def _certified(units: Complex, p: Array) -> LinearFactors:
    """Share the constant p / Π units evenly among the factors."""
    n = len(units)
    constant = _ratio(p, _product(units))
    factors = units * abs(constant) ** (1.0 / n)
    factors[0] *= constant / abs(constant) if constant else 1.0
    T = max(float(np.abs(p).sum()), 1.0)
    residual = float(np.abs(_product(factors) - p).sum()) / T
    return LinearFactors(factors, 6.0 * n * T, residual)


def _product(factors: Complex) -> Complex:
    """Product of linear factors, those with nearby roots far apart in the order (Leja)."""
    product = np.ones(1, dtype=np.complex128)
    for factor in factors[_leja_order(factors)]:
        product = np.convolve(product, factor)
    return product


def _leja_order(factors: Complex) -> Indices:
    """An order in which the partial products stay moderate, whatever the order of the roots."""
    n = len(factors)
    lengths = np.linalg.norm(factors, axis=1)
    units = factors / np.where(lengths > 0.0, lengths, 1.0)[:, None]
    with np.errstate(divide="ignore"):
        apart = np.log(
            np.abs(np.outer(units[:, 0], units[:, 1]) - np.outer(units[:, 1], units[:, 0]))
        )
    left = list(range(n))
    order: list[int] = []
    score = np.abs(units[:, 0])
    while left:
        best = max(left, key=lambda i: score[i])
        left.remove(best)
        score = apart[best] + (score if order else 0.0)
        order.append(best)
    return np.array(order, dtype=np.intp)


def _ratio(p: Array, q: Complex) -> complex:
    """The constant c for which cq is nearest to p."""
    return complex((q.conj() @ p) / (q.conj() @ q))
