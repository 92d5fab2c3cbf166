"""Every preset shows what it says."""

import re

import numpy as np
import pytest
from oracle import GROWTH, GROWTH_RISK

from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.presets import PRESETS
from lcn_widgets.core.experiment.run import run
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.training.ending import Outcome

RUNS = {}


def shown(name):
    """The run of a preset, made once."""
    if name not in RUNS:
        RUNS[name] = run({p.name: p for p in PRESETS}[name].experiment)
    return RUNS[name]


def curvatures(result, time):
    """Eigenvalues of the Hessian at a flow time, ascending."""
    return np.linalg.eigvalsh(result.risk.hessian(result.trajectory.at(time)[0]))


def real_roots(coefficients, tolerance=1e-3):
    """Real roots of a polynomial with ascending coefficients; nearly double ones count twice."""
    roots = np.roots(coefficients[::-1])
    return np.sort(roots.real[np.abs(roots.imag) < tolerance])


@pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.name)
def test_a_preset_is_described_in_one_sentence_and_runs(preset):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", preset.name)
    assert preset.title
    assert preset.lesson.endswith(".")
    assert ". " not in preset.lesson
    assert Experiment.from_dict(preset.experiment.to_dict()) == preset.experiment
    frames = shown(preset.name).frames
    assert np.isfinite(frames.filters).all()


def test_names_are_different():
    assert len({p.name for p in PRESETS}) == len(PRESETS)
    assert PRESETS[0].experiment == Experiment()


class TestFirstFlow:
    def test_two_roots_leave_the_real_axis_and_meet_on_it_again(self):
        result = shown("first-flow")
        pair = result.frames.roots[:, result.root_paths.layer == 0]
        complex_pair = np.abs(pair.imag).min(axis=1) > 1e-6
        changes = np.flatnonzero(complex_pair[1:] != complex_pair[:-1])
        assert not complex_pair[0]
        assert len(changes) == 2
        leave, meet = result.frames.path_positions[changes]
        assert 0.1 < leave < 0.4  # of ten seconds of playback: within the first four
        assert leave + 0.3 < meet < 0.95
        assert np.abs(pair[changes]).max() < 2.0  # in view

    def test_the_risk_rests_near_a_saddle(self):
        result = shown("first-flow")
        frames = result.frames
        middle = int(np.searchsorted(frames.times, 1e-2))
        decade = (frames.times > 2e-3) & (frames.times < 2e-2)
        gaps = frames.risk_gaps[decade]
        assert gaps.max() < 1.2 * gaps.min()
        assert frames.risk_gaps[0] > 10 * gaps.max()
        assert frames.gradient_norms[middle] < 0.01 * frames.gradient_norms[0]
        assert curvatures(result, frames.times[middle])[0] < -1.0
        assert 0.2 < frames.path_positions[middle] < 0.7

    def test_it_reaches_the_teacher(self):
        result = shown("first-flow")
        assert result.trajectory.converged
        assert str(result.reference_label) == "target"
        np.testing.assert_allclose(result.trajectory.final_filters[-1], result.reference, atol=1e-4)


def test_filling_reaches_the_best_of_all_filters():
    result = shown("filling")
    architecture = result.experiment.architecture
    assert set(architecture.strides) == {1}
    assert sum(k % 2 == 0 for k in architecture.widths) <= 1  # [KMMT 4.1]
    assert result.trajectory.converged
    assert result.risk_gaps[-1] == pytest.approx(0.0, abs=1e-10)
    assert result.best_risk > 1.0  # there is noise: the best risk is not zero


def test_outside_ends_at_a_double_root():
    result = shown("outside")
    assert len(real_roots(result.reference)) == 0
    v = result.trajectory.final_filters[-1]
    assert v[1] ** 2 - 4 * v[0] * v[2] == pytest.approx(0.0, abs=1e-6)
    # least risk on the cone v = c(1, 2a, a²), by search over its two parameters
    a, c = np.meshgrid(np.linspace(-2, 2, 801), np.linspace(0, 2, 801))
    u = result.reference
    least = ((c - u[0]) ** 2 + (2 * a * c - u[1]) ** 2 + (a * a * c - u[2]) ** 2).min()
    assert result.trajectory.risks[-1] == pytest.approx(least, rel=1e-3)
    assert result.trajectory.converged


