"""How the filters move: recipes for gradient flow and gradient descent."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from lcn_widgets.core.inputs import (
    EXPERIMENT_DESCENT_STEPS,
    EXPERIMENT_TIME,
    Array,
    Recipe,
    parameter,
)
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.training.descent import gradient_descent
from lcn_widgets.core.training.flow import gradient_flow
from lcn_widgets.core.training.solvers import SOLVERS
from lcn_widgets.core.training.trajectory import Trajectory

_GRADIENT_TOL = {
    "label": "gradient tolerance",
    "minimum": 1e-13,
    "maximum": 0.5,
    "typical": (1e-12, 1e-2),
    "scale": "log",
    "help": "Stop when the gradient is this fraction of its first norm.",
}
_T_MAX = {
    "label": "time limit",
    "above": 0.0,
    "minimum": 1e-9,
    "maximum": EXPERIMENT_TIME,
    "typical": (1e-3, 1e9),
    "scale": "log",
    "help": "Flow time after which the run stops.",
}
_STEP_SIZE = {
    "label": "step size η",
    "above": 0.0,
    "minimum": 1e-9,
    "maximum": 100.0,
    "typical": (1e-6, 1.0),
    "scale": "log",
    "help": "Length of a step relative to the gradient; too large a step diverges.",
}
_MAX_STEPS = {
    "label": "steps",
    "type": "integer",
    "minimum": 1,
    "maximum": EXPERIMENT_DESCENT_STEPS,
    "scale": "log",
    "step": 1,
    "help": "Number of steps after which the run stops.",
}


class Method(Recipe):
    """Describes how w moves from w(0)."""

    section: ClassVar[str] = "method"

    @abstractmethod
    def follow(self, risk: EmpiricalRisk, w0: Array) -> Trajectory:
        """Move from w0, shape (Σk_i,), until the method stops."""

    @property
    def main(self) -> Method:
        """The method that `follow` follows: this one, unless it is made of others."""
        return self

    @property
    def beside(self) -> Method | None:
        """Another method to show beside this one, from the same start."""
        return None


@dataclass(frozen=True)
class Flow(Method):
    """Gradient flow ẇ = -∇L(w): see `gradient_flow`.

    Parameters
    ----------
    t_max : float
        Flow time after which it stops, dimensionless.
    gradient_tol : float
        It has converged when ‖∇L‖ is this fraction of ‖∇L(w(0))‖.
    solver : str
        ``"auto"`` or one of `lcn_widgets.core.training.solvers.SOLVERS`.
    rtol, atol : float
        Relative and absolute tolerance of the solver.
    """

    t_max: float = parameter(1e9, **_T_MAX)
    gradient_tol: float = parameter(1e-8, **_GRADIENT_TOL)
    solver: str = parameter(
        "auto", label="solver", type="choice",
        choices=(("auto", "automatic"), *((name, name) for name in SOLVERS)),
        help="The automatic choice copes with stiff flows; RK45 and DOP853 need many steps there.",
    )  # fmt: skip
    rtol: float = parameter(
        1e-10, label="relative tolerance", minimum=3e-14, maximum=1e-2, scale="log",
        help="Relative error the solver allows in a step.",
    )  # fmt: skip
    atol: float = parameter(
        1e-14, label="absolute tolerance", minimum=1e-30, maximum=1e-2, scale="log",
        help="Absolute error the solver allows in a step.",
    )  # fmt: skip
    kind: ClassVar[str] = "flow"
    label: ClassVar[str] = "Gradient flow"
    note: ClassVar[str] = "Continuous time: the differences δ are conserved."

    def follow(self, risk: EmpiricalRisk, w0: Array) -> Trajectory:
        """Gradient flow from w0."""
        return gradient_flow(
            risk,
            w0,
            t_max=self.t_max,
            gradient_tol=self.gradient_tol,
            solver=self.solver,
            rtol=self.rtol,
            atol=self.atol,
        )


@dataclass(frozen=True)
class Descent(Method):
    """Gradient descent with a fixed step: see `gradient_descent`.

    Parameters
    ----------
    step_size : float
        η; step n is at time n·η.
    max_steps : int
    gradient_tol : float
        It has converged when ‖∇L‖ is this fraction of ‖∇L(w(0))‖.
    """

    step_size: float = parameter(1e-4, **_STEP_SIZE)
    max_steps: int = parameter(5000, **_MAX_STEPS)
    gradient_tol: float = parameter(1e-8, **_GRADIENT_TOL)
    kind: ClassVar[str] = "descent"
    label: ClassVar[str] = "Gradient descent"
    note: ClassVar[str] = "Steps of fixed size: the differences δ drift."

    def follow(self, risk: EmpiricalRisk, w0: Array) -> Trajectory:
        """Gradient descent from w0."""
        return gradient_descent(
            risk,
            w0,
            step_size=self.step_size,
            max_steps=self.max_steps,
            gradient_tol=self.gradient_tol,
        )


@dataclass(frozen=True)
class FlowAndDescent(Method):
    """Gradient flow, and beside it gradient descent from the same start, at equal time.

    Parameters
    ----------
    step_size, max_steps
        As for `Descent`.
    t_max : float
        As for `Flow`.
    gradient_tol : float
        For both.
    """

    step_size: float = parameter(1e-4, **_STEP_SIZE)
    max_steps: int = parameter(5000, **_MAX_STEPS)
    t_max: float = parameter(1e9, **_T_MAX)
    gradient_tol: float = parameter(1e-8, **_GRADIENT_TOL)
    kind: ClassVar[str] = "flow_and_descent"
    label: ClassVar[str] = "Flow and descent"
    note: ClassVar[str] = "Both from one start at equal time: only descent lets δ drift."

    def follow(self, risk: EmpiricalRisk, w0: Array) -> Trajectory:
        """Gradient flow from w0."""
        return self.main.follow(risk, w0)

    @property
    def main(self) -> Flow:
        """The flow."""
        return Flow(t_max=self.t_max, gradient_tol=self.gradient_tol)

    @property
    def beside(self) -> Descent:
        """The descent."""
        return Descent(self.step_size, self.max_steps, self.gradient_tol)


METHODS: dict[str, type[Method]] = {
    recipe.kind: recipe for recipe in (Flow, Descent, FlowAndDescent)
}
"""In the order of the controls; a new one is a class and a line here."""
