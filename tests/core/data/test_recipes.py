"""Data: what a patch is, what each source promises, and what is refused."""

import subprocess
import sys

import numpy as np
import pytest
from margins import at_most
from matplotlib import cbook

from lcn_widgets.core.data.given import ArrayData, CsvData
from lcn_widgets.core.data.signals import EegData, TerrainData
from lcn_widgets.core.data.sources import DATA
from lcn_widgets.core.data.synthetic import CounterexampleData, IdentityData, TeacherData
from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.inputs.limits import EXPERIMENT_INPUTS, MAX_TEXT
from lcn_widgets.core.inputs.recipe import parameters
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import SquareLoss

ARCHITECTURES = [
    Architecture(6, (3, 2), (1, 1)),
    Architecture(17, (3, 2), (2, 3)),
    Architecture(5, (5,), (1,)),
    Architecture(14, (2, 2, 2), (2, 1, 2)),
]


def loop_outputs(architecture, v, x):
    """Outputs of the filter v on the sample x, written as the definition says."""
    return [
        sum(v[n] * x[j * architecture.final_stride + n] for n in range(len(v)))
        for j in range(architecture.dims[-1])
    ]


class TestDataset:
    @pytest.mark.parametrize("architecture", ARCHITECTURES)
    def test_patch_matrix_times_v_is_the_network_on_every_sample(self, architecture):
        rng = np.random.default_rng(1)
        X = rng.standard_normal((architecture.dims[0], 4))
        Y = rng.standard_normal((architecture.dims[-1], 4))
        v = rng.standard_normal(architecture.final_width)
        dataset = Dataset(X, Y)
        expected = np.concatenate([loop_outputs(architecture, v, x) for x in X.T])
        np.testing.assert_allclose(dataset.patch_matrix(architecture) @ v, expected, atol=1e-13)
        np.testing.assert_array_equal(dataset.targets(architecture), np.concatenate(list(Y.T)))

    @pytest.mark.parametrize(
        ("X", "Y", "words"),
        [
            ([[1.0, 2.0]], [[1.0]], "2 samples"),
            ([1.0, 2.0], [[1.0]], "2 axes"),
            (np.zeros((3, 0)), np.zeros((1, 0)), "empty"),
            ([[1.0, np.nan]], [[1.0, 1.0]], "finite"),
            ([[1.0, np.inf]], [[1.0, 1.0]], "finite"),
            ([["a", "b"]], [[1.0, 1.0]], "real numbers"),
            ([[1.0, 2.0], [1.0]], [[1.0, 1.0]], "real numbers"),
            ([[1j]], [[1.0]], "real numbers"),
        ],
    )
    def test_refuses_arrays_that_are_not_data(self, X, Y, words):
        with pytest.raises(InvalidInput, match=words) as caught:
            Dataset(X, Y)
        assert caught.value.field.startswith("data.")

    def test_refuses_wrong_sizes_with_the_shape_that_works(self):
        dataset = Dataset(np.ones((5, 3)), np.ones((3, 3)))
        with pytest.raises(InvalidInput, match=r"X of shape \(6, 3\)"):
            dataset.patch_matrix(Architecture(6, (3, 2), (1, 1)))


