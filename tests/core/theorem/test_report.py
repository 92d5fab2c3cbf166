"""The theorem report: it says what is proved or seen, and never more."""

import dataclasses
import math

import numpy as np
import pytest
from margins import at_most
from oracle import GROWTH, GROWTH_RISK

from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import (
    AbsoluteLoss,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)
from lcn_widgets.core.theorem.bounds import ROUNDING_MARGIN
from lcn_widgets.core.theorem.claims import CLAIMS
from lcn_widgets.core.theorem.premise import Premise
from lcn_widgets.core.theorem.report import theory
from lcn_widgets.core.theorem.status import Status
from lcn_widgets.core.training.descent import gradient_descent
from lcn_widgets.core.training.flow import gradient_flow

COVERED = [
    SquareLoss(),
    LpLoss(4.0),
    PseudoHuberLoss(1.0),
    GeneralizedHuberLoss(1.0, -1.5),
    LogCoshLoss(1.0),
]
BOUNDS = (
    "filter_bounded",
    "filter_bounded_by_patches",
    "layers_bounded",
    "layers_bounded_sharply",
)


@pytest.fixture
def rng():
    return np.random.default_rng(20260105)


def teacher_risk(rng, widths=(3, 2), strides=(1, 1), size=8, samples=20, loss=None):
    architecture = Architecture(size, widths, strides)
    X = rng.normal(size=(size, samples))
    Y = architecture.final_matrix(rng.normal(size=architecture.parameter_count)) @ X
    Y = Y + 0.1 * rng.normal(size=Y.shape)
    return EmpiricalRisk(architecture, loss or SquareLoss(), Dataset(X, Y))


def counterexample():
    """THEORY 6: k = (2, 2), s = (2, 1), X = [e1 e2 e3], Y = (0, 1, 1)."""
    architecture = Architecture(4, (2, 2), (2, 1))
    dataset = Dataset(np.eye(4)[:, :3], [[0.0, 1.0, 1.0]])
    return EmpiricalRisk(architecture, SquareLoss(), dataset)


def statuses(report):
    return {s.name: s.status for s in report.statements}


@pytest.mark.parametrize("loss", COVERED, ids=repr)
@pytest.mark.parametrize(("widths", "strides"), [((3, 2), (1, 1)), ((2, 2), (2, 1)), ((4,), (1,))])
def test_theorem_3_8_every_promise_is_kept(loss, widths, strides, rng):
    """All five losses of the paper, XXᵀ of full rank: everything holds, on generic data."""
    risk = teacher_risk(rng, widths, strides, loss=loss)
    run = gradient_flow(risk, rng.normal(size=sum(widths)))
    report = theory(risk, run)
    assert set(statuses(report).values()) == {Status.HOLDS}, statuses(report)
    assert [s.name for s in report.statements] == [c.name for c in CLAIMS]
    assert report.premise is Premise.THEOREM
    assert report.sentence.startswith("All hypotheses of Theorem 3.8 hold")
    drawn = [s for s in report.statements if s.curve]
    assert {s.name for s in drawn} == {*BOUNDS, "convergence"}
    for statement in drawn:
        curve = statement.curve
        assert curve.values.shape == curve.bound.shape == run.times.shape
        inside = curve.values <= curve.bound
        assert inside[-1]
        assert inside.all() or statement.name == "convergence"


def lemma_3_6(risk, w):
    """g(L(w)) as the paper defines it, for square loss."""
    X, Y = risk.dataset.X, risk.dataset.Y
    L = float(np.sum((risk.architecture.final_matrix(w) @ X - Y) ** 2))
    return (math.sqrt(Y.size * L) + np.abs(Y).sum()) * np.abs(np.linalg.pinv(X)).sum() / Y.shape[0]


def assert_enlarged_against_rounding(reported, defined):
    """A bound is reported 1e-9 larger than it is defined; rounding is below a tenth of that."""
    assert defined <= reported <= defined * (1.0 + 2.0 * ROUNDING_MARGIN)
    rounding = abs(reported / (defined * (1.0 + ROUNDING_MARGIN)) - 1.0)
    assert rounding <= ROUNDING_MARGIN / 10.0


