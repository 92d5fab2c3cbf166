"""A run holds one consistent result, and its frames show it evenly."""

import csv
import dataclasses
import json
import subprocess
import sys

import numpy as np
import pytest
from margins import at_most

import lcn_widgets
from lcn_widgets.core.data.given import ArrayData, CsvData
from lcn_widgets.core.data.signals import EegData, TerrainData
from lcn_widgets.core.data.synthetic import CounterexampleData, IdentityData, TeacherData
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.run import run
from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.inputs.limits import MAX_DRAWN_FRAMES
from lcn_widgets.core.inputs.message import written
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.losses import LOSSES, LogCoshLoss, SquareLoss
from lcn_widgets.core.training.ending import Outcome
from lcn_widgets.core.training.initialization import ExplicitFilters, NormalInitialization
from lcn_widgets.core.training.methods import Descent, Flow, FlowAndDescent

SMALL = Experiment(Architecture(9, (3, 2), (2, 1)), data=TeacherData(samples=6, noise=0.2))
EXPERIMENTS = {
    "default": Experiment(),
    "small": SMALL,
    "descent": dataclasses.replace(SMALL, method=Descent(2e-3, 5000)),
    "log-cosh": dataclasses.replace(SMALL, loss=LogCoshLoss()),
    "eeg": Experiment(Architecture(12, (2, 2, 2), (1, 1, 2)), data=EegData("next", 30)),
    "growing": Experiment(
        Architecture(4, (2, 2), (2, 1)),
        data=CounterexampleData(),
        initialization=ExplicitFilters(),
        method=Flow(t_max=1e6),
    ),
    "one layer": Experiment(Architecture(6, (3,), (1,))),
    "no roots": Experiment(Architecture(3, (1, 1), (1, 1))),
    "one step": dataclasses.replace(SMALL, method=Descent(1e-3, 1)),
    "at rest": dataclasses.replace(SMALL, initialization=ExplicitFilters([[0, 0, 0], [0, 0]])),
}


@pytest.fixture(scope="module", params=EXPERIMENTS)
def result(request):
    return run(EXPERIMENTS[request.param])