class TestTeacher:
    @pytest.mark.parametrize("architecture", ARCHITECTURES)
    @pytest.mark.parametrize("draw", ["filter", "network"])
    def test_without_noise_the_outputs_are_the_teachers(self, architecture, draw):
        recipe = TeacherData(samples=7, seed=3, draw=draw)
        dataset, v = recipe.build(architecture), recipe.target_filter(architecture)
        expected = np.transpose([loop_outputs(architecture, v, x) for x in dataset.X.T])
        np.testing.assert_allclose(dataset.Y, expected, atol=1e-13)

    def test_the_noise_has_its_size_and_leaves_everything_else(self):
        architecture = ARCHITECTURES[0]
        clean = TeacherData(samples=100_000, seed=5).build(architecture)
        noisy = TeacherData(samples=100_000, seed=5, noise=0.3).build(architecture)
        np.testing.assert_array_equal(clean.X, noisy.X)
        assert np.std(noisy.Y - clean.Y) == pytest.approx(0.3, rel=0.02)
        assert np.std(clean.X) == pytest.approx(1.0, rel=0.02)

    def test_more_samples_keep_the_first_ones(self):
        architecture = ARCHITECTURES[1]
        few = TeacherData(samples=5, noise=0.1).build(architecture)
        many = TeacherData(samples=9, noise=0.1).build(architecture)
        np.testing.assert_array_equal(many.X[:, :5], few.X)
        np.testing.assert_array_equal(many.Y[:, :5], few.Y)

    def test_a_given_teacher_is_used(self):
        architecture = Architecture(5, (2, 2), (1, 1))
        recipe = TeacherData(teacher=[1, -2, 1])
        np.testing.assert_array_equal(recipe.target_filter(architecture), [1.0, -2.0, 1.0])

    def test_a_network_teacher_of_even_widths_has_real_roots(self):
        # [KMMT 4.1]: widths (2,2) reach only filters with two real roots
        architecture = Architecture(5, (2, 2), (1, 1))
        for seed in range(20):
            v = TeacherData(seed=seed, draw="network").target_filter(architecture)
            assert at_most(4 * v[0] * v[2], v[1] ** 2, abs=1e-12)

    def test_a_teacher_of_the_wrong_width_names_the_width(self):
        with pytest.raises(InvalidInput, match="k_v = 4") as caught:
            TeacherData(teacher=(1.0, 2.0)).build(Architecture(6, (3, 2), (1, 1)))
        assert caught.value.field == "data.teacher"
        assert caught.value.suggestions == ((1.0, 2.0, 0.0, 0.0),)


class TestIdentity:
    @pytest.mark.parametrize("architecture", ARCHITECTURES)
    def test_the_risk_is_the_squared_distance_to_the_teacher(self, architecture):
        recipe = IdentityData(seed=2)
        u = recipe.target_filter(architecture)
        risk = EmpiricalRisk(architecture, SquareLoss(), recipe.build(architecture))
        rng = np.random.default_rng(0)
        for _ in range(5):
            v = rng.standard_normal(architecture.final_width)
            assert risk.filter_value(v) == pytest.approx(np.sum((v - u) ** 2), rel=1e-12)

    def test_the_standard_experiment_has_X_the_identity(self):
        dataset = IdentityData(teacher=[1.0, 2.0, 3.0]).build(Architecture(3, (2, 2), (1, 1)))
        np.testing.assert_array_equal(dataset.X, np.eye(3))
        np.testing.assert_array_equal(dataset.Y, [[1.0, 2.0, 3.0]])


class TestCounterexample:
    def test_the_risk_is_the_one_of_the_counterexample(self):
        architecture = Architecture(4, (2, 2), (2, 1))
        risk = EmpiricalRisk(architecture, SquareLoss(), CounterexampleData().build(architecture))
        v = np.array([0.3, -1.2, 2.0, 5.0])
        expected = v[0] ** 2 + (v[1] - 1) ** 2 + (v[2] - 1) ** 2
        assert risk.filter_value(v) == pytest.approx(expected, rel=1e-12)
        assert risk.patch_rank == 3

    def test_other_networks_are_refused(self):
        with pytest.raises(InvalidInput, match=r"widths \(2,2\) and strides \(2,1\)"):
            CounterexampleData().build(Architecture(6, (2, 2), (2, 1)))