def test_lemma_3_6_bound_in_the_report_against_its_definition(rng):
    risk = teacher_risk(rng)
    w0 = rng.normal(size=5)
    run = gradient_flow(risk, w0)
    g = lemma_3_6(risk, w0)
    report = theory(risk, run)
    assert ROUNDING_MARGIN == 1e-9
    assert_enlarged_against_rounding(report["filter_bound"].facts["g"], g)
    curve = report["filter_bounded"].curve
    assert_enlarged_against_rounding(10.0 ** curve.bound[0], g)
    v_end = run.final_filters[-1]
    assert 10.0 ** curve.values[-1] == pytest.approx(np.abs(v_end).sum())
    assert at_most(curve.bound[1:], curve.bound[:-1], abs=1e-12)  # g is not decreasing and L falls


def test_lemma_3_6_bound_that_is_attained_holds():
    """One number, Y = 0, square loss: ‖v‖₁ = √L = g(L), equal but for rounding."""
    architecture = Architecture(1, (1,), (1,))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset([[0.7]], [[0.0]]))
    report = theory(risk, gradient_flow(risk, [0.3]))
    assert report["filter_bounded"].status is Status.HOLDS
    assert report["filter_bounded"].margin == pytest.approx(0.0, abs=1e-8)


def test_energy_identity_in_closed_form():
    """N = 1, X = I: w - u = e^{-2t}(w0 - u), so L(0) = ∫_0^∞ ‖ẇ‖² = ‖w0 - u‖²."""
    architecture = Architecture(3, (3,), (1,))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.eye(3), [[1.0, 2.0, 2.0]]))
    energy = theory(risk, gradient_flow(risk, [0.0, 0.0, 0.0]))["energy"]
    assert energy.status is Status.HOLDS
    assert energy.facts["integral"] == pytest.approx(9.0, rel=1e-5)
    assert energy.facts["fall"] == pytest.approx(9.0)


def test_energy_identity_fails_a_risk_that_does_not_fit_the_path():
    """As above, but the risks fall by 0.1 % more than the path can account for: 9.009, not 9."""
    architecture = Architecture(3, (3,), (1,))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.eye(3), [[1.0, 2.0, 2.0]]))
    run = gradient_flow(risk, [0.0, 0.0, 0.0], times=np.linspace(0.0, 10.0, 2001))
    fitting = theory(risk, run)["energy"]
    assert fitting.status is Status.HOLDS
    spoiled = theory(risk, dataclasses.replace(run, risks=1.001 * run.risks))["energy"]
    assert spoiled.facts["fall"] == pytest.approx(9.009)
    assert spoiled.facts["integral"] == pytest.approx(9.0, rel=1e-6)
    assert spoiled.facts["defect"] == pytest.approx(0.001 / 1.001, rel=1e-3)
    assert spoiled.status is Status.FAILS
    assert spoiled.tolerance == pytest.approx(1e-6)


def test_energy_identity_is_not_decided_on_coarse_frames(rng):
    """Four frames, or ten far apart, cannot resolve ∫‖ẇ‖²."""
    risk = teacher_risk(rng)
    w0 = rng.normal(size=5)
    for times in (np.linspace(0.0, 3.0, 4), np.linspace(0.0, 30.0, 10)):
        report = theory(risk, gradient_flow(risk, w0, times=times))
        assert report["energy"].status is Status.UNDECIDED


def test_the_report_can_fail_a_run():
    """A path that is no flow: too fast, rising, and with moving δ."""
    architecture = Architecture(3, (2, 2), (1, 1))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.eye(3), [[1.0, 0.6, 0.9]]))
    run = gradient_flow(risk, [1.0, 0.5, -0.3, 0.8])

    filters = run.filters * np.linspace(1.0, 1.5, len(run.times))[:, None] ** [1, 1, 2, 2]
    risks = risk.values_and_gradients(filters)[0]
    spoiled = dataclasses.replace(run, filters=filters, risks=risks)
    found = statuses(theory(risk, spoiled))
    assert found["risk_decreases"] is Status.FAILS
    assert found["differences"] is Status.FAILS
    assert found["energy"] is not Status.HOLDS
    blown_up = dataclasses.replace(run, filters=run.filters * 100.0)
    assert statuses(theory(risk, blown_up))["layers_bounded_sharply"] is Status.FAILS


def test_drift_of_a_careless_solver_fails_at_the_stated_tolerance(rng):
    risk = teacher_risk(rng)
    run = gradient_flow(
        risk, rng.normal(size=5), solver="RK45", rtol=1e-3, atol=1e-3, gradient_tol=1e-2
    )
    statement = theory(risk, run)["differences"]
    assert statement.status is Status.FAILS
    assert statement.margin < 0.0
    assert "smaller tolerances" in statement.sentence