class TestFrames:
    def test_positions_increase_from_0_to_1(self, result):
        frames = result.frames
        count = len(frames.times)
        assert 1 <= count <= MAX_DRAWN_FRAMES
        assert (np.diff(frames.times) > 0).all()
        for positions in (frames.path_positions, frames.log_positions):
            assert positions.shape == (count,)
            assert positions[0] == 0.0
            if count > 1:
                assert (np.diff(positions) > 0).all()
                assert positions[-1] == 1.0

    def test_they_begin_and_end_with_the_trajectory(self, result):
        frames, trajectory = result.frames, result.trajectory
        for row in (0, -1):
            assert frames.times[row] == trajectory.times[row]
            np.testing.assert_array_equal(frames.filters[row], trajectory.filters[row])
            np.testing.assert_allclose(
                frames.gradient_norms[row], trajectory.gradient_norms[row], rtol=1e-12
            )

    def test_every_array_belongs_to_the_filters(self, result):
        frames, architecture = result.frames, result.experiment.architecture
        for row in np.linspace(0, len(frames.times) - 1, 5).astype(int):
            filters = np.split(frames.filters[row], np.cumsum(architecture.widths)[:-1])
            norms = np.array([f @ f for f in filters])
            np.testing.assert_allclose(frames.squared_norms[row], norms)
            np.testing.assert_allclose(frames.norm_differences[row], np.diff(norms), atol=1e-12)
            value = result.risk.value(frames.filters[row])
            assert frames.risks[row] == pytest.approx(value, rel=1e-12)
            for i, (f, S) in enumerate(zip(filters, architecture.exponents, strict=True)):
                for z in frames.roots[row, result.root_paths.layer == i]:
                    if np.isfinite(z) and np.any(f):
                        terms = f * z ** (S * np.arange(len(f)))
                        size = np.abs(terms).sum()
                        assert abs(terms.sum()) == pytest.approx(0.0, abs=1e-7 * size)

    def test_arrays_are_named_and_real(self, result):
        arrays, count = result.frames.arrays(), len(result.frames.times)
        architecture = result.experiment.architecture
        sizes = {
            **dict.fromkeys(["times", "path_positions", "log_positions", "risks"], ()),
            **dict.fromkeys(["risk_gaps", "gradient_norms"], ()),
            "filters": (architecture.parameter_count,),
            "final_filters": (architecture.final_width,),
            **dict.fromkeys(["squared_norms", "layer_slopes"], (architecture.depth,)),
            "norm_differences": (architecture.depth - 1,),
            "drifts": (architecture.depth - 1,),
            "roots_re": (sum(architecture.degrees),),
            "roots_im": (sum(architecture.degrees),),
        }
        assert {name: a.shape for name, a in arrays.items()} == {
            name: (count, *size) for name, size in sizes.items()
        }
        assert {a.dtype for a in arrays.values()} == {np.dtype(np.float64)}
        for name, array in arrays.items():
            assert not np.isnan(array).any()
            if not name.startswith("roots"):
                assert np.isfinite(array).all()
        assert (arrays["risk_gaps"] >= 0).all()

    def test_the_picture_moves_evenly(self):
        frames = run(Experiment()).frames
        assert np.diff((frames.path_positions + frames.log_positions) / 2).max() < 0.01
        length = np.linalg.norm(np.diff(frames.filters, axis=0), axis=1)
        assert length.max() < 0.02 * length.sum()

    def test_a_root_that_passes_infinity_is_followed(self):
        roots = run(Experiment()).frames.roots
        # on the Riemann sphere no root jumps, though some run through infinity
        with np.errstate(over="ignore", invalid="ignore"):
            a, b = roots[1:], roots[:-1]
            chord = np.abs(a - b) / np.sqrt((1 + np.abs(a) ** 2) * (1 + np.abs(b) ** 2))
        assert np.nanmax(chord) < 0.15
        assert np.abs(roots).max() > 10

    def test_the_gap_is_right_far_below_the_rounding_of_the_risk(self):
        # L = 1e10 + (v - 1)² with one input: the risk itself has no digits left for the gap
        data = ArrayData([[1.0, 0.0]], [[1.0, 1e5]])
        experiment = Experiment(
            Architecture(1, (1,), (1,)), data=data, initialization=ExplicitFilters([[0.5]])
        )
        result = run(experiment)
        assert result.best_risk == 1e10
        errors = (result.frames.filters[:, 0] - 1.0) ** 2
        np.testing.assert_allclose(result.frames.risk_gaps, errors, rtol=1e-6)
        assert result.risk_gaps[-1] == pytest.approx(0.0, abs=1e-12)

    def test_added_frames_follow_a_stiff_flow(self):
        result = run(EXPERIMENTS["growing"])
        late = result.frames.times > 10.0
        assert (np.diff(np.linalg.norm(result.frames.filters[late], axis=1)) > 0).all()
        assert (np.diff(result.frames.gradient_norms[late]) < 0).all()


class TestReference:
    @pytest.mark.parametrize(
        ("data", "label"),
        [
            (TeacherData(), "teacher"),
            (IdentityData(), "target"),
            (TerrainData("blur"), "binomial blur"),
            (EegData("derivative"), "derivative"),
        ],
    )
    def test_a_known_filter_is_the_reference(self, data, label):
        architecture = Architecture(9, (3, 2), (2, 1))
        result = run(Experiment(architecture, data=data, method=Descent(1e-6, 1)))
        assert str(result.reference_label) == label
        np.testing.assert_array_equal(result.reference, data.target_filter(architecture))
        assert result.best_risk == pytest.approx(0.0, abs=1e-12)

    def test_otherwise_least_squares_is(self):
        result = run(Experiment(Architecture(12, (3, 2), (1, 1)), data=EegData("next")))
        P = result.dataset.patch_matrix(result.experiment.architecture)
        y = result.dataset.targets(result.experiment.architecture)
        v, least, *_ = np.linalg.lstsq(P, y)
        assert str(result.reference_label) == "least-squares filter"
        np.testing.assert_allclose(result.reference, v, atol=1e-10)
        assert result.best_risk == pytest.approx(float(least[0]), rel=1e-10)

    @pytest.mark.parametrize(
        ("samples", "loss", "label"),
        [
            (1, SquareLoss(), "a least-squares filter"),
            (9, LogCoshLoss(), "filter of least risk"),
            (1, LogCoshLoss(), "a filter of least risk"),
        ],
    )
    def test_one_of_several_filters_is_called_so(self, samples, loss, label):
        """One constant sample leaves P with rank 1; nine samples in general position do not."""
        X = np.ones((9, 1)) if samples == 1 else np.random.default_rng(0).normal(size=(9, 9))
        data = ArrayData(X.tolist(), np.ones((3, samples)).tolist())
        result = run(Experiment(SMALL.architecture, loss, data, method=Descent(1e-6, 1)))
        assert (result.risk.shortage is None) == (samples > 1)
        assert str(result.reference_label) == label

    def test_its_roots_are_those_of_its_polynomial(self):
        """The teacher 2x - 3x² + x³ of width 5 has the roots 0, 1, 2 and one at infinity."""
        data = TeacherData(samples=6, teacher=(0.0, 2.0, -3.0, 1.0, 0.0))
        result = run(dataclasses.replace(SMALL, data=data, method=Descent(1e-6, 1)))
        found = sorted(result.reference_roots, key=abs)
        np.testing.assert_allclose(found[:3], [0.0, 1.0, 2.0], atol=1e-12)
        assert np.isinf(found[3])

    @pytest.mark.parametrize("kind", LOSSES)
    def test_no_filter_is_better_than_the_best(self, kind):
        result = run(dataclasses.replace(SMALL, loss=LOSSES[kind](), method=Descent(1e-4, 50)))
        rng = np.random.default_rng(0)
        width = result.experiment.architecture.final_width
        for scale in (1e-3, 1e-1, 1.0):
            for _ in range(20):
                v = result.risk.best_filter + scale * rng.standard_normal(width)
                assert at_most(result.best_risk, result.risk.filter_value(v), abs=1e-6)
        assert (result.risk_gaps >= 0).all()


