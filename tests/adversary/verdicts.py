"""Every verdict on a run held against what is true: a list of what was said and is false."""

from __future__ import annotations

from decimal import localcontext

import numpy as np
import scipy.linalg

from lcn_widgets.core.landscape import CriticalKind, Decay, Degeneracy
from lcn_widgets.core.theorem import Status
from lcn_widgets.core.training import Evidence, Outcome

from .cases import filter_of, layers_of
from .exact import DIGITS, Exact, decimals, floats, norm, rational_rank
from .runs import Followed

CLOSE = 1e-3
"""How near a limit has to be for a run to have converged, relative to max(1, ‖w‖)."""
SLACK = 1.2
"""What an extrapolated distance may be off by."""
NEGATIVE = -1e-9
"""An eigenvalue below this part of the largest is negative: those of zero modes are rounded."""
ROUNDED = 1e-13
"""One of a saddle has to be below minus this part, to which they are computed."""
EPS = float(np.finfo(np.float64).eps)


def falsehoods(run: Followed) -> list[str]:
    """What is said of a run and is false."""
    exact = Exact(run.case)
    found = [*false_hypotheses(run, exact), *false_failures(run)]
    if run.limit is not None:
        truth = Truth(run, exact)
        found += false_convergence(run, truth)
        found += FALSE_KINDS[run.limit.kind](run, truth)
        found += false_gap(run, truth)
        found += false_rate(run, truth)
    return found


class Truth:
    """The true limit of a run."""

    def __init__(self, run: Followed, exact: Exact):
        self.exact = exact
        self.last = run.trajectory.filters[-1]
        if run.trajectory.status is Outcome.RESTING:  # whether it stays is not claimed
            self.w = exact.newton(run.limit.filters)
        else:
            self.w = exact.end_of_flow(self.last)
        self.filters = floats(self.w)
        with localcontext(prec=DIGITS):
            self.distance = float(norm(self.w - decimals(self.last)))
            self.gap = float(exact.risk(self.w) - exact.least)
        case = run.case
        self.v = filter_of(self.filters, case.widths, case.strides)
        # the last step is as short as 1e-24, and what it leaves of a risk that vanishes is no gap
        self.rounding = gap_rounding(exact, self.v) + 1e-40 * abs(run.trajectory.risks[0])

    @property
    def lowest(self):
        """The lowest eigenvalue as a part of the largest, in the layers' units."""
        return self.exact.spectrum(self.w)[0]


def gap_rounding(exact, v):
    """Up to this a gap may be rounding: a dozen roundings for each entry of a filter."""
    relative = 12.0 * len(v) * EPS
    if exact.case.loss.kind == "square":
        size = np.linalg.norm(exact.patches) * np.linalg.norm(v) + np.linalg.norm(exact.targets)
        return 4.0 * (relative * size) ** 2
    return 4.0 * relative * exact.size(v)


def false_hypotheses(run, exact):
    """Ranks against rational arithmetic, where that is cheap."""
    report, X = run.theorem, run.case.X
    for name, matrix in (("data_rank", X.T), ("patch_rank", exact.patches)):
        said = report[name].status
        if said in (Status.HOLDS, Status.FAILS):
            full = rational_rank(matrix) == matrix.shape[1]
            if full != (said is Status.HOLDS):
                yield f"{name} {said}"
    if (report["loss"].status is Status.HOLDS) != run.case.loss.covered_by_theorem:
        yield "loss"


def false_failures(run):
    """What the theorem proves of the exact flow does not fail, unless it is said whose fault it is:
    that of the inputs or of the solver.
    """
    for statement in run.theorem.conclusions:
        named = statement.name == "filter_bound" or "solver's error" in statement.sentence
        if statement.status is Status.FAILS and not named:
            yield f"{statement.name} fails by {-statement.margin:.2g} decades"