class TestSignals:
    def test_the_slopes_are_those_of_the_terrain(self):
        elevation = cbook.get_sample_data("jacksboro_fault_dem.npz")["elevation"].astype(float)
        slopes = np.diff(elevation, axis=1)
        record = TerrainData().record()
        np.testing.assert_allclose(record, (slopes - slopes.mean()) / slopes.std(), atol=1e-12)
        heights = TerrainData(signal="elevation").record()
        assert heights.shape == (344, 403)
        assert heights.mean() == pytest.approx(0.0, abs=1e-12)
        assert heights.std() == pytest.approx(1.0)

    def test_the_eeg_has_four_channels(self):
        with cbook.get_sample_data("eeg.dat") as file:
            values = np.frombuffer(file.read(), dtype=float).reshape(800, 4)
        record = EegData().record()
        np.testing.assert_allclose(np.corrcoef(record[2], values[:, 2])[0, 1], 1.0)
        assert record.shape == (4, 800)

    @pytest.mark.parametrize("recipe", [TerrainData, EegData])
    @pytest.mark.parametrize("architecture", ARCHITECTURES)
    def test_the_next_value_is_the_one_after_the_window(self, recipe, architecture):
        recipe = recipe(target="next", samples=50)
        record, dataset = recipe.record(), recipe.build(architecture)
        k_v, s_v, d_0 = architecture.final_width, architecture.final_stride, architecture.dims[0]
        places = {
            tuple(row[i : i + d_0]): row[i : i + d_0 + 1]
            for row in record
            for i in range(len(row) - d_0)
        }
        for x, y in zip(dataset.X.T, dataset.Y.T, strict=True):
            window = places[tuple(x)]
            assert list(y) == [window[j * s_v + k_v] for j in range(architecture.dims[-1])]

    @pytest.mark.parametrize(
        ("target", "roots"), [("blur", [-1, -1, -1, -1]), ("derivative", [-1, -1, -1, 1])]
    )
    def test_targets_are_filters_with_known_roots_and_outputs_of_order_one(self, target, roots):
        architecture = Architecture(8, (2, 2, 2, 2), (1, 1, 1, 1))
        recipe = TerrainData(target=target)
        v, dataset = recipe.target_filter(architecture), recipe.build(architecture)
        np.testing.assert_allclose(v / v[-1], np.poly(roots)[::-1], atol=1e-12)
        assert np.sqrt(np.mean(dataset.Y**2)) == pytest.approx(1.0)
        expected = np.transpose([loop_outputs(architecture, v, x) for x in dataset.X.T])
        np.testing.assert_allclose(dataset.Y, expected, atol=1e-12)

    def test_elevations_are_badly_conditioned_and_slopes_are_not(self):
        architecture = Architecture(32, (3, 3), (1, 1))
        conditions = {}
        for name in ("elevation", "slope"):
            data = TerrainData(signal=name, samples=500).build(architecture)
            conditions[name] = np.linalg.cond(data.patch_matrix(architecture))
        assert conditions["slope"] < 15
        assert conditions["elevation"] > 20 * conditions["slope"]

    def test_too_long_inputs_and_too_many_windows_are_refused(self):
        with pytest.raises(InvalidInput, match="at most 401") as caught:
            TerrainData().build(Architecture(402, (2,), (1,)))
        assert caught.value.field == "input_dim"
        with pytest.raises(InvalidInput, match="use at most 8 samples") as caught:
            EegData(samples=100).build(Architecture(798, (2,), (1,)))
        assert caught.value.suggestions == (8,)

    def test_no_derivative_of_a_single_value(self):
        with pytest.raises(InvalidInput, match="derivative"):
            EegData(target="derivative").build(Architecture(3, (1,), (1,)))

    def test_signals_are_found_without_importing_matplotlib(self):
        program = (
            "import sys; from lcn_widgets.core.data.signals import EegData, TerrainData\n"
            "assert TerrainData().record().size and EegData().record().size\n"
            "assert 'matplotlib' not in sys.modules"
        )
        subprocess.run([sys.executable, "-c", program], check=True)

    def test_a_missing_file_is_one_sentence(self, monkeypatch):
        from lcn_widgets.core.data import signals

        signals._eeg.cache_clear()
        monkeypatch.setattr(signals.importlib.util, "find_spec", lambda name: None)
        with pytest.raises(InvalidInput, match=r"eeg\.dat"):
            EegData().build(Architecture(3, (2,), (1,)))


