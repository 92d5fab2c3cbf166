"""Experiments: one description, written and read without loss, and refused by name."""

import contextlib
import dataclasses
import json
import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lcn_widgets
from lcn_widgets.core.data.given import ArrayData, CsvData
from lcn_widgets.core.data.signals import TerrainData
from lcn_widgets.core.data.sources import DATA
from lcn_widgets.core.experiment.experiment import VERSION, Experiment
from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.inputs.recipe import Parameter, parameters
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.losses import LOSSES, LpLoss, SquareLoss
from lcn_widgets.core.training.flow import gradient_flow
from lcn_widgets.core.training.initialization import INITIALIZATIONS, ExplicitFilters, FromRoots
from lcn_widgets.core.training.methods import METHODS, Descent, Flow

PARTS = {"loss": LOSSES, "data": DATA, "initialization": INITIALIZATIONS, "method": METHODS}


def through_json(experiment):
    text = json.dumps(experiment.to_dict(), allow_nan=False)
    return Experiment.from_dict(json.loads(text))


def changed(path, value):
    """The default experiment as a dictionary, with one value changed."""
    description = Experiment().to_dict()
    *outer, last = path.split(".")
    place = description
    for key in outer:
        place = place[key]
    place[last] = value
    return description


class TestRoundTrip:
    def test_the_default(self):
        assert through_json(Experiment()) == Experiment()
        assert Experiment().to_dict()["version"] == VERSION == 1

    @pytest.mark.parametrize(
        ("part", "kind"), [(part, kind) for part, registry in PARTS.items() for kind in registry]
    )
    def test_every_kind_of_every_part(self, part, kind):
        experiment = Experiment(**{part: PARTS[part][kind]()})
        assert through_json(experiment) == experiment
        assert experiment.to_dict()[part]["kind"] == kind
        lines, names = experiment.to_python(), {}
        exec(lines[: lines.index("result =")], names)
        assert names["experiment"] == experiment

    @given(
        st.lists(
            st.complex_numbers(max_magnitude=1e149, allow_nan=False) | st.just(complex("inf")),
            max_size=5,
        ),
        st.floats(1e-6, 1e3),
    )
    def test_roots_are_written_exactly(self, roots, scale):
        experiment = Experiment(initialization=FromRoots([roots, []], scale))
        assert through_json(experiment) == experiment

    @given(st.lists(st.lists(st.floats(-1e300, 1e300), max_size=3), max_size=3), st.floats(1, 64))
    def test_numbers_are_written_exactly(self, filters, p):
        experiment = Experiment(loss=LpLoss(p), initialization=ExplicitFilters(filters))
        assert through_json(experiment) == experiment

    def test_data_of_the_user(self):
        for data in (CsvData("a;b\n1;2\n"), ArrayData([[1, 2], [3, 4]], [[5, 6]])):
            experiment = Experiment(Architecture(2, (2,), (1,)), data=data)
            assert through_json(experiment) == experiment

    @pytest.mark.parametrize("kind", INITIALIZATIONS)
    def test_the_python_makes_the_same_experiment(self, kind):
        experiment = Experiment(
            Architecture(20, (4, 3), (2, 1)),
            LpLoss(6),
            TerrainData("derivative", "elevation", 12),
            INITIALIZATIONS[kind]() if kind != "roots" else FromRoots("1+2i, 1-2i, inf\n-1, 0.1"),
            Descent(1e-4, 10, 1e-3),
        )
        lines = experiment.to_python()
        names = {}
        exec(lines[: lines.index("result =")], names)
        assert names["experiment"] == experiment
        assert names["run"] is lcn_widgets.run

    def test_parameters_left_out_have_their_defaults(self):
        description = Experiment().to_dict()
        description["data"] = {"kind": "terrain", "samples": 7}
        assert Experiment.from_dict(description).data == TerrainData(samples=7)

    def test_it_can_be_hashed_and_sent_to_another_process(self):
        experiment = Experiment()
        assert pickle.loads(pickle.dumps(experiment)) == experiment
        assert hash(through_json(experiment)) == hash(experiment)
        with pytest.raises(dataclasses.FrozenInstanceError):
            experiment.loss = SquareLoss()