def test_run_cut_short_is_not_decided(rng):
    risk = teacher_risk(rng)
    report = theory(risk, gradient_flow(risk, rng.normal(size=5), t_max=1e-3))
    assert report["convergence"].status is Status.UNDECIDED
    assert "promises convergence, but this run ended" in report["convergence"].sentence


def test_convergence_holds_of_a_run_with_a_generous_tolerance_if_its_limit_is_near(rng):
    """At gradient_tol = 0.1 the run goes on until the limit is within 1e-3; followed further, it
    moves by what the report says.
    """
    risk, w0 = teacher_risk(rng), rng.normal(size=5)
    run = gradient_flow(risk, w0, gradient_tol=0.1)
    assert run.converged
    convergence = theory(risk, run)["convergence"]
    assert convergence.status is Status.HOLDS
    end = gradient_flow(risk, w0, gradient_tol=1e-12).filters[-1]
    moved = np.linalg.norm(end - run.filters[-1])
    assert convergence.facts["distance"] == pytest.approx(moved, rel=0.1)
    assert convergence.tolerance == pytest.approx(1e-3 * np.linalg.norm(end), rel=1e-2)


def test_weaker_condition_covers_one_long_sample(rng):
    """THEORY 6, derived: rank P = k_v suffices where XXᵀ is singular."""
    risk = teacher_risk(rng, size=20, samples=1)
    report = theory(risk, gradient_flow(risk, rng.normal(size=5)))
    found = statuses(report)
    assert found["data_rank"] is Status.FAILS
    assert found["patch_rank"] is Status.HOLDS
    assert found["filter_bound"] is Status.FAILS
    assert found["filter_bounded"] is found["layers_bounded"] is Status.NOT_COVERED
    assert found["filter_bounded_by_patches"] is found["layers_bounded_sharply"] is Status.HOLDS
    assert found["convergence"] is Status.HOLDS
    assert "weaker condition on the patches holds" in report.sentence


def test_rank_deficient_data_are_not_covered_though_the_run_comes_to_rest(rng):
    """Inputs in a hyperplane that windows cannot leave: constant inputs.

    Whether singular values below their rounding error are zero is not known from their size, so
    that the run need not be at its limit.
    """
    architecture = Architecture(4, (2, 2), (1, 1))
    X = np.ones((4, 9)) * rng.normal(size=9)
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(X, rng.normal(size=(2, 9))))
    run = gradient_flow(risk, rng.normal(size=4))
    report = theory(risk, run)
    assert run.ending.rest is not None
    assert report["patch_rank"].status is Status.FAILS
    assert report["patch_rank"].facts["rank"] == 1
    assert report["convergence"].status is Status.NOT_COVERED
    for name in BOUNDS:
        assert report[name].status is Status.NOT_COVERED
        assert math.isnan(report[name].margin)


def test_nearly_deficient_data_are_not_decided(rng):
    """σ_min between its rounding error and ten times that."""
    architecture = Architecture(2, (2,), (1,))
    X = np.array([[1.0, 0.0], [0.0, 1.5e-15]])
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(X, [[1.0, 0.0]]))
    report = theory(risk, gradient_flow(risk, [0.5, 0.5]))
    assert report["data_rank"].status is Status.UNDECIDED
    assert report["convergence"].status is Status.UNDECIDED
    assert report["filter_bounded"].status is Status.UNDECIDED


def test_a_singular_value_below_its_rounding_error_proves_nothing():
    """X = diag(1, 1, 1, 1e-17) is invertible; 0.1 of a row, rounded, is no multiple of it."""
    row = np.array([0.3, 0.7, 1.1])
    for X in (np.diag([1.0, 1.0, 1.0, 1e-17]), np.stack([row, 0.1 * row])):
        architecture = Architecture(len(X), (len(X),), (1,))
        risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(X, np.ones((1, X.shape[1]))))
        report = theory(risk, gradient_flow(risk, np.full(len(X), 0.5)))
        for name in ("data_rank", "patch_rank", "convergence"):
            assert report[name].status is Status.UNDECIDED
        assert "is lost in rounding" in report["patch_rank"].sentence


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
def test_rows_that_depend_exactly_fail_at_any_scale(scale, rng):
    """x₃ = 2x₁ and x₄ = x₂ + x₁ in integers: rank 2, and rounding has no part in it."""
    x = rng.integers(-9, 10, size=(2, 12)) * 2.0 ** np.round(np.log2(scale))
    X = np.stack([x[0], x[1], 2 * x[0], x[0] + x[1]])
    risk = EmpiricalRisk(Architecture(4, (4,), (1,)), SquareLoss(), Dataset(X, np.ones((1, 12))))
    report = theory(risk, gradient_flow(risk, np.full(4, 0.5 / scale)))
    for name in ("data_rank", "patch_rank"):
        assert report[name].status is Status.FAILS
        assert report[name].facts["rank"] == 2
        assert "in exact arithmetic" in report[name].sentence