class TestCsv:
    architecture = Architecture(3, (2, 2), (1, 1))

    @pytest.mark.parametrize(
        "text",
        [
            "1,2,3,4\n5,6,7,8\n",
            "a,b,c,y\n1,2,3,4\n5,6,7,8",
            "1;2;3;4\r\n5;6;7;8\r\n",
            "1\t2\t3\t4\n\n5\t6\t7\t8\n\n",
            "\ufeff 1 , 2 , 3 , 4 \n 5e0 , 6. , +7 , 8",
        ],
    )
    def test_rows_are_samples_inputs_first(self, text):
        dataset = CsvData(text).build(self.architecture)
        np.testing.assert_array_equal(dataset.X, [[1, 5], [2, 6], [3, 7]])
        np.testing.assert_array_equal(dataset.Y, [[4, 8]])

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("1,2,3,4\n5,6,7\n", "row 2 .* 3 cells: .* 4 in all"),
            ("1,2,3,4,5\n", "row 1 .* 5 cells"),
            ("x,y,z,t\n\n1,2,3,4\n1,two,3,4\n", "row 4, column 2 .* 'two'"),
            ("1,2,3,nan\n", "row 1, column 4"),
            ("1,2,3,4\n1,inf,3,4", "row 2, column 2"),
            ("1,2,,4\n", "row 1, column 3 .* ''"),
            ("", "choose a file .* 3 inputs and 1 outputs"),
            ("a,b,c,d\n", "no numbers"),
            ("\x00\x01\x02", "no numbers"),
        ],
    )
    def test_bad_rows_are_named(self, text, words):
        with pytest.raises(InvalidInput, match=words) as caught:
            CsvData(text).build(self.architecture)
        assert caught.value.field == "data.text"

    def test_a_long_file_is_refused_before_it_is_read(self):
        with pytest.raises(InvalidInput, match="100 million characters"):
            CsvData("1,2,3,4\n" * (100 * MAX_TEXT // 8))

    def test_a_file_must_be_text(self):
        with pytest.raises(InvalidInput, match="not a text"):
            CsvData(b"1,2,3,4")


class TestArrays:
    def test_arrays_are_kept(self):
        X, Y = np.arange(6.0).reshape(3, 2), [[1, 2]]
        dataset = ArrayData(X, Y).build(Architecture(3, (2, 2), (1, 1)))
        np.testing.assert_array_equal(dataset.X, X)
        np.testing.assert_array_equal(dataset.Y, Y)

    @pytest.mark.parametrize(
        ("X", "Y", "words"),
        [
            ([[1, 2], [3]], [[1, 2]], "row 2 of X has 1 numbers"),
            ([[1, np.nan]], [[1, 2]], "entry 2 of row 1 of X nan is not finite"),
            ([[1, "a"]], [[1, 2]], "entry 2 of row 1 of X 'a' is not a number"),
            (3, [[1]], "not a list of rows"),
            ([3], [[1]], "not a list of numbers"),
        ],
    )
    def test_bad_arrays_are_refused(self, X, Y, words):
        with pytest.raises(InvalidInput, match=words):
            ArrayData(X, Y)

    def test_empty_arrays_are_refused(self):
        with pytest.raises(InvalidInput, match="type X with 3 rows and Y with 1"):
            ArrayData().build(Architecture(3, (2, 2), (1, 1)))


@pytest.mark.parametrize("kind", DATA)
def test_the_same_recipe_makes_the_same_data(kind):
    architecture = Architecture(4, (2, 2), (2, 1))
    recipe = DATA[kind]()
    if kind == "csv":
        recipe = CsvData("1,2,3,4,5")
    if kind == "arrays":
        recipe = ArrayData(np.ones((4, 2)), np.ones((1, 2)))
    first, second = recipe.build(architecture), recipe.build(architecture)
    np.testing.assert_array_equal(first.X, second.X)
    np.testing.assert_array_equal(first.Y, second.Y)
    assert recipe.kind == kind
    assert recipe.label
    assert recipe.note


def test_parameters_that_share_a_name_are_the_same_control():
    seen = {}
    for recipe in DATA.values():
        for name, described in parameters(recipe).items():
            alike = (described.type, described.default, described.minimum, described.maximum)
            assert seen.setdefault(name, alike) == alike
            assert described.help


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"samples": 0}, "samples 0 is outside"),
        ({"samples": 2.5}, "not a whole number"),
        ({"samples": "many"}, "not a whole number"),
        ({"samples": 10**12}, "nearest that works is 100000"),
        ({"noise": -1}, "too small"),
        ({"noise": float("nan")}, "not finite"),
        ({"seed": -1}, "outside"),
        ({"seed": None}, "not a whole number"),
        ({"draw": "any"}, "not known: use one of 'filter', 'network'"),
        ({"draw": 3}, "not a text"),
        ({"teacher": 3}, "not a list of numbers"),
        ({"teacher": [1, None]}, "entry 2 of target None is not a number"),
    ],
)
def test_bad_parameters_are_refused_by_name(arguments, words):
    with pytest.raises(InvalidInput, match=words) as caught:
        TeacherData(**arguments)
    assert caught.value.field == f"data.{next(iter(arguments))}"


@pytest.mark.parametrize("kind", ["teacher", "identity", "terrain"])
def test_data_that_would_burst_memory_are_refused_before_they_are_made(kind):
    architecture = Architecture(100_000, (2,), (1,))
    recipe = IdentityData() if kind == "identity" else DATA[kind](samples=100_000)
    with pytest.raises(InvalidInput, match="too many here: use at most"):
        recipe.build(architecture)
    assert architecture.dims[0] * 100_000 > EXPERIMENT_INPUTS