class TestRefusals:
    @pytest.mark.parametrize(
        ("path", "value", "field", "words"),
        [
            ("version", None, "version", 'no version: add "version": 1'),
            ("version", 2, "version", "has version 2 .* update lcn_widgets"),
            ("version", "1", "version", "version '1' is not one"),
            ("version", 0, "version", "version 0 is not one"),
            ("version", True, "version", "version True is not one"),
            ("solver", "auto", "", "experiment has no 'solver'"),
            ("data.sample", 3, "data", "data has no 'sample': it has kind, samples"),
            ("data.samples", "3", "data.samples", "samples '3' is not a whole number"),
            ("data.samples", 3.5, "data.samples", "nearest that works is 4"),
            ("data.samples", 10**9, "data.samples", "nearest that works is 100000"),
            ("data.kind", "mnist", "data.kind", "'mnist' is not known: use one of teacher"),
            ("data.kind", ["teacher"], "data.kind", "not known"),
            ("data", [], "data", "not a dictionary"),
            ("loss", None, "loss", "not a dictionary"),
            ("loss", {}, "loss.kind", "None is not known"),
            ("loss", {"kind": "lp", "p": 0.5}, "loss.p", "smallest that works is 1"),
            ("loss", {"kind": "huber", "delta": 0}, "loss.delta", "greater than 0"),
            ("loss", {"kind": "log_cosh", "alpha": -1}, "loss.alpha", "greater than 0"),
            (
                "loss",
                {"kind": "generalized_huber", "beta": -2},
                "loss.beta",
                "greater than −2",
            ),
            ("initialization.seed", -1, "initialization.seed", "nearest that works is 0"),
            ("initialization.seed", 2**60, "initialization.seed", "outside"),
            ("initialization.scale", 0, "initialization.scale", "smallest that works"),
            ("method.t_max", 0, "method.t_max", "greater than 0"),
            ("method.t_max", -1.0, "method.t_max", "greater than 0"),
            ("method.t_max", 1e300, "method.t_max", "largest that works is 10¹⁵"),
            ("method.solver", "Euler", "method.solver", "use one of 'auto', 'CollocationRadau'"),
            ("method", {"kind": "descent", "max_steps": 10**9}, "method.max_steps", "100000"),
            ("method", {"kind": "descent", "step_size": 0}, "method.step_size", "greater than 0"),
            ("method", {"kind": "descent", "t_max": 1}, "method", "method has no 't_max'"),
            ("architecture", [17], "architecture", "give input_dim, widths and strides"),
            ("architecture.depth", 2, "architecture", "has no 'depth'"),
            ("architecture.input_dim", 21.5, "input_dim", "not a whole number"),
            ("architecture.input_dim", 18, "input_dim", "sizes that fit are 17 and 19"),
            ("architecture.widths", "33", "widths", "not a list"),
            ("architecture.widths", [3, 0, 2], "widths", "width of layer 2: 0 is outside"),
            ("architecture.widths", [3, -3, 2], "widths", "width of layer 2: -3 is outside"),
            ("architecture.strides", [1, 10**9, 1], "strides", "stride of layer 2"),
            ("architecture.strides", [1, 2], "strides", "3 widths and 2 strides"),
        ],
    )
    def test_a_bad_value_is_named(self, path, value, field, words):
        with pytest.raises(InvalidInput, match=words) as caught:
            Experiment.from_dict(changed(path, value))
        assert caught.value.field == field
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize("part", ["architecture", *PARTS])
    def test_a_missing_part_is_named(self, part):
        description = Experiment().to_dict()
        del description[part]
        with pytest.raises(InvalidInput, match=f"no {part}: add it"):
            Experiment.from_dict(description)

    @pytest.mark.parametrize("key", ["input_dim", "widths", "strides"])
    def test_a_missing_size_is_named(self, key):
        description = Experiment().to_dict()
        del description["architecture"][key]
        with pytest.raises(InvalidInput, match=f"no {key}: add it"):
            Experiment.from_dict(description)

    @pytest.mark.parametrize("description", [None, [], "{}", 1])
    def test_only_a_dictionary_describes_an_experiment(self, description):
        with pytest.raises(InvalidInput, match="an experiment is a dictionary"):
            Experiment.from_dict(description)

    def test_parts_have_their_types(self):
        with pytest.raises(InvalidInput, match="loss is 'square', which is not of type Loss"):
            Experiment(loss="square")
        with pytest.raises(InvalidInput, match="method is"):
            Experiment(method=SquareLoss())

    @pytest.mark.parametrize(
        ("widths", "strides", "words"),
        [
            ((17, 2), (1, 1), "widest layer has width 17"),
            ((16, 16), (20, 1), "k_v = 316"),
            ((2,) * 10, (2,) * 10, "k_v = 1024"),
            ((16, 16, 16, 16, 2), (1,) * 5, "filter entries is 66"),
        ],
    )
    def test_so_large_a_network_is_refused_at_once(self, widths, strides, words):
        size = 1 + sum((k - 1) * math.prod(strides[:i]) for i, k in enumerate(widths))
        with pytest.raises(InvalidInput, match=words) as caught:
            Experiment(Architecture(size, widths, strides))
        assert caught.value.field == "widths"

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["kind", "version", "data", "widths", "samples"]), inner
                )
            ),
            max_leaves=5,
        ),
        st.sampled_from(
            [
                *["version", "architecture", "loss", "data", "initialization", "method"],
                *["data.samples", "data.teacher", "data.draw", "initialization.seed"],
                *["architecture.widths", "architecture.strides", "method.t_max"],
            ]
        ),
    )
    def test_nonsense_raises_nothing_else(self, value, path):
        with contextlib.suppress(InvalidInput):
            Experiment.from_dict(changed(path, value))


class TestDescriptions:
    @pytest.mark.parametrize(
        "recipe", [kind for registry in PARTS.values() for kind in registry.values()]
    )
    def test_every_recipe_says_what_it_is(self, recipe):
        assert recipe.label
        assert recipe.note.endswith(".")
        for name, described in parameters(recipe).items():
            assert isinstance(described, Parameter)
            assert described.name == name
            assert described.help.endswith(".")
            assert described.default == getattr(recipe(), name)
            if described.scale == "log":
                assert described.minimum > 0

    @pytest.mark.parametrize("part", PARTS)
    def test_parameters_that_share_a_name_are_the_same_control(self, part):
        seen = {}
        for recipe in PARTS[part].values():
            for name, described in parameters(recipe).items():
                alike = dataclasses.replace(described, help="")
                assert seen.setdefault(name, alike) == alike

    def test_the_flow_has_the_tolerances_of_the_function(self):
        defaults = gradient_flow.__kwdefaults__
        recipe = Flow()
        for name in ("gradient_tol", "solver", "rtol", "atol"):
            assert getattr(recipe, name) == defaults[name]
