"""The theorem as the page receives it: every claim once, and what a run makes of each."""

from __future__ import annotations

import json
import unicodedata
from xml.etree import ElementTree

import numpy as np
import pytest

from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.presets import preset_named
from lcn_widgets.core.experiment.run import run
from lcn_widgets.core.theorem.claims import CLAIMS
from lcn_widgets.core.theorem.wording import say
from lcn_widgets.core.training.initialization import ExplicitFilters
from lcn_widgets.ui.controls import experiment_of, values_of
from lcn_widgets.ui.facts import plain
from lcn_widgets.ui.schema import schema
from lcn_widgets.ui.theorem import theorem
from lcn_widgets.ui.wire import Block

STATUSES = {"holds", "fails", "not covered", "undecided"}


def sent(experiment):
    return json.loads(json.dumps(plain(theorem(run(experiment), Block())), allow_nan=False))


@pytest.fixture(scope="module")
def opening():
    return sent(Experiment())


@pytest.fixture(scope="module")
def form():
    return schema()


def test_the_schema_has_every_claim_with_all_it_says(form):
    assert [claim["name"] for claim in form["claims"]] == [claim.name for claim in CLAIMS]
    for claim in form["claims"]:
        told = {"name", "kind", "title", "formula", "source", "needs", "breaks"}
        assert set(claim) == {*told, "mathml", "symbols"}
        assert all(claim.values())
        assert claim["kind"] in ("hypothesis", "conclusion")


def test_a_formula_is_set_with_the_letters_it_is_written_with(form):
    """What is read aloud and what is seen are the same formula, in Unicode and in LaTeX."""
    for claim in form["claims"]:
        node = ElementTree.fromstring(claim["mathml"])
        assert node.tag == "{http://www.w3.org/1998/Math/MathML}math"
        seen = unicodedata.normalize("NFKC", "".join(node.itertext()))
        told = unicodedata.normalize("NFKD", claim["formula"].split(", with")[0])
        letters = {c for c in told if c.isalpha() and c not in "ΣΠ"}  # sums are no letters there
        assert letters <= {*unicodedata.normalize("NFKD", seen), "T"}, claim["name"]


def test_the_chain_goes_from_the_data_to_the_limit_through_every_claim(form):
    chain = form["chain"]
    assert [step["name"] for step in chain] == ["data", "filter", "layers", "limit"]
    assert [name for step in chain for name in step["statements"]] == [c.name for c in CLAIMS]
    assert [bool(step["value_label"]) for step in chain] == [False, True, True, True]
    assert [step["arrives"] for step in chain] == [False, False, False, True]


def test_of_a_run_only_facts_are_sent(opening, form):
    assert set(opening) == {"verdict", "links", "statements"}
    assert opening["verdict"]["status"] in STATUSES
    assert opening["verdict"]["premise"] == {"id": "theorem.premise.theorem", "values": {}}
    assert [link["name"] for link in opening["links"]] == [step["name"] for step in form["chain"]]
    for link, step in zip(opening["links"], form["chain"], strict=True):
        assert set(link) == {"name", "status", "decisive", "values", "bounds"}
        assert link["decisive"] in step["statements"]
        assert (link["values"] is not None) == bool(step["value_label"])
        for bound in link["bounds"]:
            assert set(bound) == {"claim", "label", "source", "values"}
            assert bound["claim"] in step["statements"]
    for statement in opening["statements"]:
        assert set(statement) == {"name", "status", "message", "numbers", "breaking"}
        assert statement["status"] in STATUSES
        assert statement["message"]["id"] in say.words()


@pytest.mark.parametrize("name", ["first-flow", "counterexample", "not-covered"])
def test_controls_that_break_a_statement_make_the_experiment_that_does(name):
    experiment = preset_named(name).experiment
    claims = {claim.name: claim for claim in CLAIMS}
    for statement in sent(experiment)["statements"]:
        breaking = statement["breaking"]
        broken = claims[statement["name"]].broken(experiment)
        assert (breaking is None) == (broken is None or statement["status"] != "holds")
        if breaking is not None:
            assert experiment_of({**values_of(experiment), **breaking["controls"]}) == broken


@pytest.mark.parametrize("name", ["first-flow", "counterexample", "drifting", "not-covered"])
def test_a_link_has_the_status_of_its_decisive_statement(name):
    message = sent(preset_named(name).experiment)
    status = {statement["name"]: statement["status"] for statement in message["statements"]}
    for link in message["links"]:
        assert link["status"] == status[link["decisive"]]
    assert message["verdict"]["status"] == status["convergence"]


def test_bounds_come_the_sharper_first_and_constant_ones_as_one_number(opening):
    labels = [[bound["label"] for bound in link["bounds"]] for link in opening["links"]]
    assert labels == [
        [],
        ["patches", "Lemma 3.6 (‖v‖₁)"],
        ["Mahler", "τ of Lemma 3.5"],
        ["limit in reach"],
    ]
    assert opening["links"][-1]["bounds"][0]["values"]["shape"] == [1]
    assert opening["links"][1]["bounds"][0]["values"]["shape"][0] > 1


def test_numbers_without_a_value_in_json_are_texts():
    """At a start of zeros v stays 0, whose logarithm is -inf."""
    architecture = preset_named("counterexample").experiment.architecture
    zero = ExplicitFilters(tuple((0.0,) * k for k in architecture.widths))
    message = sent(Experiment(architecture, initialization=zero))
    (bounded,) = (s for s in message["statements"] if s["name"] == "filter_bounded_by_patches")
    assert bounded["numbers"][0] == {
        "name": "largest",
        "label": "log10 of the value",
        "value": "-inf",
    }
    assert np.isfinite(bounded["numbers"][1]["value"])