def test_spurious_is_a_local_minimum_above_a_risk_that_others_reach():
    result = shown("spurious")
    assert result.trajectory.converged
    assert result.trajectory.risks[-1] == pytest.approx(0.951, abs=1e-3)
    values = curvatures(result, result.trajectory.times[-1])
    assert values[0] == pytest.approx(0.0, abs=1e-6)  # the one scaling direction
    assert values[1] > 0.1
    assert len(real_roots(result.trajectory.final_filters[-1])) == 3  # (2,1|)
    # 1 + x³ = (1 + x)(1 - x + x²) is the final filter of a network
    architecture = result.experiment.architecture
    assert result.risk.value([1.0, -1.0, 1.0, 1.0, 1.0]) == pytest.approx(0.0, abs=1e-14)
    assert architecture.widths == (3, 2)


def test_the_counterexample_grows_as_the_theory_says():
    result = shown("counterexample")
    assert result.trajectory.status is Outcome.GROWING
    assert result.risk.patch_rank == 3
    norms = np.linalg.norm(result.trajectory.at(list(GROWTH)), axis=1)
    np.testing.assert_allclose(norms, list(GROWTH.values()), rtol=2e-3)
    assert result.trajectory.risks[-1] == pytest.approx(GROWTH_RISK, rel=1e-3)


def test_stiff_time_scales_are_far_apart():
    result = shown("stiff")
    assert result.trajectory.converged
    values = curvatures(result, result.trajectory.times[-1])[1:]
    assert values[0] > 0.0
    assert values[-1] / values[0] > 5e4


def test_unbalanced_stays_unbalanced():
    result = shown("unbalanced")
    np.testing.assert_allclose(result.trajectory.norm_differences, 25.0, atol=1e-9)
    assert result.trajectory.squared_norms[:, 1].min() > 25.0
    assert result.trajectory.converged


def test_rings_are_rings_of_three():
    result = shown("rings")
    paths = result.root_paths
    turn = np.exp(2j * np.pi / 3)
    for ring in (0, 1):
        columns = (paths.layer == 1) & (paths.ring == ring)
        roots = paths.roots[:, columns]
        assert roots.shape[1] == 3
        finite = np.isfinite(roots).all(axis=1)
        for k in (1, 2):
            turned = roots[finite, 0] * turn**k
            distance = np.abs(roots[finite] - turned[:, None]).min(axis=1)
            np.testing.assert_allclose(distance / np.abs(turned), 0.0, atol=1e-9)
    assert result.trajectory.converged


def test_degenerate_is_slower_than_exponential():
    result = shown("degenerate")
    np.testing.assert_allclose(result.reference / result.reference[0], [1, 4, 6, 4, 1], rtol=1e-12)
    assert result.experiment.architecture == Architecture(32, (2,) * 4, (1,) * 4)
    times = 4.0 ** np.arange(5)
    gaps = np.interp(times, result.trajectory.times, result.risk_gaps)
    rates = np.diff(np.log(gaps)) / np.diff(times)
    assert np.all(rates[1:] > rates[:-1] / 2)  # an exponential would keep its rate
    late = np.diff(np.log(gaps[2:])) / np.log(4.0)
    np.testing.assert_allclose(late, -2.0, atol=0.3)
    flat, steep = curvatures(result, result.trajectory.times[-1])[[3, -1]]
    assert flat / steep == pytest.approx(0.0, abs=1e-6)  # beyond the N - 1 = 3 scaling directions


def test_not_covered_never_settles():
    result = shown("not-covered")
    assert not result.experiment.loss.covered_by_theorem
    assert result.trajectory.status is Outcome.STEP_LIMIT
    late = result.trajectory.gradient_norms[-200:]
    assert late.min() > 1e-3 * result.trajectory.gradient_norms[0]
    changes = np.diff(result.trajectory.risks[-200:])
    assert (changes > 0).any()
    assert (changes < 0).any()


def test_drifting_converges_and_drifts_by_the_formula():
    result = shown("drifting")
    trajectory = result.trajectory
    assert trajectory.converged
    eta = result.experiment.method.step_size
    gradients = np.array([result.risk.gradient(w) for w in trajectory.filters[:-1]])
    first, second = (np.sum(gradients[:, s] ** 2, axis=1) for s in (slice(0, 3), slice(3, 5)))
    expected = np.cumsum(eta**2 * (second - first))
    np.testing.assert_allclose(trajectory.drifts[1:, 0], expected, atol=1e-12)
    assert np.abs(trajectory.drifts).max() > 0.01


def test_diverging_is_the_same_with_larger_steps():
    calm, wild = shown("drifting"), shown("diverging")
    assert wild.trajectory.status is Outcome.DIVERGED
    assert wild.experiment.data == calm.experiment.data
    assert wild.experiment.initialization == calm.experiment.initialization
    assert wild.experiment.method.step_size > calm.experiment.method.step_size
    last = wild.trajectory.risks[-3:]
    assert np.all(np.diff(last) > 0)
    assert wild.trajectory.risks[-1] > 10 * wild.trajectory.risks[0]
