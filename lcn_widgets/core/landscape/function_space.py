"""The flow seen in function space: v̇ = -K(w)∇_vL with K = Σ_i J_iJ_iᵀ [AKR].

If all strides but possibly the last exceed 1, the layers of a generic v are determined up to
scaling; the differences δ fix the scaling, so that K depends on (v, δ) only. "Generic" is
needed: (x² - 1)(x² - 4) has two factorizations with k = (3, 2), s = (2, 1), and they give
different K. With stride one roots can be exchanged between layers, and K depends on the
factorization.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Complex, InvalidInput
from lcn_widgets.core.network import Architecture, rescale_to_differences
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.roots import chordal_distance, form_with_roots, homogeneous_coordinates, roots
from lcn_widgets.core.training import Trajectory

SAME_ROOT = 1e-6
"""Chordal distance below which an exchange of two roots changes nothing worth showing."""


@dataclass(frozen=True, eq=False)
class FunctionSpaceFlow:
    """v̇ = -K(w)∇_vL against what the final filter did along a trajectory of T times.

    Parameters
    ----------
    velocities : ndarray, shape (T, k_v)
        -K(w)∇_vL at the times of the trajectory.
    defects : ndarray, shape (T - 1,)
        ‖v(t_{j+1}) - v(t_j) + ∫ K∇_vL dt‖₂ on every interval, by Gauss quadrature with three
        nodes.
    length : float
        Σ ‖v(t_{j+1}) - v(t_j)‖₂, what the defects are to be compared with.
    """

    velocities: Array
    defects: Array
    length: float


def metric(architecture: Architecture, w: ArrayLike) -> Array:
    """K(w) = Σ_i J_iJ_iᵀ = JJᵀ, shape (k_v, k_v), J the Jacobian of π at w (Σk_i,)."""
    jacobian = architecture.jacobian(w)
    return np.asarray(jacobian @ jacobian.T)


def function_space_flow(risk: EmpiricalRisk, trajectory: Trajectory) -> FunctionSpaceFlow:
    """Check v̇ = -K(w)∇_vL along a trajectory, which the flow obeys and descent does not."""
    nodes, weights = np.polynomial.legendre.leggauss(3)
    step = np.diff(trajectory.times)
    change = np.diff(trajectory.final_filters, axis=0)
    integral = np.zeros_like(change)
    for node, weight in zip(nodes, weights, strict=True):
        middle = trajectory.at(trajectory.times[:-1] + step * (1.0 + node) / 2.0)
        integral += weight * step[:, None] / 2.0 * _velocities(risk, middle)
    return FunctionSpaceFlow(
        velocities=_velocities(risk, trajectory.filters),
        defects=np.linalg.norm(change - integral, axis=1),
        length=float(np.linalg.norm(change, axis=1).sum()),
    )


def metric_is_fixed(architecture: Architecture) -> bool:
    """Whether K depends on (v, δ) only, for generic v [AKR].

    So it is if all strides but the last exceed 1; layers of width 1, which have no roots, do
    not count.
    """
    exponents = [
        S for k, S in zip(architecture.widths, architecture.exponents, strict=True) if k > 1
    ]
    return len(set(exponents)) == len(exponents)


def refactorize(architecture: Architecture, w: ArrayLike) -> Array:
    """Another real factorization w' of the same final filter, with the same differences δ.

    Two layers whose polynomials are in the same power of x (stride one between them) exchange
    real roots or conjugate pairs of roots, infinity counted as real; of all such exchanges
    the one that moves the roots farthest is made.

    Parameters
    ----------
    architecture : Architecture
    w : array_like, shape (Σk_i,)

    Returns
    -------
    ndarray, shape (Σk_i,)

    Raises
    ------
    InvalidInput
        If no two layers have roots to exchange.
    """
    filters = architecture.split(w)
    blocks = [_blocks(roots(f)) if f.any() else [] for f in filters]
    exchange = max(_exchanges(architecture, blocks), key=lambda e: e[0], default=None)
    if exchange is None:
        raise InvalidInput(
            f"the layers of widths {architecture.widths} with strides {architecture.strides} "
            "have no roots to exchange: use two layers with stride one between them and "
            "different real roots, or different conjugate pairs, in each",
            field="w",
        )
    _, (i, a), (j, b) = exchange
    new = [f.copy() for f in filters]
    new[i] = _from_blocks(
        [*(x for n, x in enumerate(blocks[i]) if n not in a), *_take(blocks[j], b)]
    )
    new[j] = _from_blocks(
        [*(x for n, x in enumerate(blocks[j]) if n not in b), *_take(blocks[i], a)]
    )
    # v fixes the product of the constants of the two layers; δ then fixes each
    old_product, new_product = (np.convolve(p[i], p[j]) for p in (filters, new))
    new[i] *= (new_product @ old_product) / (new_product @ new_product)
    delta = architecture.norm_differences(w)
    return rescale_to_differences(architecture, architecture.join(new), delta)


_Exchange = tuple[float, tuple[int, tuple[int, ...]], tuple[int, tuple[int, ...]]]


def _exchanges(architecture: Architecture, blocks: list[list[Complex]]) -> list[_Exchange]:
    """(distance, (layer, blocks), (layer, blocks)): blocks of equal degree to be exchanged."""
    found: list[_Exchange] = []
    for i, j in combinations(range(architecture.depth), 2):
        if architecture.exponents[i] != architecture.exponents[j]:
            continue
        for a in _choices(blocks[i]):
            for b in _choices(blocks[j]):
                mine, theirs = (
                    np.concatenate(_take(r, c)) for r, c in ((blocks[i], a), (blocks[j], b))
                )
                if len(mine) != len(theirs):
                    continue
                distance = float(_set_distance(mine, theirs))
                if distance > SAME_ROOT:
                    found.append((distance, (i, a), (j, b)))
    return found


def _choices(blocks: list[Complex]) -> list[tuple[int, ...]]:
    """Single blocks, and pairs of real roots, which may be exchanged for a conjugate pair."""
    real = [n for n, block in enumerate(blocks) if len(block) == 1]
    return [(n,) for n in range(len(blocks))] + list(combinations(real, 2))


def _blocks(points: Complex) -> list[Complex]:
    """Real roots one by one (infinity too) and conjugate pairs."""
    real = points[(points.imag == 0.0) | np.isinf(points)]
    upper = points[points.imag > 0.0]
    return [np.array([r]) for r in real] + [np.array([r, r.conjugate()]) for r in upper]


def _take(blocks: list[Complex], chosen: tuple[int, ...]) -> list[Complex]:
    return [blocks[n] for n in chosen]


def _set_distance(a: Complex, b: Complex) -> float:
    """Least largest distance of paired roots, of sets of one or two."""
    distance = chordal_distance(a[:, None], b[None, :])
    if len(a) == 1:
        return float(distance[0, 0])
    return float(min(max(distance[0, 0], distance[1, 1]), max(distance[0, 1], distance[1, 0])))


def _from_blocks(blocks: list[Complex]) -> Array:
    """Real coefficients, ascending, of a form with the given roots."""
    points = homogeneous_coordinates(np.concatenate(blocks))
    return np.asarray(form_with_roots(points).real)


def _velocities(risk: EmpiricalRisk, filters: Array) -> Array:
    """-K(w)∇_vL at M points, shape (M, k_v)."""
    architecture = risk.architecture
    velocities = np.empty((len(filters), architecture.final_width))
    for row, w in zip(velocities, filters, strict=True):
        slope = risk.filter_gradient(architecture.final_filter(w))
        jacobian = architecture.jacobian(w)
        row[:] = -jacobian @ (slope @ jacobian)
    return velocities
