"""The convergence theorem held against one run: which hypotheses hold, which promises were kept.

A status is never more than what is proved or seen at a stated tolerance. A conclusion "holds" if
its hypotheses do and the run agrees; it is "not covered" if a hypothesis fails, whatever the run
looks like, and "cannot be decided" if the run or the arithmetic ends too early to tell.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Indices
from lcn_widgets.core.landscape import negative, transverse_eigenvalues
from lcn_widgets.core.risk import EmpiricalRisk, LpLoss, input_factor
from lcn_widgets.core.theorem.bounds import (
    ROUNDING_MARGIN,
    certified_bound,
    filter_norm_bound,
    paper_bound,
    patch_rounding,
)
from lcn_widgets.core.theorem.claims import Kind, Link, Statement, Status
from lcn_widgets.core.theorem.lemmas import filter_bound
from lcn_widgets.core.training import Trajectory

RANK_DOUBT = 10.0
"""A smallest singular value within this factor of its rounding error decides nothing."""
RISE = 1e-10
"""A rise of the risk up to this part of L(w0) counts as rounding of the solver."""
ENERGY = 1e-6
"""Relative defect of the energy identity always allowed, on top of the quadrature error."""
ENERGY_DOUBT = 1e-2
"""A relative quadrature error above this decides nothing."""
LEAST_FRAMES = 5
"""Frames below which the quadrature error is not known."""
DRIFT = 1e-9
"""Drift of δ allowed, in units of max(1, max ‖w^(i)‖²)."""
CRITICAL = 1e-6
"""A point is critical to this tolerance if ‖∇L‖ ≤ 1e-6 ‖∇L(w0)‖."""


@dataclass(frozen=True, eq=False)
class TheoremReport:
    """The theorem for one run.

    Parameters
    ----------
    statements : tuple of Statement
        In the order of the proof.
    links : tuple of Link
        The chain data → bound on v → bound on w → convergence, with values for every time.
    times : ndarray, shape (T,)
        The times of the links.
    method : {"flow", "descent"}
        How the run moved; the theorem is about the flow.
    """

    statements: tuple[Statement, ...]
    links: tuple[Link, ...]
    times: Array
    method: str

    def __getitem__(self, name: str) -> Statement:
        """The statement of that name."""
        return next(s for s in self.statements if s.name == name)

    def links_at(self, times: ArrayLike) -> tuple[Link, ...]:
        """The links at other times of the run, shape (M,), linear between those of the report."""
        wanted = np.asarray(times, dtype=np.float64)
        return tuple(
            dataclasses.replace(
                link,
                values=_interpolated(wanted, self.times, link.values),
                bound=_interpolated(wanted, self.times, link.bound),
            )
            for link in self.links
        )

    @property
    def hypotheses(self) -> tuple[Statement, ...]:
        """The statements the theorem asks for."""
        return tuple(s for s in self.statements if s.claim.kind is Kind.HYPOTHESIS)

    @property
    def conclusions(self) -> tuple[Statement, ...]:
        """The statements the theorem promises."""
        return tuple(s for s in self.statements if s.claim.kind is Kind.CONCLUSION)

    @property
    def premise(self) -> str:
        """Which hypotheses hold, in a few words without a full stop."""
        loss, data, patches = (self[n].status for n in ("loss", "data_rank", "patch_rank"))
        if loss is not Status.HOLDS:
            return "The theorem does not cover this loss"
        if self.method != "flow":
            return "The theorem is about the flow, not about descent"
        if data is Status.HOLDS:
            return "All hypotheses of Theorem 3.8 hold"
        if patches is Status.HOLDS:
            return "XXᵀ lacks full rank, but the weaker condition on the patches holds"
        if patches is Status.UNDECIDED:
            return "Whether the data condition holds cannot be decided"
        return "The data condition of Theorem 3.8 fails, and so does the weaker one"

    @property
    def sentence(self) -> str:
        """Does the theorem apply, and what of its promise was seen."""
        convergence = self["convergence"].sentence
        return (
            convergence
            if convergence.startswith(self.premise)
            else (f"{self.premise}. {convergence}")
        )


def theory(risk: EmpiricalRisk, trajectory: Trajectory) -> TheoremReport:
    """Hold the convergence theorem (paper, 3.8) against one run.

    Parameters
    ----------
    risk : EmpiricalRisk
    trajectory : Trajectory
        From `gradient_flow`, or from `gradient_descent`, of which the theorem says nothing.
    """
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        return _Report(risk, trajectory).build()


class _Report:
    """The statements, one method each."""

    def __init__(self, risk: EmpiricalRisk, trajectory: Trajectory):
        self.risk = risk
        self.trajectory = trajectory
        self.architecture = risk.architecture
        self.start = trajectory.filters[0] if trajectory.start is None else trajectory.start
        self.first_risk = risk.value(self.start)
        self.levels = np.append(trajectory.risks, self.first_risk)
        self.delta = self.architecture.norm_differences(self.start)
        self.flow = trajectory.method == "flow"
        self.differentiable = risk.loss.differentiable

    def build(self) -> TheoremReport:
        loss, data, patches = self._loss(), self._data_rank(), self._patch_rank()
        self.loss, self.data, self.patches = loss.status, data.status, patches.status
        norms = self.trajectory.squared_norms.max(axis=1)
        v = self.trajectory.final_filters
        g = filter_bound(self.architecture, self.risk.loss, self.risk.dataset, self.levels)
        g = g * (1.0 + ROUNDING_MARGIN)
        T = filter_norm_bound(self.risk, self.levels)
        bounded = self._bounded("filter_bounded", "‖v‖₁", np.abs(v).sum(axis=1), np.log10(g))
        by_patches = self._bounded(
            "filter_bounded_by_patches", "‖v‖₂", np.linalg.norm(v, axis=1), np.log10(T)
        )
        tau = paper_bound(self.architecture, g, self.delta).log10
        sharp = certified_bound(self.architecture, T, self.delta).log10
        layers = self._bounded("layers_bounded", "the largest ‖w⁽ⁱ⁾‖²", norms, tau)
        sharply = self._bounded("layers_bounded_sharply", "the largest ‖w⁽ⁱ⁾‖²", norms, sharp)
        convergence = self._convergence()
        statements = (
            loss,
            data,
            patches,
            self._residual_bound(),
            self._filter_bound(float(g[-1])),
            self._risk_decreases(),
            self._energy(),
            self._differences(),
            *(link.statement for link in (bounded, by_patches, layers, sharply, convergence)),
        )
        data_link, patch_link = self._rank_link(data, "paper"), self._rank_link(patches, "derived")
        links = (data_link, patch_link, bounded, by_patches, layers, sharply, convergence)
        return TheoremReport(statements, links, self.trajectory.times, self.trajectory.method)

    def _loss(self) -> Statement:
        loss = self.risk.loss
        if loss.covered_by_theorem:
            sentence = f"{loss.label} loss is real analytic, as the theorem asks."
            return _statement("loss", Status.HOLDS, sentence)
        if not self.differentiable:
            why = "is not even differentiable where a residual is zero"
        elif isinstance(loss, LpLoss):
            why = f"|r|^{loss.p:g}/{loss.p:g} is not analytic at r = 0"
        else:
            why = "has a second derivative that jumps"
        sentence = f"{loss.label} loss {why}: the theorem says nothing about this run."
        return _statement("loss", Status.FAILS, sentence)

    def _data_rank(self) -> Statement:
        X = self.risk.dataset.X
        rows, samples = X.shape
        if samples < rows:
            return _statement(
                "data_rank",
                Status.FAILS,
                f"{samples} samples cannot span the {rows} dimensions of the input: "
                f"{rows} or more are needed.",
                margin=-np.inf,
                numbers={"rank at most": samples, "needed": rows},
            )
        values = scipy.linalg.svdvals(input_factor(X))
        rounding = max(X.shape) * np.finfo(np.float64).eps * float(values[0])
        return _rank_statement("data_rank", values, rounding, "inputs")

    def _patch_rank(self) -> Statement:
        k_v, entries = self.architecture.final_width, self.risk.dataset.Y.size
        if entries < k_v:
            return _statement(
                "patch_rank",
                Status.FAILS,
                f"{entries} windows cannot span the {k_v} dimensions of the final filter: "
                f"{k_v} or more are needed.",
                margin=-np.inf,
                numbers={"rank at most": entries, "needed": k_v},
            )
        values = self.risk.patch_singular_values
        return _rank_statement("patch_rank", values, patch_rounding(self.risk), "windows")

    def _residual_bound(self) -> Statement:
        h = float(self.risk.loss.residual_bound(self.first_risk, self.risk.dataset.Y.size))
        sentence = (
            f"Where the risk is at most L(w₀) = {self.first_risk:.3g}, the moduli of all "
            f"residuals sum up to at most h = {h:.3g}."
        )
        numbers = {"L(w0)": self.first_risk, "h(L(w0))": h}
        return _statement("residual_bound", Status.HOLDS, sentence, numbers=numbers)

    def _filter_bound(self, g: float) -> Statement:
        if self.data is not Status.HOLDS:
            sentence = "No such bound comes from the inputs, since XXᵀ is not safely invertible."
            return _statement("filter_bound", self.data, sentence)
        sentence = (
            f"Where the risk is at most L(w₀), the entries of v sum up to at most g = {g:.3g}."
        )
        return _statement("filter_bound", Status.HOLDS, sentence, numbers={"g(L(w0))": g})

    def _risk_decreases(self) -> Statement:
        risks = self.trajectory.risks
        rise = float(np.diff(risks).max(initial=0.0))
        tolerance = RISE * max(abs(self.first_risk), np.finfo(np.float64).tiny)
        seen = "never rose" if rise <= tolerance else f"rose by up to {rise:.2g} between frames"
        numbers = {"largest rise": rise, "L(w0)": self.first_risk, "L at the end": float(risks[-1])}
        uncovered = self._not_the_flow_of_a_c1_loss()
        if uncovered:
            status, sentence = Status.NOT_COVERED, f"{uncovered}; here the risk {seen}."
        else:
            status = _compared(rise, tolerance)
            sentence = f"The risk {seen} (rises up to {tolerance:.1g} count as rounding)."
        margin = _decades(tolerance, rise)
        return _statement("risk_decreases", status, sentence, margin, tolerance, numbers)

    def _energy(self) -> Statement:
        uncovered = self._not_the_flow_of_a_c1_loss()
        if uncovered:
            return _statement("energy", Status.NOT_COVERED, f"{uncovered}.")
        times = self.trajectory.times
        fall = float(self.trajectory.risks[0] - self.trajectory.risks[-1])
        if len(times) < LEAST_FRAMES or fall <= 1e-12 * abs(self.first_risk):
            few = f"{len(times)} frames are too few for an integral"
            flat = "The risk hardly changed along this run, so there is nothing to compare"
            sentence = f"{few if len(times) < LEAST_FRAMES else flat}."
            return _statement("energy", Status.UNDECIDED, sentence, numbers={"fall of L": fall})
        integral = self._kinetic_integral(np.arange(len(times)))
        every_other = np.union1d(np.arange(0, len(times), 2), [len(times) - 1])
        error = abs(integral - self._kinetic_integral(every_other)) / fall
        defect = abs(fall - integral) / fall
        tolerance = max(ENERGY, 2.0 * error) + 1e-14 * abs(self.first_risk) / fall
        numbers = {"fall of L": fall, "∫‖ẇ‖²": integral, "quadrature error": error * fall}
        status: Status
        if not error <= ENERGY_DOUBT:
            status, said = (
                Status.UNDECIDED,
                f"the frames are too far apart: the integral is uncertain by {100 * error:.0f} %",
            )
        else:
            status, said = (
                _compared(defect, tolerance),
                f"they differ by {defect:.1g} of it, where {tolerance:.1g} is allowed",
            )
        sentence = f"The risk fell by {fall:.4g} and ∫‖ẇ‖² dt is {integral:.4g}: {said}."
        return _statement(
            "energy", status, sentence, _decades(tolerance, defect), tolerance, numbers
        )

    def _kinetic_integral(self, rows: Indices) -> float:
        """∫‖ẇ‖² of the cubic through the values and velocities at these rows."""
        step = np.diff(self.trajectory.times[rows])[:, None]
        change = np.diff(self.trajectory.filters[rows], axis=0)
        begin, end = (step * self.trajectory.velocities[rows][s] for s in (np.s_[:-1], np.s_[1:]))
        energy = 36 * change**2 - 6 * change * (begin + end)
        energy += 4 * begin**2 + 4 * end**2 - 2 * begin * end
        return float((energy / (30.0 * step)).sum())

    def _differences(self) -> Statement:
        uncovered = self._not_the_flow_of_a_c1_loss()
        drifts = self.trajectory.drifts
        if not drifts.size:
            sentence = "One layer has no differences: there is nothing to conserve."
            return _statement("differences", Status.HOLDS, sentence)
        drift = float(np.abs(drifts).max())
        tolerance = DRIFT * max(1.0, float(self.trajectory.squared_norms.max()))
        numbers = {"largest drift": drift}
        if uncovered:
            status, sentence = Status.NOT_COVERED, f"{uncovered}; here δ moved by {drift:.1g}."
        else:
            status = _compared(drift, tolerance)
            blame = "" if status is Status.HOLDS else "; ask the solver for smaller tolerances"
            sentence = (
                f"δ moved by {drift:.1g} in all, which is the solver's error "
                f"({tolerance:.1g} is allowed){blame}."
            )
        margin = _decades(tolerance, drift)
        return _statement("differences", status, sentence, margin, tolerance, numbers)

    def _bounded(self, name: str, quantity: str, values: Array, log_bound: Array) -> Link:
        """A bound on v or w; its last entry is the bound at w0."""
        paper = name in ("filter_bounded", "layers_bounded")
        rank = self.data if paper else self.patches
        logs, bound, first = np.log10(values), log_bound[:-1], float(log_bound[-1])
        largest = float(logs.max())
        numbers = {"log10 of the value": largest, "log10 of the bound": first}
        seen = f"{quantity} was at most {_power_of_ten(largest)}"
        uncovered = self._not_the_flow_of_a_c1_loss()
        status: Status
        if rank is not Status.HOLDS:
            status = Status.NOT_COVERED if rank is Status.FAILS else rank
            lack = "lack" if rank is Status.FAILS else "may lack"
            what = f"{'inputs' if paper else 'windows'} {lack} full rank"
            sentence = f"No bound is known, since the {what}; here {seen}."
            del numbers["log10 of the bound"]
        elif uncovered:
            status, sentence = Status.NOT_COVERED, f"{uncovered}; here {seen}."
        else:
            status = _compared(largest, first)
            sentence = f"In all this run {seen}; L(w₀) bounds it by {_power_of_ten(first)}."
        margin = first - largest if rank is Status.HOLDS else float("nan")
        tolerance = _float_power(first) if rank is Status.HOLDS else float("nan")
        statement = _statement(name, status, sentence, margin, tolerance, numbers)
        return Link(statement, "paper" if paper else "derived", quantity, logs, bound, upper=True)

    def _convergence(self) -> Link:
        norms = self.trajectory.gradient_norms
        first = float(np.linalg.norm(self.risk.gradient(self.start)))
        ratios = norms / first if first else np.zeros(len(norms))
        last = float(ratios[-1])
        numbers = {"‖∇L‖ at the end": float(norms[-1]), "‖∇L‖ at w0": first, "ratio": last}
        status, sentence = self._convergence_verdict(first, last, numbers)
        statement = _statement(
            "convergence", status, sentence, _decades(CRITICAL, last), CRITICAL, numbers
        )
        bound = np.full(len(norms), np.log10(CRITICAL))
        return Link(statement, "both", "‖∇L‖/‖∇L(w₀)‖", np.log10(ratios), bound, upper=True)

    def _convergence_verdict(
        self, first: float, last: float, numbers: dict[str, float]
    ) -> tuple[Status, str]:
        reached = self.trajectory.converged and last <= CRITICAL
        seen = (
            f"here the gradient fell to {last:.0e} of its start"
            if reached
            else f"this run ended with the gradient at {last:.1g} of its start"
        )
        if not self.flow:
            return Status.NOT_COVERED, f"The theorem is about the flow, not about descent; {seen}."
        if self.loss is not Status.HOLDS:
            return Status.NOT_COVERED, f"Nothing is promised for this loss; {seen}."
        # XXᵀ of full rank makes P of full rank, so that the weaker condition decides
        if Status.HOLDS not in (self.data, self.patches):
            doubtful = Status.UNDECIDED in (self.data, self.patches)
            promised = Status.UNDECIDED if doubtful else Status.NOT_COVERED
            return promised, f"Nothing is promised for these data; {seen}."
        promise = (
            "The theorem promises convergence"
            if self.data is Status.HOLDS
            else "By the weaker condition on the patches, too, the flow converges"
        )
        if first == 0.0:
            return Status.HOLDS, "The start is a critical point, and the flow stays there."
        if not reached:
            return (
                Status.UNDECIDED,
                f"{promise}, but {seen}: follow it longer.",
            )
        eigenvalues = transverse_eigenvalues(self.risk, self.trajectory.filters[-1])
        lowest = float(eigenvalues[0]) if len(eigenvalues) else 0.0
        numbers["lowest Hessian eigenvalue"] = lowest
        if negative(eigenvalues).any():
            return Status.UNDECIDED, (
                f"{promise}, and {seen}; but the Hessian has the negative "
                f"eigenvalue {lowest:.2g}: the run rests at a saddle, and whether the exact flow "
                "stays there or leaves cannot be decided by computing."
            )
        return Status.HOLDS, f"{promise}, and {seen}. That the limit is a minimum is not promised."

    def _rank_link(self, statement: Statement, track: str) -> Link:
        frames = len(self.trajectory.times)
        least = statement.numbers.get("σ_min", 0.0)
        bound = np.full(frames, np.log10(statement.tolerance))
        quantity = "σ_min(X)" if statement.name == "data_rank" else "σ_min(P)"
        return Link(
            statement, track, quantity, np.full(frames, np.log10(least)), bound, upper=False
        )

    def _not_the_flow_of_a_c1_loss(self) -> str:
        if not self.flow:
            return "This is said of the flow, not of descent"
        if not self.differentiable:
            return f"{self.risk.loss.label} loss is not differentiable, so this is not said of it"
        return ""


def _compared(value: float, bound: float) -> Status:
    return Status.HOLDS if value <= bound else Status.FAILS


def _statement(
    name: str,
    status: Status,
    sentence: str,
    margin: float = float("nan"),
    tolerance: float = float("nan"),
    numbers: Mapping[str, float] | None = None,
) -> Statement:
    return Statement(name, status, margin, tolerance, numbers or {}, sentence)


def _rank_statement(name: str, values: Array, rounding: float, noun: str) -> Statement:
    least, needed = float(values[-1]), len(values)
    rank = int(np.sum(values > rounding))
    margin = _decades(least, rounding)
    size = (
        f"the smallest of {needed} singular values is {least:.2g}, "
        f"its rounding error {rounding:.1g}"
    )
    if least > RANK_DOUBT * rounding:
        status = Status.HOLDS
        sentence = f"The {noun} span all {needed} dimensions: {size}."
    elif least > rounding:
        status = Status.UNDECIDED
        sentence = f"Whether the {noun} span all {needed} dimensions is lost in rounding: {size}."
    else:
        status = Status.FAILS
        sentence = f"The {noun} span only {rank} of {needed} dimensions, to rounding: {size}."
    numbers = {"rank": rank, "needed": needed, "σ_min": least, "σ_max": float(values[0])}
    return _statement(name, status, sentence, margin, rounding, numbers)


def _interpolated(wanted: Array, times: Array, logs: Array) -> Array:
    """Linear where finite, otherwise the last known value."""
    with np.errstate(invalid="ignore"):
        linear = np.interp(wanted, times, logs)
    before = np.searchsorted(times, wanted, side="right").clip(1, len(times)) - 1
    return np.where(np.isfinite(linear), linear, logs[before])


def _decades(larger: float, smaller: float) -> float:
    """log10(larger/smaller), inf for smaller = 0."""
    return float(np.log10(larger) - np.log10(smaller))


def _float_power(log10: float) -> float:
    return float(np.power(10.0, log10))


def _power_of_ten(log10: float) -> str:
    """A number given by its logarithm, readable whatever its size."""
    return f"10^{log10:.0f}" if abs(log10) >= 15 and np.isfinite(log10) else f"{10.0**log10:.3g}"
