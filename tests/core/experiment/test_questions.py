"""Predictions are held against what the run itself did, by other means than the questions do."""

import dataclasses

import numpy as np
import pytest

import lcn_widgets as lcn
from lcn_widgets.core.experiment import PRESETS, QUESTIONS, Mark, score
from lcn_widgets.core.inputs import InvalidInput


@pytest.fixture(scope="module")
def runs():
    return {preset.name: lcn.run(preset.experiment) for preset in PRESETS}


def layer_norms(run, frame):
    ends = np.cumsum(run.experiment.architecture.widths)[:-1]
    return [float(np.dot(w, w)) for w in np.split(run.trajectory.filters[frame], ends)]


def end_roots(run):
    """Roots of v at the end as eigenvalues of a companion matrix, at infinity as well."""
    v = run.trajectory.final_filters[-1]
    finite = np.roots(v[::-1])
    return [*finite, *[complex(np.inf)] * (len(v) - 1 - len(finite))]


@pytest.mark.parametrize("name", ["first-flow", "filling", "spurious", "unbalanced", "rings"])
def test_along_the_flow_all_squared_norms_change_alike(runs, name):
    run = runs[name]
    changes = np.subtract(layer_norms(run, -1), layer_norms(run, 0))
    np.testing.assert_allclose(changes, changes[0], rtol=1e-6)
    right, wrong = ("grow", "shrink") if changes[0] > 0 else ("shrink", "grow")
    assert score(run, {"norms": right})["norms"].mark is Mark.RIGHT
    assert score(run, {"norms": wrong})["norms"].mark is Mark.WRONG
    assert score(run, {"norms": 1})["norms"].mark is Mark.WRONG
    assert "δ stay" in score(run, {"norms": 1})["norms"].sentence


def test_descent_drifts_and_one_layer_wins(runs):
    run = runs["drifting"]
    changes = np.abs(np.subtract(layer_norms(run, -1), layer_norms(run, 0)))
    winner = int(np.argmax(changes)) + 1
    assert score(run, {"norms": winner})["norms"].mark is Mark.RIGHT
    assert score(run, {"norms": "grow"})["norms"].mark is Mark.WRONG
    assert f"layer {winner}" in score(run, {"norms": "grow"})["norms"].sentence


def test_a_run_that_starts_at_rest_changes_no_norm():
    still = lcn.training.ExplicitFilters(((0.0, 0.0), (0.0, 0.0)))
    experiment = dataclasses.replace(lcn.preset_named("outside").experiment, initialization=still)
    for answer in ("grow", "shrink", "1"):
        told = score(lcn.run(experiment), {"norms": answer})["norms"]
        assert told.mark is Mark.OPEN
        assert "no ‖w⁽ⁱ⁾‖² changed" in told.sentence


def test_a_layer_that_loses_half_of_its_norm_has_changed():
    # ‖w⁽¹⁾‖² falls from 10⁻⁶ to 4·10⁻⁷ beside a layer of 10⁶, in which this drowns
    run = lcn.run(
        lcn.Experiment(
            lcn.Architecture(3, (2, 2), (1, 1)),
            data=lcn.IdentityData(),
            initialization=lcn.PrescribedDifferences(scale=1e-3, differences=(1e6,)),
        )
    )
    assert layer_norms(run, -1)[0] < 0.5 * layer_norms(run, 0)[0]
    told = score(run, {"norms": "grow"})["norms"]
    assert told.mark is not Mark.RIGHT
    assert "no ‖w⁽ⁱ⁾‖²" not in told.sentence


def test_the_error_of_a_solver_is_no_layer_that_wins():
    run = lcn.run(
        lcn.Experiment(
            lcn.Architecture(3, (2, 2), (1, 1)),
            data=lcn.IdentityData(),
            initialization=lcn.NormalInitialization(seed=1, scale=3.0),
            method=lcn.Flow(rtol=1e-2, atol=1e-2),
        )
    )
    first, second = np.subtract(layer_norms(run, -1), layer_norms(run, 0))
    assert first * second < 0.0
    for answer in ("grow", "shrink", "1", "2"):
        assert score(run, {"norms": answer})["norms"].mark is Mark.OPEN


@pytest.mark.parametrize(
    ("name", "truth"),
    [("filling", "yes"), ("rings", "yes"), ("spurious", "no"), ("outside", "no")],
)
def test_the_best_is_that_of_least_squares(runs, name, truth):
    """The oracle solves the normal least squares problem and looks at the end of the run."""
    run = runs[name]
    patches = run.dataset.patch_matrix(run.experiment.architecture)
    outputs = run.dataset.Y.T.ravel()
    best = np.linalg.lstsq(patches, outputs, rcond=None)[0]
    at = [
        float(np.sum((patches @ v - outputs) ** 2))
        for v in (run.trajectory.final_filters[-1], best)
    ]
    assert (truth == "yes") == (at[0] - at[1] < 1e-6 * float(np.sum(outputs**2)))
    assert score(run, {"best": truth})["best"].mark is Mark.RIGHT
    other = {"yes": "no", "no": "yes"}[truth]
    assert score(run, {"best": other})["best"].mark is Mark.WRONG


@pytest.mark.parametrize("name", ["counterexample", "diverging", "not-covered"])
def test_a_run_without_a_limit_decides_nothing(runs, name):
    for answer in ("yes", "no"):
        assert score(runs[name], {"best": answer})["best"].mark is Mark.OPEN


@pytest.mark.parametrize("name", [p.name for p in PRESETS if p.name != "diverging"])
def test_the_true_roots_in_any_order_are_right(runs, name):
    told = score(runs[name], {"roots": end_roots(runs[name])[::-1]})["roots"]
    assert told.mark is Mark.RIGHT
    assert told.distance == pytest.approx(0.0, abs=1e-4)  # multiple roots are only so sharp


def test_roots_are_scored_by_their_mean_distance_on_the_sphere(runs):
    """1 against -1 is half a great circle of the sphere of diameter 1: a chord of length 1."""
    run = runs["outside"]
    double = end_roots(run)[0].real
    opposite = -1.0 / double
    told = score(run, {"roots": [double, opposite]})["roots"]
    assert told.mark is Mark.WRONG
    assert told.distance == pytest.approx(0.5, abs=1e-3)
    near = score(run, {"roots": [double + 0.1, double - 0.1]})["roots"]
    chord = 0.1 / (1.0 + double**2)  # small distances shrink by 1 + x²
    assert near.distance == pytest.approx(chord, rel=0.2)


@pytest.mark.parametrize(
    "predictions",
    [
        {"risk": "yes"},
        {"best": "maybe"},
        {"best": None},
        {"best": ["yes"]},
        {"norms": 3},
        {"norms": 1.5},
        {"norms": "x" * 10_000},
        {"roots": "everywhere"},
        {"roots": [1.0]},
        {"roots": [1.0, float("nan"), 0.0]},
        {"roots": [[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]]},
        {"roots": [1.0, "i", None]},
    ],
)
def test_what_is_no_answer_is_said_in_one_short_sentence(runs, predictions):
    with pytest.raises(InvalidInput) as caught:
        score(runs["spurious"], predictions)
    assert 10 < len(caught.value.sentence) < 160


def test_one_layer_is_not_asked_for_its_norm():
    single = lcn.run(
        dataclasses.replace(
            lcn.preset_named("spurious").experiment,
            architecture=lcn.Architecture(4, (4,), (1,)),
            initialization=lcn.NormalInitialization(),
        )
    )
    asked = [name for name, question in QUESTIONS.items() if question.is_asked_of(single)]
    assert asked == ["roots", "best"]
