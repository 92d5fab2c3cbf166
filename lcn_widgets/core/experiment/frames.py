"""A run resampled for drawing: few frames, spaced so that the picture moves evenly."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from lcn_widgets.core.inputs import MAX_DRAWN_FRAMES, Array, Complex, Indices
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.roots import RootPaths, chordal_distance
from lcn_widgets.core.training import Trajectory

EVEN_FRAMES = 400
"""Frames spaced evenly in path length and log time; others are added where roots move fast."""
LOG_SHARE = 0.2
"""Share of log time in the path positions: on a plateau, where nothing moves, time still passes."""
FIRST_MOVE = 1e-3
"""Log time counts from when this part of the path is behind."""


@dataclass(frozen=True, eq=False)
class Frames:
    """What is drawn, at T ≤ `MAX_DRAWN_FRAMES` times; in between, linear is good enough.

    Parameters
    ----------
    times : ndarray, shape (T,)
        Flow times, increasing.
    path_positions, log_positions : ndarray, shape (T,)
        Where each frame lies on the player's track, increasing from 0 to 1: by the distance that
        filters and roots move (with a share `LOG_SHARE` of log time), or by log(1 + t/t_1) with
        t_1 the time when filters and roots begin to move visibly.
    filters : ndarray, shape (T, Σk_i)
    final_filters : ndarray, shape (T, k_v)
    risks, risk_gaps, gradient_norms : ndarray, shape (T,)
        L, L above the best known risk (never negative), and ‖∇L‖₂.
    squared_norms : ndarray, shape (T, N)
    norm_differences, drifts : ndarray, shape (T, N - 1)
        δ(t), and δ(t) - δ(0) as the solver left it.
    roots : ndarray, shape (T, R), complex
        Columns as in `RootPaths`; the root at infinity is ``complex(inf, 0)``.
    """

    times: Array
    path_positions: Array
    log_positions: Array
    filters: Array
    final_filters: Array
    risks: Array
    risk_gaps: Array
    gradient_norms: Array
    squared_norms: Array
    norm_differences: Array
    drifts: Array
    roots: Complex

    def arrays(self) -> dict[str, Array]:
        """Every array by name, the roots as ``roots_re`` and ``roots_im``."""
        arrays = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        roots = arrays.pop("roots")
        return {**arrays, "roots_re": roots.real.copy(), "roots_im": roots.imag.copy()}


def resample(trajectory: Trajectory, risk: EmpiricalRisk) -> Trajectory:
    """The trajectory at about `EVEN_FRAMES` times, spaced evenly in path length and log time.

    All times of the flow stay, so that the cubic between them is the one the solver meant; more
    are put in between. Descent has its own steps only: between them there is nothing.
    """
    position = (_path_positions(trajectory) + _log_positions(trajectory)) / 2.0
    wanted = np.linspace(0.0, 1.0, EVEN_FRAMES + 1)
    nearest = _nearest(position, wanted)
    if not trajectory.continuous:
        if len(position) <= EVEN_FRAMES:
            return trajectory
        return trajectory.thinned(np.union1d(nearest, [0, len(position) - 1]))
    missing = wanted[np.abs(position[nearest] - wanted) > 0.5 / EVEN_FRAMES]
    times = np.setdiff1d(np.interp(missing, position, trajectory.times), trajectory.times)
    return trajectory.refined(times, risk) if len(times) else trajectory


def make_frames(
    trajectory: Trajectory, root_paths: RootPaths, risk: EmpiricalRisk, best_risk: float
) -> Frames:
    """Frames at the times of the root paths, or at `MAX_DRAWN_FRAMES` of them if there are more."""
    path, log = _positions(trajectory, root_paths)
    rows = np.arange(len(path))
    if len(rows) > MAX_DRAWN_FRAMES:
        rows = _nearest((path + log) / 2.0, np.linspace(0.0, 1.0, MAX_DRAWN_FRAMES))
    filters, times = root_paths.filters[rows], root_paths.times[rows]
    architecture = root_paths.architecture
    risks, _ = risk.values_and_gradients(filters)
    final_filters = architecture.final_filter(filters)
    return Frames(
        times=times,
        path_positions=path[rows],
        log_positions=log[rows],
        filters=filters,
        final_filters=final_filters,
        risks=risks,
        risk_gaps=risk_gaps(risk, risks, final_filters, best_risk),
        gradient_norms=trajectory.gradient_norms_at(times),
        squared_norms=architecture.squared_norms(filters),
        norm_differences=architecture.norm_differences(filters),
        drifts=trajectory.drifts_at(times),
        roots=root_paths.roots[rows],
    )


def risk_gaps(risk: EmpiricalRisk, risks: Array, final_filters: Array, best_risk: float) -> Array:
    """L - best_risk, never negative, shape (T,).

    For square loss it is ‖P(v - v*)‖² with the least-squares filter v*: nothing cancels, and the
    gap is right far below the rounding of the risk.
    """
    if risk.loss.is_quadratic:
        offsets = final_filters - risk.best_filter
        gram = risk.filter_hessian(risk.best_filter) / 2.0
        return np.asarray(np.vecdot(offsets, offsets @ gram).clip(min=0.0))
    return np.maximum(risks - best_risk, 0.0)


def _positions(trajectory: Trajectory, root_paths: RootPaths) -> tuple[Array, Array]:
    log = np.interp(root_paths.times, trajectory.times, _log_positions(trajectory))
    moves = np.linalg.norm(np.diff(root_paths.filters, axis=0), axis=1)
    turns = chordal_distance(root_paths.roots[1:], root_paths.roots[:-1]).max(axis=1, initial=0.0)
    moved = (_accumulated(moves) + _accumulated(turns)) / 2.0
    return _scaled((1.0 - LOG_SHARE) * moved + LOG_SHARE * log), log


def _path_positions(trajectory: Trajectory) -> Array:
    return _accumulated(np.linalg.norm(np.diff(trajectory.filters, axis=0), axis=1))


def _log_positions(trajectory: Trajectory) -> Array:
    """log(1 + t/t_1), scaled to end at 1; t_1 is when the filters begin to move visibly."""
    times = trajectory.times
    begins = int(np.searchsorted(_path_positions(trajectory), FIRST_MOVE))
    return _scaled(np.log1p(times / (times[min(begins, len(times) - 1)] or 1.0)))


def _accumulated(steps: Array) -> Array:
    return _scaled(np.concatenate([[0.0], np.cumsum(steps)]))


def _scaled(position: Array) -> Array:
    """Scaled to end at 1, unless it is 0 throughout."""
    return position / (position[-1] or 1.0)


def _nearest(position: Array, wanted: Array) -> Indices:
    """Rows of the increasing `position` nearest to each entry of `wanted`."""
    after = np.searchsorted(position, wanted).clip(1, max(len(position) - 1, 1))
    after = np.minimum(after, len(position) - 1)
    before = np.maximum(after - 1, 0)
    closer = wanted - position[before] < position[after] - wanted
    return np.asarray(np.where(closer, before, after))
