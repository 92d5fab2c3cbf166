"""A run resampled for drawing: few frames, spaced so that the picture moves evenly."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from lcn_widgets.core.inputs import MAX_DRAWN_FRAMES, Array, Complex, Indices, Mask
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.roots import RootPaths, chordal_distance, with_meetings
from lcn_widgets.core.training import Trajectory

EVEN_FRAMES = 400
"""Frames spaced evenly in path length and log time; others are added where roots move fast."""
LOG_SHARE = 0.2
"""Share of log time in the path positions: on a plateau, where nothing moves, time still passes."""
FIRST_MOVE = 1e-3
"""Log time counts from when this part of the path is behind."""


@dataclass(frozen=True, eq=False)
class Frames:
    """What is drawn, at T ≤ `MAX_DRAWN_FRAMES` times.

    Between the frames of a flow a picture may mix: roots one by one (`roots.between`), the gap of
    the risk in its logarithm. Numbers are known at the frames only. Descent is nothing but frames.

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
    layer_slopes, squared_norms : ndarray, shape (T, N)
        ⟨w^(i), ∇_iL⟩, the same number for all layers, and ‖w^(i)‖², whose derivative along the
        flow is minus twice that (paper, 3.3).
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
    layer_slopes: Array
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
    """Frames at the times of the root paths, or at `MAX_DRAWN_FRAMES` of them if there are more.

    A flow has frames where roots meet besides, so that in between they may be mixed one by one.
    Descent has its steps only: it is drawn as steps.
    """
    if trajectory.continuous:
        root_paths, needed = with_meetings(root_paths, trajectory)
    else:
        root_paths = _at_steps(root_paths, trajectory)
        needed = np.zeros(len(root_paths.times), dtype=bool)
    path, log = _positions(trajectory, root_paths)
    rows = _drawn_rows((path + log) / 2.0, needed)
    filters, times = root_paths.filters[rows], root_paths.times[rows]
    architecture = root_paths.architecture
    risks, gradients = risk.values_and_gradients(filters)
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
        layer_slopes=architecture.layer_products(filters, gradients),
        squared_norms=architecture.squared_norms(filters),
        norm_differences=architecture.norm_differences(filters),
        drifts=trajectory.drifts_at(times),
        roots=root_paths.roots[rows],
    )


def _at_steps(root_paths: RootPaths, trajectory: Trajectory) -> RootPaths:
    """The root paths of descent at its steps: what lies between them only links the roots."""
    rows = np.isin(root_paths.times, trajectory.times)
    return dataclasses.replace(
        root_paths,
        times=root_paths.times[rows],
        filters=root_paths.filters[rows],
        roots=root_paths.roots[rows],
    )


def _drawn_rows(position: Array, needed: Mask) -> Indices:
    """All rows, or `MAX_DRAWN_FRAMES` at most, spaced evenly beside those that are needed."""
    if len(position) <= MAX_DRAWN_FRAMES:
        return np.arange(len(position))
    # so many meetings that they fill the picture do not occur; then the first ones are kept
    kept = np.flatnonzero(needed)[: MAX_DRAWN_FRAMES - 2]
    even = _nearest(position, np.linspace(0.0, 1.0, MAX_DRAWN_FRAMES - len(kept)))
    return np.union1d(even, kept)


def risk_gaps(risk: EmpiricalRisk, risks: Array, final_filters: Array, best_risk: float) -> Array:
    """L - best_risk, never negative, shape (T,).

    For square loss it comes from the residual between the filters and the least-squares filter:
    nothing cancels, and the gap is right far below the rounding of the risk.
    """
    if risk.loss.is_quadratic:
        return risk.filter_gaps(final_filters)
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
