"""Solvers of gradient flow behind SciPy's `OdeSolver` interface, and how one is chosen."""

from __future__ import annotations

from collections.abc import Callable

import scipy.integrate
from scipy.integrate import OdeSolver

from lcn_widgets.core.inputs import Array, InvalidInput
from lcn_widgets.core.risk import Objective
from lcn_widgets.core.training.collocation import CollocationRadau
from lcn_widgets.core.training.wording import say

MAX_COLLOCATION_SIZE = 60
"""Most parameters for which `CollocationRadau` is the default; its cost grows with their cube."""


class _StrictLSODA(scipy.integrate.LSODA):  # type: ignore[misc]
    """LSODA at a tenth of the tolerance, since the errors of its thousands of steps add up."""

    def __init__(
        self,
        fun: Callable[[float, Array], Array],
        t0: float,
        y0: Array,
        t_bound: float,
        *,
        jac: Callable[[float, Array], Array],
        rtol: float,
        atol: float,
    ):
        super().__init__(fun, t0, y0, t_bound, jac=jac, rtol=max(0.1 * rtol, 1e-13), atol=atol)


SOLVERS: dict[str, type[OdeSolver]] = {
    "CollocationRadau": CollocationRadau,
    "LSODA": scipy.integrate.LSODA,
    "BDF": scipy.integrate.BDF,
    "Radau": scipy.integrate.Radau,
    "DOP853": scipy.integrate.DOP853,
    "RK45": scipy.integrate.RK45,
}
"""Solvers by name; any other subclass of `scipy.integrate.OdeSolver` can be given itself."""


def solver_class(solver: str | type[OdeSolver], risk: Objective) -> type[OdeSolver]:
    """The class that `solver` names.

    "auto" is `CollocationRadau` for at most `MAX_COLLOCATION_SIZE` parameters, and LSODA for
    more or where ℓ' jumps, which wastes a high order.

    Raises
    ------
    InvalidInput
        If there is no such solver.
    """
    if solver == "auto":
        small = risk.architecture.parameter_count <= MAX_COLLOCATION_SIZE
        return CollocationRadau if small and risk.loss.has_bounded_curvature else _StrictLSODA
    if isinstance(solver, str) and solver in SOLVERS:
        return SOLVERS[solver]
    if isinstance(solver, type) and issubclass(solver, OdeSolver):
        return solver
    names = ("auto", *SOLVERS)
    raise InvalidInput(
        say("solver", solver=repr(solver), names=", ".join(names)),
        field="method.solver",
        suggestions=names,
    )


def start_solver(
    solver: type[OdeSolver], risk: Objective, w0: Array, t_bound: float, **tolerances: float
) -> OdeSolver:
    """`solver` for ẇ = -∇L(w) from w0 at t = 0 to t_bound, with the exact Hessian."""

    def velocity(t: float, w: Array) -> Array:
        return -risk.gradients(w.T).T if w.ndim == 2 else -risk.gradient(w)

    def jacobian(t: float, w: Array) -> Array:
        return -risk.hessians(w.T) if w.ndim == 2 else -risk.hessian(w)

    return solver(velocity, 0.0, w0, t_bound, jac=jacobian, **tolerances)
