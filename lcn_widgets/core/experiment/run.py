"""Running an experiment: everything downstream looks at the `Run`, nobody recomputes it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from lcn_widgets.core.data import IdentityData, TeacherData
from lcn_widgets.core.experiment import saving, wording
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.frames import Frames, make_frames, resample, risk_gaps
from lcn_widgets.core.experiment.placing import start_by_roots, target_by_roots
from lcn_widgets.core.inputs import Array, Complex, InvalidInput, Message
from lcn_widgets.core.landscape import (
    BoundaryDistance,
    CriticalFilterList,
    CriticalKind,
    CriticalPoint,
    Event,
    LimitProof,
    ProductBounds,
    Rate,
    Standing,
    TargetMap,
    boundary_distance,
    boundary_message,
    critical_filters,
    decided_kind,
    find_events,
    fit_rate,
    limit_message,
    limit_of,
    map_targets,
    prove_limit,
    prove_standing,
    reached_filter,
)
from lcn_widgets.core.risk import Dataset, EmpiricalRisk
from lcn_widgets.core.roots import RootPaths, roots, track_roots
from lcn_widgets.core.theorem import TheoremReport, theory
from lcn_widgets.core.training import FromRoots, Method, Trajectory


@dataclass(frozen=True, eq=False)
class Run:
    """The result of an experiment.

    Parameters
    ----------
    experiment : Experiment
    dataset : Dataset
    risk : EmpiricalRisk
    trajectory : Trajectory
        At all times of the solver.
    reference : ndarray, shape (k_v,)
        The filter to compare v with: the one that made the data if it is known, otherwise a
        minimizer of the risk over all filters.
    reference_label : Message
        What the reference is, for people.
    best_risk : float
        The least risk known of any filter v in R^{k_v}. No network can be below it (up to the
        accuracy of the minimizer, for losses other than the square); whether one reaches it is a
        question of the function space.
    """

    experiment: Experiment
    dataset: Dataset
    risk: EmpiricalRisk
    trajectory: Trajectory
    reference: Array
    reference_label: Message
    best_risk: float

    @property
    def method(self) -> Method:
        """What moved the filters: the main method, if the experiment compares two."""
        return self.experiment.method.main

    @property
    def start(self) -> Array:
        """w(0), shape (Σk_i,)."""
        return self.experiment.initialization.filters(self.experiment.architecture)

    @cached_property
    def reference_roots(self) -> Complex:
        """Roots of the reference, infinite ones included, shape (k_v - 1,)."""
        return roots(self.reference)

    @cached_property
    def start_by_roots(self) -> FromRoots:
        """The start by the roots of its layers, in the order of `root_paths`, and its norms."""
        return start_by_roots(self.experiment.initialization, self.start, self.root_paths)

    @cached_property
    def target_by_roots(self) -> TeacherData | IdentityData:
        """Data with the reference to be learned: its roots as in `reference_roots`, its norm."""
        return target_by_roots(self.experiment.data, self.reference, self.reference_roots)

    @cached_property
    def root_paths(self) -> RootPaths:
        """Paths of all roots, at times spaced for drawing."""
        resampled = resample(self.trajectory, self.risk)
        return track_roots(self.experiment.architecture, resampled)

    @cached_property
    def frames(self) -> Frames:
        """The run resampled for drawing."""
        return make_frames(self.trajectory, self.root_paths, self.risk, self.best_risk)

    @cached_property
    def comparison(self) -> Run | None:
        """The same start followed by the method shown beside, if there is one."""
        method = self.experiment.method.beside
        if method is None:
            return None
        return dataclasses.replace(
            self,
            experiment=dataclasses.replace(self.experiment, method=method),
            trajectory=method.follow(self.risk, self.start),
        )

    @cached_property
    def theorem(self) -> TheoremReport:
        """The convergence theorem held against this run."""
        return theory(self.risk, self.trajectory, self.limit)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What happens along the run, in the order of time."""
        return find_events(self.risk, self.trajectory, self.root_paths)

    @cached_property
    def limit(self) -> CriticalPoint | None:
        """The critical point at the end of the run, None if it is not known where that is.

        It is the one that Newton's method finds from the last frame, where it finds one. Theorem,
        rate and card read it here.
        """
        return limit_of(self.risk, self.trajectory)

    @cached_property
    def proof(self) -> LimitProof | None:
        """What is proved of a critical point near the last frame, None if nothing."""
        limit, found = self.trajectory.limit, self._proof_at_limit
        if limit is None or found is None:
            return None
        moved = float(np.linalg.norm(limit - self.trajectory.filters[-1])) * (1.0 + 1e-9)
        return dataclasses.replace(found, distance=moved + found.distance)

    @cached_property
    def _proof_at_limit(self) -> LimitProof | None:
        limit = self.trajectory.limit
        return None if limit is None else prove_limit(self.risk, limit)

    @cached_property
    def standing(self) -> Standing | None:
        """What is proved of a local minimum at the end of the run beside the least risk."""
        limit, found = self.trajectory.limit, self._proof_at_limit
        if limit is None or found is None:
            return None
        others = (self.risk.best_filter, self.reference)
        return prove_standing(self.risk, limit, found, others, self._listed)

    @cached_property
    def boundary_distances(self) -> tuple[BoundaryDistance | None, BoundaryDistance | None]:
        """How far the filter of a proved limit, and the reference, are from where reach changes.

        None for a limit that is not proved, and for networks of which this is not known.
        """
        architecture, limit = self.experiment.architecture, self.trajectory.limit
        target = boundary_distance(architecture, self.reference)
        if limit is None or self._proof_at_limit is None:
            return None, target
        off = ProductBounds(architecture, limit).reach(self._proof_at_limit.distance)
        return boundary_distance(architecture, architecture.final_filter(limit), off), target

    @property
    def boundary_message(self) -> Message | None:
        """The distances to where reach changes, None where they are not known."""
        limit, target = self.boundary_distances
        named = [(limit, wording.limit_label()), (target, self.reference_label)]
        return boundary_message([(found, name) for found, name in named if found is not None])

    def _listed(self) -> CriticalFilterList | None:
        """All critical filters, None where they cannot be listed."""
        try:
            return self.critical_filters
        except InvalidInput:
            return None

    @property
    def limit_kind(self) -> tuple[CriticalKind | None, bool]:
        """The kind of the limit, None if there is no limit, and whether it is proved."""
        if self.limit is None:
            return None, False
        return decided_kind(self.limit, self.proof, self.standing)

    @property
    def limit_message(self) -> Message:
        """What is known of the limit, and whether it is proved or seen."""
        return limit_message(self.limit, self.proof, self.standing)

    @cached_property
    def rate(self) -> Rate | None:
        """How fast the risk falls at the end, None for gradient descent."""
        if not self.trajectory.continuous:
            return None
        return fit_rate(self.risk, self.trajectory, self.limit)

    @cached_property
    def critical_filters(self) -> CriticalFilterList:
        """Every critical final filter of the network.

        Raises
        ------
        InvalidInput
            Where not all can be listed: see `lcn_widgets.core.landscape.critical_filters`.
        """
        return critical_filters(self.risk)

    @cached_property
    def reached_filter(self) -> int | None:
        """Index in `critical_filters` of the one at the end of the run, None if it is none."""
        if not self.trajectory.converged:
            return None
        found = self.critical_filters
        return reached_filter(self.risk, found, self.trajectory.final_filters[-1])

    @cached_property
    def target_map(self) -> TargetMap:
        """Where the number of critical filters changes with the target, and the present target.

        Raises
        ------
        InvalidInput
            Where there is no such map: see `lcn_widgets.core.landscape.map_targets`.
        """
        return map_targets(self.risk, self.critical_filters, self.reached_filter)

    @cached_property
    def risk_gaps(self) -> Array:
        """L - best_risk at the times of the trajectory, never negative, shape (T,)."""
        trajectory = self.trajectory
        return risk_gaps(self.risk, trajectory.risks, trajectory.final_filters, self.best_risk)

    @property
    def summary_message(self) -> Message:
        """How the run ended and, if it did not converge, what to do: one sentence per method."""
        return wording.summary(self)

    def summary(self) -> str:
        """`summary_message` in English."""
        return str(self.summary_message)

    def save(self, path: str | Path) -> Path:
        """Write the run to a file and return its path.

        ``.npz`` holds the trajectory, the root paths, the reference and, as JSON, the
        experiment: ``numpy.load(path)["experiment"]``. ``.csv`` holds one row for each time of
        the trajectory, with the names of the columns in the first row.

        Raises
        ------
        InvalidInput
            If the file name ends neither in ``.npz`` nor in ``.csv``.
        """
        path = Path(path)
        saving.save(self, path)
        return path


