"""Controls and experiments say the same thing in two languages."""

from __future__ import annotations

import json

import numpy as np
import pytest

from lcn_widgets.core.data.given import ArrayData
from lcn_widgets.core.data.sources import DATA
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.losses import LOSSES
from lcn_widgets.core.training.initialization import INITIALIZATIONS, ExplicitFilters, FromRoots
from lcn_widgets.core.training.methods import METHODS
from lcn_widgets.ui.controls import as_plain, as_text, experiment_of, values_of
from lcn_widgets.ui.traits import control_traits

RECIPES = [
    *(("loss", recipe) for recipe in LOSSES.values()),
    *(("data", recipe) for recipe in DATA.values()),
    *(("initialization", recipe) for recipe in INITIALIZATIONS.values()),
    *(("method", recipe) for recipe in METHODS.values()),
]


@pytest.mark.parametrize(
    ("section", "recipe"), RECIPES, ids=lambda x: x if isinstance(x, str) else x.kind
)
def test_every_kind_survives_the_way_through_the_controls(section, recipe):
    experiment = Experiment(**{section: recipe()})
    values = json.loads(json.dumps(values_of(experiment)))
    assert experiment_of(values) == experiment


@pytest.mark.parametrize(
    "experiment",
    [
        Experiment(initialization=FromRoots(roots=[[1 + 2j, 1 - 2j], [complex("inf"), 0.5]])),
        Experiment(initialization=ExplicitFilters(values=[[], [1, 1e-17, 3]])),
        Experiment(data=ArrayData(np.eye(5) / 3, np.ones((1, 5)) / 7)),
    ],
    ids=["roots", "filters", "arrays"],
)
def test_rows_keep_every_digit(experiment):
    shown = {name: trait.validate(None, values_of(experiment)[name])
             for name, trait in control_traits().items()}  # fmt: skip
    assert experiment_of(json.loads(json.dumps(shown))) == experiment


def test_rows_are_written_as_one_would_type_them():
    assert as_text([[1, 0.5], [2]]) == "1, 0.5\n2"
    assert as_text(np.array([[1.0, 2.0]])) == "1.0, 2.0"
    assert as_text([[1 - 2j, complex("inf")]]) == "1.0-2.0i, inf"
    assert as_text("1, 2\n3") == "1, 2\n3"


def test_numpy_values_become_plain_ones():
    plain = as_plain([np.int64(3), np.float32(0.5), np.array([1, 2])])
    assert plain == (3, 0.5, (1, 2))
    assert [type(entry) for entry in plain] == [int, float, tuple]


def test_an_unknown_kind_is_an_error_at_the_choice():
    values = {**values_of(Experiment()), "loss": "cubic"}
    with pytest.raises(InvalidInput, match="cubic") as caught:
        experiment_of(values)
    assert caught.value.field == "loss.kind"


def test_parameters_of_other_kinds_do_not_matter():
    values = {**values_of(Experiment()), "loss_p": "nonsense", "data_text": "a,b"}
    assert experiment_of(values) == Experiment()


def test_architecture_controls_take_any_sequence():
    values = {**values_of(Experiment()), "input_dim": 8.0, "widths": [3, 2], "strides": (1, 2)}
    assert experiment_of(values).architecture == Architecture(8, (3, 2), (1, 2))
