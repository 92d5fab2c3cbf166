"""The form the page builds is complete and is plain JSON."""

from __future__ import annotations

import dataclasses
import importlib
import json
import re
from operator import attrgetter
from pathlib import Path

import pytest

import lcn_widgets
from lcn_widgets.core.data.sources import DATA
from lcn_widgets.core.risk.losses import LOSSES, AbsoluteLoss
from lcn_widgets.core.theorem.status import Status
from lcn_widgets.core.training.initialization import INITIALIZATIONS
from lcn_widgets.core.training.methods import METHODS
from lcn_widgets.ui.schema import schema

PACKAGE = Path(lcn_widgets.__file__).parent
REGISTRIES = {"loss": LOSSES, "data": DATA, "initialization": INITIALIZATIONS, "method": METHODS}


@pytest.fixture(scope="module")
def form():
    return json.loads(json.dumps(schema(), allow_nan=False))


def test_the_network_comes_first_and_every_section_is_labelled(form):
    names = [section["name"] for section in form["sections"]]
    assert names == ["architecture", *REGISTRIES]
    assert all(section["label"] for section in form["sections"])


@pytest.mark.parametrize("section", REGISTRIES)
def test_every_kind_is_offered_in_the_order_of_the_registry(form, section):
    kinds = next(s for s in form["sections"] if s["name"] == section)["kinds"]
    assert [kind["value"] for kind in kinds] == list(REGISTRIES[section])
    for kind in kinds:
        assert kind["label"]
        assert kind["note"].endswith(".")


def test_every_parameter_has_a_labelled_control_of_a_known_type(form):
    wanted = {
        f"{section}_{name}"
        for section, registry in REGISTRIES.items()
        for recipe in registry.values()
        for name in map(attrgetter("name"), dataclasses.fields(recipe))
    }
    assert set(form["parameters"]) == wanted
    used = {
        name
        for section in form["sections"]
        for kind in section.get("kinds", [])
        for name in kind["parameters"]
    }
    assert used == wanted
    known = {"number", "integer", "numbers", "seed", "choice", "text", "file", "rows"}
    for described in form["parameters"].values():
        assert described["label"]
        assert described["help"]
        assert described["type"] in known


def test_choices_are_given_with_labels(form):
    for described in form["parameters"].values():
        assert (described["type"] == "choice") == ("choices" in described)
        for choice in described.get("choices", []):
            assert choice["value"]
            assert choice["label"]


def test_losses_say_whether_the_theorem_covers_them(form):
    (losses,) = (s["kinds"] for s in form["sections"] if s["name"] == "loss")
    covered = {kind["value"]: kind["covered"] for kind in losses}
    assert covered == {
        "square": True,
        "lp": True,
        "pseudo_huber": True,
        "generalized_huber": True,
        "log_cosh": True,
        "huber": False,
        "absolute": False,
    }
    why = {kind["value"]: kind["coverage"] for kind in losses}
    assert all(reason["id"] in form["words"] for reason in why.values())
    assert why["absolute"] == AbsoluteLoss().coverage.message.to_dict()


CATALOGUES = {
    path.parent.name: importlib.import_module(
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    ).say
    for path in PACKAGE.rglob("wording.py")
}


@pytest.mark.parametrize("wing", CATALOGUES)
def test_the_page_has_the_words_of_everybody_who_speaks(form, wing):
    own = {key: text for key, text in form["words"].items() if key.startswith(f"{wing}.")}
    assert own == CATALOGUES[wing].words()
    for template in own.values():
        assert template.count("{") == template.count("}")


def test_the_page_knows_no_message_of_the_kernel_by_an_id_that_is_not_there(form):
    sources = "".join(path.read_text("utf-8") for path in PACKAGE.glob("frontend/src/**/*.ts"))
    said = set(re.findall(rf'"((?:{"|".join(CATALOGUES)})\.[a-z_.]+)"', sources))
    assert said == {f"theorem.status.{status.name.lower()}" for status in Status}
    assert said <= set(form["words"])


def test_every_wing_speaks_for_itself_and_nobody_else_does(form):
    assert {wing: catalogue.wing for wing, catalogue in CATALOGUES.items()} == {
        wing: wing for wing in CATALOGUES
    }
    assert {key.partition(".")[0] for key in form["words"]} == set(CATALOGUES)