def test_counterexample_to_theorem_1_2_without_its_data_condition():
    """THEORY 6: ‖w‖ grows like t^{1/6}; the report says which hypothesis fails."""
    risk = counterexample()
    times = list(GROWTH)
    run = gradient_flow(risk, np.ones(4), times=times)
    norms = np.linalg.norm(run.filters, axis=1)
    np.testing.assert_allclose(norms, list(GROWTH.values()), rtol=1e-6)
    assert run.risks[-1] == pytest.approx(GROWTH_RISK, rel=1e-6)
    growth = np.polyfit(np.log(times[2:]), np.log(norms[2:]), 1)[0]
    assert growth == pytest.approx(1 / 6, abs=2e-3)
    report = theory(risk, gradient_flow(risk, np.ones(4)))
    assert report["loss"].status is Status.HOLDS
    assert report["data_rank"].status is report["patch_rank"].status is Status.FAILS
    assert report["convergence"].status is Status.NOT_COVERED
    assert report["differences"].status is Status.HOLDS
    assert "fails, and so does the weaker one" in report.sentence


@pytest.mark.parametrize("loss", [LpLoss(3.0), LpLoss(1.5), HuberLoss(1.0)], ids=repr)
def test_uncovered_losses_promise_no_limit(loss, rng):
    """C¹ but not analytic: δ, L and the bounds are proved, convergence is not."""
    risk = teacher_risk(rng, loss=loss)
    run = gradient_flow(risk, rng.normal(size=5), gradient_tol=1e-5)
    report = theory(risk, run)
    assert report["loss"].status is Status.FAILS
    assert report["convergence"].status is Status.NOT_COVERED
    assert report["filter_bounded"].status is Status.HOLDS
    assert report.sentence.startswith("The theorem does not cover this loss")


@pytest.mark.parametrize("loss", [AbsoluteLoss(), LpLoss(1.0)], ids=repr)
def test_losses_with_a_kink_are_not_covered_at_all(loss, rng):
    risk = teacher_risk(rng, loss=loss)
    report = theory(risk, gradient_flow(risk, rng.normal(size=5), t_max=1e-2))
    for name in ("risk_decreases", "energy", "differences", "convergence", *BOUNDS):
        assert report[name].status is Status.NOT_COVERED


def test_descent_is_not_covered(rng):
    """The theorem is about the flow; that descent moves δ is reported, not blamed.

    The two lemmas about loss and data hold of them whatever is done with them.
    """
    risk = teacher_risk(rng)
    run = gradient_descent(risk, 0.3 * rng.normal(size=5), step_size=1e-3, max_steps=3000)
    report = theory(risk, run)
    lemmas = {"residual_bound", "filter_bound"}
    promised = [s for s in report.conclusions if s.name not in lemmas]
    assert {s.status for s in promised} == {Status.NOT_COVERED}
    assert {s.status for s in report.statements if s not in promised} == {Status.HOLDS}
    # Theorem 3.8: an analytic loss, and XXᵀ (or, derived, P) of full rank
    assert {s.name for s in report.hypotheses} == {"loss", "data_rank", "patch_rank"}
    assert report["differences"].facts["drift"] > 1e-9


def test_a_saddle_reached_exactly_is_not_called_the_limit():
    """L = (ab - 1)² from (1, -1): the flow runs into the saddle 0, where both layers vanish."""
    architecture = Architecture(1, (1, 1), (1, 1))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset([[1.0]], [[1.0]]))
    run = gradient_flow(risk, [1.0, -1.0])
    np.testing.assert_allclose(run.filters[-1], 0.0, atol=1e-6)
    convergence = theory(risk, run)["convergence"]
    assert convergence.status is Status.UNDECIDED
    assert convergence.facts["lowest"] == pytest.approx(-2.0, rel=1e-3)
    assert "rests at a saddle" in convergence.sentence


