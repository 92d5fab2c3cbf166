"""Layers can change at any time: what has to fit them moves along, and every error has a way on."""

from __future__ import annotations

import numpy as np
import pytest

from lcn_widgets import Architecture, Explorer
from lcn_widgets.core.data import DATA
from lcn_widgets.core.experiment import PRESETS
from lcn_widgets.core.inputs import InvalidInput


def moved(explorer):
    return explorer._answer.get("moved")


def take(explorer, changes):
    """What a button of the page does."""
    with explorer.hold_trait_notifications():
        for name, value in changes.items():
            setattr(explorer, name, value)


def test_the_input_size_goes_to_the_nearest_that_fits_and_back():
    explorer = Explorer()
    before = explorer.run.experiment
    explorer.strides = (2, 2, 1)
    # widths (3, 3, 2): k_v = 1 + 2 + 2·2 + 4 = 11, s_v = 4; of 11, 15, 19 is 15 as near as 19
    assert explorer.input_dim in (15, 19)
    assert explorer.errors == {}
    note = moved(explorer)
    assert note["message"]["id"] == "ui.moved"
    (size,) = note["message"]["values"]["parts"]
    assert size["values"] == {"before": 17, "after": explorer.input_dim}
    take(explorer, note["undo"])
    assert explorer.run.experiment == before
    assert moved(explorer) is None


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_no_step_of_a_width_or_stride_is_refused(preset):
    """One more and one less of each, and a layer more or less; data of one network are apart."""
    architecture = preset.experiment.architecture
    widths, strides = architecture.widths, architecture.strides
    steps = [(widths, (*strides[:i], s + 1, *strides[i + 1 :])) for i, s in enumerate(strides)]
    steps += [((*widths[:i], k + 1, *widths[i + 1 :]), strides) for i, k in enumerate(widths)]
    steps += [((*widths, 2), (*strides, 1)), (widths[:-1], strides[:-1])]
    for k, s in steps:
        explorer = Explorer(preset.experiment, loss="square", method="flow", method_t_max=1e-3)
        take(explorer, {"widths": k, "strides": s})
        expected = {"data"} if preset.name == "counterexample" else set()
        assert set(explorer.errors) == expected
        if not expected:
            assert explorer.run.experiment.architecture == Architecture(explorer.input_dim, k, s)


def test_an_input_size_that_was_given_is_kept_and_its_neighbours_offered():
    explorer = Explorer()
    explorer.input_dim = 19
    explorer.strides = (2, 2, 3)  # k_v = 11, s_v = 12
    assert (explorer.input_dim, set(explorer.errors)) == (19, {"input_dim"})
    assert sorted(explorer._answer["suggestions"]["input_dim"]) == [11, 23]
    # A size that comes with an example is nobody's wish.
    explorer.preset = "filling"
    explorer.strides = (2, 3)
    assert explorer.errors == {}


@pytest.mark.parametrize(
    ("controls", "widths", "expected"),
    [
        (
            {"initialization": "roots", "initialization_roots": "1, 2\n3", "data": "identity"},
            (4, 2),
            "1.0, 2.0, inf\n3.0",
        ),
        (
            {"initialization": "roots", "initialization_roots": "1, 5+1i, 5-1i\n3"},
            (3, 2),
            "1.0, inf\n3.0",
        ),
        (
            {"initialization": "filters", "initialization_values": "1, 2\n3, 4"},
            (3, 1),
            "1.0, 2.0, 0.0\n3.0",
        ),
    ],
    ids=["roots", "pair", "filters"],
)  # fmt: skip
def test_a_start_that_was_given_is_fitted(controls, widths, expected):
    rows = controls.get("initialization_roots") or controls["initialization_values"]
    first = tuple(len(row.split(",")) + ("roots" in controls["initialization"])
                  for row in rows.split("\n"))  # fmt: skip
    explorer = Explorer(input_dim=20, widths=first, strides=(1, 1), **controls)
    explorer.widths = widths
    assert explorer.errors == {}
    shown = explorer.initialization_roots if "initialization_roots" in controls else None
    assert (shown or explorer.initialization_values) == expected


def test_a_wider_layer_with_a_root_at_infinity_is_the_same_filter():
    start = {"initialization_roots": "0.5, -2\n3", "initialization_norms": (2.0, -1.0)}
    explorer = Explorer(widths=(3, 2), strides=(1, 1), initialization="roots", **start)
    before = explorer.run.start
    explorer.widths = (4, 2)
    after = explorer.run.start
    np.testing.assert_allclose(after, np.insert(before, 3, 0.0), atol=1e-15)


@pytest.mark.parametrize("kind", DATA)
@pytest.mark.parametrize("preset", PRESETS[::3], ids=lambda preset: preset.name)
def test_every_kind_of_data_has_a_way_on_from_its_error(preset, kind):
    explorer = Explorer(preset.experiment)
    explorer.data = kind
    if not explorer.errors:
        return
    ((control, ways),) = explorer._answer["ways"].items()
    assert [control] == list(explorer.errors)
    assert len(ways) >= 2  # one of its own, and the way back
    assert ways[-1]["message"]["id"] == "ui.back"
    for way in ways:
        other = Explorer(preset.experiment)
        other.data = kind
        take(other, way["changes"])
        assert other.errors == {}
        assert (other.data == kind) == (way is not ways[-1])
    assert other.run.experiment == preset.experiment


def test_data_of_a_file_offer_the_input_size_they_fit():
    row = ",".join(["1"] * 8 + ["0.5"] * 6)  # k_v = 3: 8 inputs make 6 outputs
    explorer = Explorer(input_dim=8, widths=(3,), strides=(1,), data="csv", data_text=row)
    explorer.input_dim = 9
    ways = explorer._answer["ways"]["data_text"]
    assert ways[0]["changes"] == {"input_dim": 8}
    take(explorer, ways[0]["changes"])
    assert explorer.errors == {}


def test_the_first_experiment_is_taken_as_it_is():
    with pytest.raises(InvalidInput, match="does not fit"):
        Explorer(strides=(2, 2, 1))
