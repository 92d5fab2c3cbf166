"""The conclusion that the risk pays for the path."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lcn_widgets.core.inputs import Indices
from lcn_widgets.core.theorem.breaking import S, with_descent
from lcn_widgets.core.theorem.claim import Claim, Kind, Statement, Texts
from lcn_widgets.core.theorem.claims.exclusion import NOT_SAID, not_said
from lcn_widgets.core.theorem.context import Context
from lcn_widgets.core.theorem.status import Status, compared, decades
from lcn_widgets.core.theorem.steps import FILTER
from lcn_widgets.core.training import Trajectory

ENERGY = 1e-6
"""Relative defect of the identity always allowed, on top of the quadrature error."""
DOUBT = 1e-2
"""A relative quadrature error above this decides nothing."""
LEAST_FRAMES = 5
"""Frames below which the quadrature error is not known."""
ROUNDING = 1e-14
"""Rounding of a risk, as part of L(w0)."""
LEAST_FALL = 1e-12
"""A fall by less than this part of L(w0) cannot be compared with anything."""

FALL = "The risk fell by {fall, g, 4} and ∫‖ẇ‖² dt is {integral, g, 4}: "


DIFFER = "they differ by {defect, e} of it, where {tolerance, e} is allowed"


class EnergyIdentity(Claim):
    """The risk falls by the integral of the squared speed."""

    name = "energy"
    kind = Kind.CONCLUSION
    step = FILTER
    title = "What the risk loses the path gains"
    formula = "L(w₀) - L(w(t)) = ∫‖ẇ‖² dt"
    tex = r"L(w_0)-L(w(t))=\int\|\dot w\|^2\,dt"
    source = "section 3"
    needs = "A differentiable loss, and the flow."
    breaks = "Steps of finite size; a solver with too coarse a tolerance."
    templates: ClassVar[Texts] = {
        "excluded": NOT_SAID + ".",
        "few": "{frames, plural, one {# frame is} other {# frames are}} too few for an integral.",
        "flat": "The risk hardly changed along this run, so there is nothing to compare.",
        "coarse": FALL + "the frames are too far apart: the integral is uncertain by "
        "{uncertainty, percent}.",
        "compared": FALL + DIFFER + ".",
        "broken": FALL + DIFFER + ": that is the solver's error; ask it for smaller tolerances.",
    }
    labels: ClassVar[Texts] = {
        "fall": "fall of L",
        "integral": "∫‖ẇ‖²",
        "error": "quadrature error",
    }

    def broken(self, setting: S) -> S | None:
        """Descend in steps."""
        return with_descent(setting)

    def check(self, context: Context) -> Statement:
        """Compare the fall with the integral, unless the frames are too few or too far apart."""
        if context.exclusion:
            return Statement(self, Status.NOT_COVERED, "excluded", not_said(context))
        trajectory, scale = context.trajectory, abs(context.first_risk)
        frames = len(trajectory.times)
        fall = float(trajectory.risks[0] - trajectory.risks[-1])
        if frames < LEAST_FRAMES:
            return Statement(self, Status.UNDECIDED, "few", {"frames": frames, "fall": fall})
        if fall <= LEAST_FALL * scale:
            return Statement(self, Status.UNDECIDED, "flat", {"fall": fall})
        integral, error = kinetic_integral(trajectory)
        defect, uncertainty = abs(fall - integral) / fall, error / fall
        tolerance = max(ENERGY, 2.0 * uncertainty) + ROUNDING * scale / fall
        facts = {
            "fall": fall,
            "integral": integral,
            "error": error,
            "uncertainty": uncertainty,
            "defect": defect,
            "tolerance": tolerance,
        }
        known = uncertainty <= DOUBT
        status = compared(defect, tolerance) if known else Status.UNDECIDED
        case = ("broken" if status is Status.FAILS else "compared") if known else "coarse"
        return Statement(self, status, case, facts, decades(tolerance, defect), tolerance)


def kinetic_integral(trajectory: Trajectory) -> tuple[float, float]:
    """∫‖ẇ‖² dt over a trajectory, and how far it is from that over every other frame."""
    last = len(trajectory.times) - 1
    integral = _through(trajectory, np.arange(last + 1))
    coarse = _through(trajectory, np.union1d(np.arange(0, last + 1, 2), [last]))
    return integral, abs(integral - coarse)


def _through(trajectory: Trajectory, rows: Indices) -> float:
    """∫‖ẇ‖² of the cubic through the values and velocities at these rows."""
    step = np.diff(trajectory.times[rows])[:, None]
    change = np.diff(trajectory.filters[rows], axis=0)
    begin, end = (step * trajectory.velocities[rows][s] for s in (np.s_[:-1], np.s_[1:]))
    energy = 36 * change**2 - 6 * change * (begin + end)
    energy += 4 * begin**2 + 4 * end**2 - 2 * begin * end
    return float((energy / (30.0 * step)).sum())
