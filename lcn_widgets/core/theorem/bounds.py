"""Bounds on the filters along a gradient flow: on v by the risk, and from it on every layer.

Bounds on layers are kept as decadic logarithms, since the paper's constants overflow. They hold for
any filters with the stated differences δ_i = ‖w^(i+1)‖² - ‖w^(i)‖², which the flow conserves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.network import Architecture, log_smallest_norm, norm_offsets
from lcn_widgets.core.risk import (
    Dataset,
    EmpiricalRisk,
    Loss,
    input_factor,
    sample_blocks,
)

ROUNDING_MARGIN = 1e-9
"""Part by which every bound is enlarged; rounding in its evaluation is below 1e-12."""


@dataclass(frozen=True, eq=False)
class NormBound:
    """Upper bounds on the squared norms ‖w^(i)‖².

    Parameters
    ----------
    log10_layers : ndarray, shape (…, N)
        Decadic logarithms of the bounds of each layer; -inf bounds a vanishing layer.
    """

    log10_layers: Array

    @property
    def log10(self) -> Array:
        """Decadic logarithm of the bound that all layers share, shape (…)."""
        return np.asarray(self.log10_layers.max(axis=-1))

    @property
    def value(self) -> Array:
        """The bound that all layers share, shape (…): inf where it exceeds the largest float."""
        with np.errstate(over="ignore"):
            return np.asarray(10.0**self.log10)


def filter_bound(
    architecture: Architecture, loss: Loss, dataset: Dataset, level: ArrayLike
) -> Array:
    """g with ‖v‖₁ ≤ g(L) wherever L ≤ `level`, same shape (paper, Lemma 3.6).

    g(L) = (1/d_N)(h(L) + ‖Y‖₁)‖Xᵀ(XXᵀ)^{-1}‖₁, all norms being sums of moduli of entries. It is
    inf if XXᵀ is singular to rounding.
    """
    h = loss.residual_bound(level, dataset.Y.size)
    total = h + float(np.abs(dataset.Y).sum())
    return np.asarray(total * pseudo_inverse_norm(dataset.X) / architecture.dims[-1])


def pseudo_inverse_norm(X: ArrayLike) -> float:
    """‖Xᵀ(XXᵀ)^{-1}‖₁, the sum of moduli of entries, for X (d_0, m); inf if XXᵀ is singular.

    From a triangular factor of Xᵀ, block by block, without forming XXᵀ.
    """
    X = np.asarray(X, dtype=np.float64)
    if X.shape[1] < X.shape[0]:
        return float("inf")
    factor = input_factor(X)
    values = scipy.linalg.svdvals(factor)
    if values[-1] <= max(X.shape) * np.finfo(np.float64).eps * values[0]:
        return float("inf")
    total = 0.0
    for block in sample_blocks(X):
        half = scipy.linalg.solve_triangular(factor, block, trans="T")
        total += float(np.abs(scipy.linalg.solve_triangular(factor, half)).sum())
    return total


def filter_norm_bound(risk: EmpiricalRisk, level: ArrayLike) -> Array:
    """T with ‖v‖₂ ≤ T wherever L ≤ `level`, same shape; inf unless the patch matrix has rank k_v.

    Derived: σ_min(P)‖v‖₂ ≤ ‖Pv‖₂ ≤ ‖y‖₂ + ‖Pv - y‖₂. For square loss ‖Pv - y‖₂ = √L, for the
    others ‖Pv - y‖₂ ≤ ‖Pv - y‖₁ ≤ h(L) with h of the paper's section 3. The computed σ_min is
    lowered by its rounding error, max(m·d_N, k_v)·ε·σ_max, before it divides.
    """
    level = np.asarray(level, dtype=np.float64)
    if risk.loss.is_quadratic:
        residual = np.sqrt(np.maximum(level, 0.0))
    else:
        residual = risk.loss.residual_bound(level, risk.dataset.Y.size)
    least = float(risk.patch_singular_values[-1]) - patch_rounding(risk)
    if least <= 0.0:
        return np.full(level.shape, np.inf)
    total = float(np.linalg.norm(risk.dataset.Y)) + residual
    return np.asarray(total / least * (1.0 + ROUNDING_MARGIN))


def patch_rounding(risk: EmpiricalRisk) -> float:
    """Rounding error of the computed singular values of P: max(m·d_N, k_v)·ε·σ_max."""
    size = max(risk.dataset.Y.size, risk.architecture.final_width)
    return float(size * np.finfo(np.float64).eps * risk.patch_singular_values[0])


def paper_bound(
    architecture: Architecture, filter_norm: ArrayLike, differences: ArrayLike
) -> NormBound:
    """τ(T, k_v, δ) of the paper's Lemma 3.5, with its constants.

    β_1 = ‖w^(1)‖² is a root of z(z+δ_1)···(z+δ_1+…+δ_{N-1}) - C with C ≤ (6Tk_v)^{2k_v}, so that
    Lemma 2.3 bounds it by N times the largest coefficient, and β_i = β_1 + δ_1 + … + δ_{i-1}.

    Parameters
    ----------
    architecture : Architecture
    filter_norm : array_like, shape (…)
        A bound on ‖v‖₁; T is the larger of it and 1 (the printed lemma omits this).
    differences : array_like, shape (N - 1,)
        δ_1, …, δ_{N-1}.
    """
    offsets = norm_offsets(architecture, differences)
    T = np.maximum(np.asarray(filter_norm, dtype=np.float64), 1.0)
    k_v, N = architecture.final_width, architecture.depth
    log_constant = 2 * k_v * np.log10(6.0 * T * k_v)
    log_first = np.log10(N) + np.maximum(log_constant, _log10_largest_coefficient(offsets))
    return NormBound(_log10_sum(log_first[..., None], offsets) + np.log10(1.0 + ROUNDING_MARGIN))


def certified_bound(
    architecture: Architecture, filter_norm: ArrayLike, differences: ArrayLike
) -> NormBound:
    """Bound on each ‖w^(i)‖² by the Mahler measure (derived), far below the paper's τ.

    The Mahler measure M is multiplicative, ‖p‖₁ ≤ 2^{deg p} M(p) and M(v) ≤ ‖v‖₂ (Landau), hence
    Π ‖w^(i)‖₁ ≤ 2^{Σ(k_i-1)} ‖v‖₂. With the gaps g_i = max_j β_j - β_i of β_i = ‖w^(i)‖₂², which
    the differences fix, max β is at most the root z ≥ max g_i of
    Π(z - g_i) = 4^{Σ(k_i-1)} T².

    Parameters
    ----------
    architecture : Architecture
    filter_norm : array_like, shape (…)
        T, a bound on ‖v‖₂, for instance `filter_norm_bound`.
    differences : array_like, shape (N - 1,)
        δ_1, …, δ_{N-1}.
    """
    offsets = norm_offsets(architecture, differences)
    T = np.asarray(filter_norm, dtype=np.float64)
    degree = architecture.parameter_count - architecture.depth
    with np.errstate(divide="ignore"):
        log_product = 2.0 * np.log(T) + degree * np.log(4.0)
    smallest = log_smallest_norm(offsets, log_product)
    logs = _log_sum(smallest[..., None], offsets - offsets.min())
    return NormBound((logs + np.log(1.0 + ROUNDING_MARGIN)) / np.log(10.0))


def _log10_largest_coefficient(offsets: Array) -> float:
    """Of Π(z + o_i), whose constant coefficient o_1 = 0 makes zero; C takes its place."""
    scale = float(np.abs(offsets).max()) or 1.0
    coefficients = np.abs(np.poly(-offsets / scale))
    with np.errstate(divide="ignore"):
        logs = np.log10(coefficients) + np.arange(len(offsets) + 1) * np.log10(scale)
    return float(logs.max())


def _log_sum(logs: Array, terms: Array) -> Array:
    """log(e^logs + terms) for terms ≥ 0."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.logaddexp(logs, np.log(terms)))


def _log10_sum(logs: Array, terms: Array) -> Array:
    """log10(10^logs + terms), 10^logs exceeding every -terms."""
    with np.errstate(over="ignore"):
        return np.asarray(logs + np.log1p(terms / 10.0**logs) / np.log(10.0))