class TestSummary:
    def test_a_converged_flow(self):
        result = run(SMALL)
        fallen, drift = result.trajectory.ending.gradient_ratio, np.abs(result.trajectory.drifts)
        assert fallen <= result.experiment.method.gradient_tol
        assert at_most(drift.max(), 0.0, abs=1e-10)
        assert result.summary().split("; ") == [
            f"converged at t = {result.trajectory.times[-1]:.3g}",
            f"risk {result.risk.value(result.trajectory.filters[-1]):.4g}",
            f"gradient {written(fallen, 1)} of its start",
            f"δ drifted by {written(drift.max(), 1)}",
        ]

    @pytest.mark.parametrize(
        ("method", "status", "remedy"),
        [
            (Flow(t_max=1e-4), Outcome.TIME_LIMIT, "raise the time limit"),
            (Descent(1e-4, 3), Outcome.STEP_LIMIT, "more steps"),
            (Descent(10.0, 100), Outcome.DIVERGED, "smaller steps"),
        ],
    )
    def test_another_outcome_says_what_to_do(self, method, status, remedy):
        result = run(dataclasses.replace(SMALL, method=method))
        assert result.trajectory.status is status
        assert remedy in result.summary()
        assert "converged" not in result.summary()
        assert f"risk {written(result.trajectory.risks[-1], 4)}" in result.summary()

    def test_two_methods_are_summed_up_one_after_the_other(self):
        both = run(dataclasses.replace(SMALL, method=FlowAndDescent(1e-4, 3)))
        alone = [run(dataclasses.replace(SMALL, method=m)) for m in (Flow(), Descent(1e-4, 3))]
        flow, descent = (result.summary() for result in alone)
        assert both.summary() == f"Gradient flow: {flow}. Gradient descent: {descent}"
        assert both.method.label == "Gradient flow"
        np.testing.assert_array_equal(
            both.comparison.trajectory.filters, alone[1].trajectory.filters
        )

    @pytest.mark.parametrize("name", EXPERIMENTS)
    def test_it_is_sent_as_ids_and_numbers(self, name):
        sent = json.loads(json.dumps(run(EXPERIMENTS[name]).summary_message.to_dict()))
        while "summary" in sent["values"]:
            sent = sent["values"]["summary"]
        assert sent["id"].startswith("experiment.summary")
        assert sent["values"]["ending"]["id"].startswith("training.")
        assert isinstance(sent["values"]["risk"], float)

    def test_a_start_at_rest(self):
        result = run(EXPERIMENTS["at rest"])
        assert result.summary().startswith("converged at t = 0; risk ")
        assert "gradient 0" in result.summary()
        assert len(result.frames.times) == 1

    def test_one_layer_has_no_differences(self):
        assert "δ" not in run(EXPERIMENTS["one layer"]).summary()