def run(experiment: Experiment) -> Run:
    """Run an experiment.

    How it ends is an outcome (`Trajectory.status`), also if the method diverges or its time is
    up.

    Raises
    ------
    InvalidInput
        If the parts of the experiment do not fit each other.
    """
    architecture, dataset = experiment.architecture, experiment.dataset()
    risk = EmpiricalRisk(architecture, experiment.loss, dataset)
    trajectory = experiment.method.follow(risk, experiment.initialization.filters(architecture))
    reference, label = _reference(experiment, risk)
    best_risk = _best_risk(risk, trajectory, reference)
    return Run(experiment, dataset, risk, trajectory, reference, label, best_risk)


def _reference(experiment: Experiment, risk: EmpiricalRisk) -> tuple[Array, Message]:
    """The filter to compare v with, and what it is."""
    target = experiment.data.target_filter(experiment.architecture)
    if target is None:
        return risk.best_filter, wording.reference_label(risk)
    return target, wording.say("reference.given", name=experiment.data.target_label)


def _best_risk(risk: EmpiricalRisk, trajectory: Trajectory, reference: Array) -> float:
    """The least risk known: of the best filter, of the reference, or where the run ended."""
    reached = trajectory.risks[np.isfinite(trajectory.risks)]
    known = [risk.filter_value(v) for v in (risk.best_filter, reference)]
    return min([*known, *map(float, reached[-1:])])
