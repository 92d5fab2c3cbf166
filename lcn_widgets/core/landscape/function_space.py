"""The flow seen in function space: v̇ = -K(w)∇_vL with the neural tangent kernel K = JJᵀ [AKR].

If all strides but possibly the last exceed 1, the layers of a generic v are determined up to
scaling; the differences δ fix the scaling, so that K depends on (v, δ) only. "Generic" is
needed: (x² - 1)(x² - 4) has two factorizations with k = (3, 2), s = (2, 1), and they give
different K. With stride one roots can be exchanged between layers, and K depends on the
factorization.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.training import Trajectory


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
    """K(w) = Σ_i J_iJ_iᵀ = JJᵀ, shape (k_v, k_v), J the Jacobian of π at w (Σk_i,).

    The neural tangent kernel of the final filter: v̇ = -K∇_vL. Where it is invertible its inverse
    is the Riemannian metric in function space in which v follows its own gradient.
    """
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


def _velocities(risk: EmpiricalRisk, filters: Array) -> Array:
    """-K(w)∇_vL at M points, shape (M, k_v)."""
    architecture = risk.architecture
    velocities = np.empty((len(filters), architecture.final_width))
    for row, w in zip(velocities, filters, strict=True):
        slope = risk.filter_gradient(architecture.final_filter(w))
        jacobian = architecture.jacobian(w)
        row[:] = -jacobian @ (slope @ jacobian)
    return velocities
