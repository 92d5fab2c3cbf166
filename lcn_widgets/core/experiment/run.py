"""Running an experiment: everything downstream looks at the `Run`, nobody recomputes it."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.frames import Frames, make_frames, resample, risk_gaps
from lcn_widgets.core.inputs import EXPERIMENT_KEPT_PATCHES, Array, InvalidInput
from lcn_widgets.core.landscape import (
    CriticalFilterList,
    CriticalPoint,
    Event,
    Rate,
    classify,
    critical_filters,
    find_events,
    fit_rate,
    reached_filter,
)
from lcn_widgets.core.risk import Dataset, EmpiricalRisk, SquareLoss
from lcn_widgets.core.roots import RootPaths, track_roots
from lcn_widgets.core.theorem import TheoremReport, theory
from lcn_widgets.core.training import METHODS, Trajectory


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
    reference_label : str
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
    reference_label: str
    best_risk: float

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
        return theory(self.risk, self.trajectory)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What happens along the run, in the order of time."""
        return find_events(self.risk, self.trajectory, self.root_paths)

    @cached_property
    def limit(self) -> CriticalPoint | None:
        """The critical point at the end of the run, None if it has not come to rest."""
        if not self.trajectory.converged:
            return None
        return classify(self.risk, self.trajectory.filters[-1])

    @cached_property
    def rate(self) -> Rate | None:
        """How fast the risk falls at the end, None for gradient descent."""
        if self.trajectory.method != "flow":
            return None
        return fit_rate(self.risk, self.trajectory)

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

    @property
    def start(self) -> Array:
        """w(0), shape (Σk_i,)."""
        return self.experiment.initialization.filters(self.experiment.architecture)

    @cached_property
    def risk_gaps(self) -> Array:
        """L - best_risk at the times of the trajectory, never negative, shape (T,)."""
        trajectory = self.trajectory
        return risk_gaps(self.risk, trajectory.risks, trajectory.final_filters, self.best_risk)

    def summary(self) -> str:
        """How the run ended and, if it did not converge, what to do: one sentence a method."""
        if self.comparison is None:
            return self._ending()
        return ". ".join(
            f"{METHODS[r.trajectory.method].label}: {r._ending()}" for r in (self, self.comparison)
        )

    def _ending(self) -> str:
        trajectory = self.trajectory
        facts = [f"risk {trajectory.risks[-1]:.4g}"]
        if trajectory.converged:
            facts.insert(0, trajectory.message.split(":")[0])
            first, last = trajectory.gradient_norms[[0, -1]]
            facts.append(f"gradient {last / first:.0e} of its start" if first else "gradient 0")
        else:
            facts.insert(0, trajectory.message)
        if trajectory.drifts.size:
            facts.append(f"δ drifted by {np.abs(trajectory.drifts).max():.0e}")
        return "; ".join(facts)

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
        if path.suffix == ".npz":
            np.savez_compressed(path, allow_pickle=False, **self._arrays())
        elif path.suffix == ".csv":
            columns = self._columns()
            table = np.column_stack(list(columns.values()))
            header = ",".join(columns)
            np.savetxt(path, table, "%.17g", ",", header=header, comments="", encoding="utf-8")
        else:
            raise InvalidInput(
                f"a run is not saved as {path.name!r}: end the name in .npz or .csv", field="path"
            )
        return path

    def _arrays(self) -> dict[str, Any]:
        trajectory, roots = self.trajectory, self.root_paths
        return {
            "experiment": np.array(json.dumps(self.experiment.to_dict())),
            "summary": np.array(self.summary()),
            "X": self.dataset.X,
            "Y": self.dataset.Y,
            "times": trajectory.times,
            "filters": trajectory.filters,
            "final_filters": trajectory.final_filters,
            "risks": trajectory.risks,
            "gradient_norms": trajectory.gradient_norms,
            "norm_differences": trajectory.norm_differences,
            "drifts": trajectory.drifts,
            "root_times": roots.times,
            "roots": roots.roots,
            "root_layer": roots.layer,
            "root_ring": roots.ring,
            "reference": self.reference,
            "best_risk": np.array(self.best_risk),
        }

    def _columns(self) -> dict[str, Array]:
        trajectory, architecture = self.trajectory, self.experiment.architecture
        columns = {
            "time": trajectory.times,
            "risk": trajectory.risks,
            "gradient_norm": trajectory.gradient_norms,
        }
        for i, filters in enumerate(architecture.split(trajectory.filters), start=1):
            columns |= {f"w{i}_{n}": entry for n, entry in enumerate(filters.T, start=1)}
        columns |= {f"v_{n}": v for n, v in enumerate(trajectory.final_filters.T, start=1)}
        differences = trajectory.norm_differences.T
        return columns | {f"delta_{i}": delta for i, delta in enumerate(differences, start=1)}


def run(experiment: Experiment) -> Run:
    """Run an experiment.

    How it ends is an outcome (`Trajectory.status`), also if the method diverges or its time is
    up.

    Raises
    ------
    InvalidInput
        If the parts of the experiment do not fit each other.
    """
    architecture = experiment.architecture
    dataset = experiment.data.build(architecture)
    _check_work(experiment, dataset)
    risk = EmpiricalRisk(architecture, experiment.loss, dataset)
    trajectory = experiment.method.follow(risk, experiment.initialization.filters(architecture))
    target = experiment.data.target_filter(architecture)
    filters = [risk.best_filter, *([] if target is None else [target])]
    reached = trajectory.risks[np.isfinite(trajectory.risks)]
    best_risk = min(*map(risk.filter_value, filters), *reached[-1:])
    if target is None:
        target = risk.best_filter
        is_square = isinstance(experiment.loss, SquareLoss)
        label = "least-squares filter" if is_square else "filter of least risk"
        if risk.shortage:
            label = f"a {label}"  # there are others
    else:
        label = experiment.data.target_label
    return Run(experiment, dataset, risk, trajectory, target, label, best_risk)


def _check_work(experiment: Experiment, dataset: Dataset) -> None:
    architecture = experiment.architecture
    limit = EXPERIMENT_KEPT_PATCHES // (architecture.dims[-1] * architecture.final_width)
    if dataset.samples > limit and not isinstance(experiment.loss, SquareLoss):
        raise InvalidInput(
            f"{dataset.samples} samples are too many for the loss {experiment.loss.label}, which "
            f"looks at all of them in every step: use at most {limit}, or the square loss",
            field="data.samples",
            suggestions=(limit,),
        )