def test_a_degenerate_saddle_reached_exactly_is_not_called_the_limit_either():
    """L = (abc - 1)² from (1, 1, -1): at 0 the Hessian vanishes with the layers."""
    architecture = Architecture(1, (1, 1, 1), (1, 1, 1))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset([[1.0]], [[1.0]]))
    run = gradient_flow(risk, [1.0, 1.0, -1.0])
    assert np.abs(run.filters[-1]).max() < 1e-3
    assert theory(risk, run)["convergence"].status is Status.UNDECIDED


@pytest.mark.parametrize("widths", [(2, 2), (2, 2, 2)])
def test_start_with_vanishing_layers(widths):
    """w0 = 0 is critical: the flow stays, exactly, and no bound trips over log 0."""
    size = sum(widths) - len(widths) + 1
    architecture = Architecture(size, widths, (1,) * len(widths))
    dataset = Dataset(np.eye(size), np.ones((1, size)))
    risk = EmpiricalRisk(architecture, SquareLoss(), dataset)
    report = theory(risk, gradient_flow(risk, np.zeros(sum(widths))))
    assert report["convergence"].status is Status.HOLDS
    assert "stays there" in report["convergence"].sentence
    assert report["energy"].status is Status.UNDECIDED
    assert report["layers_bounded_sharply"].status is Status.HOLDS


def test_one_layer_and_widths_1(rng):
    """N = 1 has no δ; with widths 1 the polynomials are constants."""
    one = teacher_risk(rng, (3,), (1,), size=5)
    report = theory(one, gradient_flow(one, rng.normal(size=3)))
    assert "nothing to conserve" in report["differences"].sentence
    scalars = teacher_risk(rng, (1, 1, 1), (1, 1, 1), size=1)
    report = theory(scalars, gradient_flow(scalars, [1.0, 0.5, 2.0]))
    assert set(statuses(report).values()) == {Status.HOLDS}


def test_every_status_comes_with_a_sentence_and_where_compared_a_margin(rng):
    risk = teacher_risk(rng)
    report = theory(risk, gradient_flow(risk, rng.normal(size=5)))
    for statement in report.statements:
        assert statement.sentence.endswith(".")
        claim = statement.claim
        assert all((claim.title, claim.source, claim.formula, claim.needs, claim.breaks))
        if not math.isnan(statement.tolerance):
            assert statement.margin >= 0.0
    assert len(report.hypotheses) + len(report.conclusions) == len(report.statements)


def test_curves_follow_the_cursor(rng):
    """Between the times of the run logarithms are linear; bounds that do not exist stay inf."""
    risk = counterexample()
    report = theory(risk, gradient_flow(risk, np.ones(4)))
    curve = report["layers_bounded"].curve
    middle = (curve.times[3] + curve.times[4]) / 2.0
    moved = curve.at([0.0, middle, curve.times[-1]])
    original = curve.values
    np.testing.assert_allclose(moved.values, [original[0], original[3:5].mean(), original[-1]])
    np.testing.assert_array_equal(moved.bound, np.inf)


def test_report_with_a_late_first_frame_counts_from_w0(rng):
    """times=… need not begin at 0: bounds and gradients refer to w0 all the same."""
    risk = teacher_risk(rng)
    w0 = rng.normal(size=5)
    run = gradient_flow(risk, w0, times=[0.5, 1.0, 2.0, 100.0])
    report = theory(risk, run)
    assert report["residual_bound"].facts["first_risk"] == pytest.approx(risk.value(w0))
    first = np.linalg.norm(risk.gradient(w0))
    assert report["convergence"].facts["first"] == pytest.approx(first)
    g = [lemma_3_6(risk, w) for w in (w0, *run.filters)]
    assert g[0] > 1.1 * g[1]  # the first frame is another point
    assert report["filter_bound"].facts["g"] == pytest.approx(g[0], rel=1e-8)
    bounded = report["filter_bounded"]
    assert bounded.tolerance == pytest.approx(g[0], rel=1e-8)
    assert bounded.facts["bound"] == pytest.approx(np.log10(g[0]), rel=1e-8)
    np.testing.assert_allclose(10.0**bounded.curve.bound, g[1:], rtol=1e-8)
