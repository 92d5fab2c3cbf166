"""Facts of the core in the form that strict JSON has for them."""

import json
from enum import StrEnum

import numpy as np

from lcn_widgets.core.inputs import Catalogue
from lcn_widgets.ui.facts import plain

SAY = Catalogue("test", {"far": "{distance, g} away"})


class Colour(StrEnum):
    RED = "red"


def test_messages_enums_arrays_and_numbers_become_plain_values():
    facts = {
        "message": SAY("far", distance=np.float64(np.inf)),
        "kind": Colour.RED,
        "layers": (1, np.int64(2)),
        "eigenvalues": np.array([-np.inf, 0.5, np.nan]),
        "table": np.eye(2),
        "settled": np.bool_(True),
        "reached": None,
        "nested": [{"far": np.inf}, True],
    }
    text = json.dumps(plain(facts), allow_nan=False)
    assert json.loads(text) == {
        "message": {"id": "test.far", "values": {"distance": "inf"}},
        "kind": "red",
        "layers": [1, 2],
        "eigenvalues": ["-inf", 0.5, "nan"],
        "table": [[1.0, 0.0], [0.0, 1.0]],
        "settled": True,
        "reached": None,
        "nested": [{"far": "inf"}, True],
    }


def test_an_enum_is_sent_as_nothing_but_its_value():
    assert type(plain(Colour.RED)) is str