def false_convergence(run, truth):
    """The limit of the longer integration is near, and no saddle."""
    if not run.trajectory.converged:
        return
    allowed = SLACK * CLOSE * max(1.0, float(np.linalg.norm(truth.last)))
    if not truth.distance <= allowed:
        yield f"converged, but {truth.distance:.2g} away"
    evidence = run.trajectory.ending.rest.evidence
    least = truth.gap <= truth.rounding  # no saddle, whatever the units of layers that vanish
    if evidence is not Evidence.START and not least and truth.lowest < NEGATIVE:
        yield f"converged to a saddle: {truth.lowest:.2g}"


def false_global(run, truth):
    """No filter is better, beyond rounding."""
    if truth.gap > truth.rounding:
        yield f"global minimum with a gap of {truth.gap:.2g} (rounding {truth.rounding:.2g})"


def false_local(run, truth):
    """No negative eigenvalue, and none of those of the card is far from a true one."""
    if truth.lowest < NEGATIVE:
        yield f"local minimum with an eigenvalue {truth.lowest:.2g}"


def false_saddle(run, truth):
    """There is a negative eigenvalue."""
    start = run.trajectory.ending.rest.evidence is Evidence.START
    w = decimals(run.limit.filters) if start else truth.w
    if not truth.exact.spectrum(w)[0] < -ROUNDED:
        yield f"strict saddle with lowest eigenvalue {truth.lowest:.2g}"


def false_degenerate(run, truth):
    """The reason is true of the limit."""
    reason = run.limit.degeneracy
    case = run.case
    if reason is Degeneracy.VANISHING_LAYERS:
        layers = layers_of(run.limit.filters, case.widths)
        if sum(not layer.any() for layer in layers) < 2:
            yield "no two layers vanish"
    elif reason is Degeneracy.FREE_DATA:
        if truth.exact.rank == truth.exact.patches.shape[1]:
            yield "degenerate by free data, but P has full rank"
    elif reason is Degeneracy.COMMON_ROOTS:
        units = [layer / norm(layer) for layer in layers_of(truth.w, case.widths)]
        J = floats(truth.exact.products(np.concatenate(units))[1])
        most = min(len(J), len(truth.w) - len(case.widths) + 1)
        values = scipy.linalg.svdvals(J)
        if values[most - 1] > 1e-4 * values[0]:
            yield f"degenerate by common roots, singular value {values[most - 1]:.2g}"
    else:
        yield "degenerate without a reason"


def nothing_false(run, truth):
    """Nothing is said that could be false."""
    return []


FALSE_KINDS = {
    CriticalKind.GLOBAL_MINIMUM: false_global,
    CriticalKind.LOCAL_MINIMUM: false_local,
    CriticalKind.STRICT_SADDLE: false_saddle,
    CriticalKind.DEGENERATE: false_degenerate,
    CriticalKind.UNDECIDED: nothing_false,
}


def false_gap(run, truth):
    """The risk above the least possible is what it is said to be."""
    point = run.limit
    if not (point.least_is_known and run.trajectory.converged):
        return
    if point.risk_gap > 100.0 * point.gap_error:
        off = abs(point.risk_gap - truth.gap) > 0.02 * truth.gap + truth.rounding
    else:  # it is said to be at most this
        off = truth.gap > point.risk_gap + SLACK * point.gap_error + truth.rounding
    if off:
        yield f"gap {point.risk_gap:.8g}, which is {truth.gap:.8g}"


def false_rate(run, truth):
    """A rate that is predicted is that of the true limit, and one that agrees is one of them."""
    rate = run.rate
    if rate is None or not len(rate.allowed) or not run.trajectory.converged:
        return
    true = 2.0 * truth.exact.rates(truth.w)
    if np.abs(true - rate.allowed[0]).min() > 1e-3 * rate.allowed[0] + 1e-13 * true[-1]:
        yield f"rate {rate.allowed[0]:.4g} is predicted, true ones are {true}"
    if rate.decay is Decay.EXPONENTIAL and rate.agrees:
        room = 1.01 * rate.uncertainty + 1e-3 * np.abs(true)
        if not (np.abs(true - rate.fitted) <= room).any():
            yield f"rate {rate.fitted:.4g} agrees, true ones are {true}"