class TestSaving:
    def test_npz_holds_the_run_and_its_experiment(self, tmp_path):
        result = run(SMALL)
        with np.load(result.save(tmp_path / "run.npz"), allow_pickle=False) as archive:
            assert Experiment.from_dict(json.loads(str(archive["experiment"]))) == SMALL
            np.testing.assert_array_equal(archive["filters"], result.trajectory.filters)
            np.testing.assert_array_equal(archive["times"], result.trajectory.times)
            np.testing.assert_array_equal(archive["roots"], result.root_paths.roots)
            np.testing.assert_array_equal(archive["Y"], result.dataset.Y)
            assert str(archive["summary"]) == result.summary()

    def test_csv_holds_one_exact_row_a_time(self, tmp_path):
        result = run(SMALL)
        with open(result.save(str(tmp_path / "run.csv")), newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == [
            *["time", "risk", "gradient_norm", "w1_1", "w1_2", "w1_3", "w2_1", "w2_2"],
            *["v_1", "v_2", "v_3", "v_4", "v_5", "delta_1"],
        ]
        table = np.array([[float(cell) for cell in row.values()] for row in rows])
        np.testing.assert_array_equal(table[:, 0], result.trajectory.times)
        np.testing.assert_array_equal(table[:, 3:8], result.trajectory.filters)
        np.testing.assert_array_equal(table[:, 8:13], result.trajectory.final_filters)

    def test_other_names_are_refused(self, tmp_path):
        with pytest.raises(InvalidInput, match=r"end the name in \.npz or \.csv"):
            run(SMALL).save(tmp_path / "run.mat")
        assert not list(tmp_path.iterdir())


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"data": CounterexampleData()}, "data.kind"),
            ({"data": CsvData("1,2\n")}, "data.text"),
            ({"data": ArrayData([[1.0]], [[1.0]])}, "data.X"),
            ({"data": TeacherData(teacher=(1.0,))}, "data.teacher"),
            ({"initialization": ExplicitFilters([[1.0]])}, "initialization.values"),
            ({"initialization": ExplicitFilters([[1e200] * 3, [1e200] * 2])}, "initialization"),
        ],
    )
    def test_parts_that_do_not_fit_each_other(self, change, field):
        with pytest.raises(InvalidInput) as caught:
            run(dataclasses.replace(SMALL, **change))
        assert caught.value.field == field
        assert "\n" not in str(caught.value)

    def test_a_wide_experiment_runs(self):
        architecture = Architecture(128, (16, 16), (7, 1))
        data = TeacherData(samples=100)
        result = run(Experiment(architecture, SquareLoss(), data, method=Descent(1e-6, 5)))
        assert result.frames.roots.shape[1] == 15 + 7 * 15

    def test_more_data_than_a_loss_can_look_at_in_every_step(self):
        many = dataclasses.replace(
            SMALL, data=TeacherData(samples=30_000), method=Descent(1e-9, 1), loss=SquareLoss()
        )
        assert run(many).dataset.samples == 30_000
        with pytest.raises(InvalidInput, match="use at most 26666, or the square loss") as caught:
            run(dataclasses.replace(many, loss=LogCoshLoss()))
        assert caught.value.suggestions == (26666,)


def test_the_same_experiment_gives_the_same_run():
    first, second = run(SMALL), run(SMALL)
    np.testing.assert_array_equal(first.frames.filters, second.frames.filters)
    np.testing.assert_array_equal(first.frames.roots, second.frames.roots)


def test_a_new_seed_gives_another_run_and_the_old_one_comes_back():
    first = run(SMALL)
    other = run(dataclasses.replace(SMALL, initialization=NormalInitialization(seed=1)))
    assert not np.allclose(first.trajectory.filters[0], other.trajectory.filters[0])
    np.testing.assert_array_equal(run(SMALL).trajectory.filters, first.trajectory.filters)


class TestPublicNames:
    def test_the_contract(self):
        names = {
            *["Architecture", "SquareLoss", "LpLoss", "PseudoHuberLoss", "GeneralizedHuberLoss"],
            *["LogCoshLoss", "AbsoluteLoss", "HuberLoss", "Dataset", "EmpiricalRisk"],
            *["gradient_flow", "gradient_descent", "Trajectory", "track_roots", "RootPaths"],
            *["Experiment", "run", "Run", "Explorer", "InvalidInput"],
        }
        assert names <= set(lcn_widgets.__all__)
        for name in set(lcn_widgets.__all__) - {"Explorer"}:
            assert getattr(lcn_widgets, name) is getattr(lcn_widgets.core, name)

    def test_the_interface_is_imported_when_it_is_asked_for(self):
        program = (
            "import sys, lcn_widgets\n"
            "heavy = {'matplotlib', 'ipywidgets', 'anywidget', 'traitlets', 'IPython'}\n"
            "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
            "assert lcn_widgets.run(lcn_widgets.Experiment()).frames\n"
            "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
        )
        subprocess.run([sys.executable, "-c", program], check=True)

    def test_unknown_names_are_unknown(self):
        with pytest.raises(AttributeError, match="no attribute 'Exploder'"):
            lcn_widgets.Exploder  # noqa: B018
