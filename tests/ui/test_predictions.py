"""Questions before a run: what a page is told, and what it may answer."""

import json
import math

import pytest
import traitlets

import lcn_widgets as lcn
from lcn_widgets.ui.predictions import from_page, to_page


@pytest.fixture
def explorer():
    return lcn.Explorer(preset="spurious")


def test_a_page_is_told_the_questions_of_its_run(explorer):
    questions = {q["name"]: q for q in explorer._header["questions"]}
    assert list(questions) == ["roots", "norms", "best"]
    assert [c["value"] for c in questions["norms"]["choices"]] == ["grow", "shrink", "1", "2"]
    words = explorer._schema["words"]
    for question in questions.values():
        assert question["message"]["id"] in words
        assert all(choice["label"]["id"] in words for choice in question["choices"])


def test_predicting_hides_the_future_until_it_has_been_seen(explorer):
    assert not explorer.hidden
    explorer.predict("best")
    assert explorer.hidden
    assert explorer.questions == ["best"]
    explorer.predictions = {"best": "yes"}
    assert explorer._scores["best"]["mark"] == "wrong"
    assert explorer.scores["best"].sentence.startswith("Not quite: the risk ended 0.951 above")
    explorer.hidden = False  # a page has played it
    explorer.initialization_seed = 7
    assert explorer.hidden
    assert explorer.predictions == {}
    assert explorer._scores == {}


def test_all_questions_are_asked_if_none_is_named(explorer):
    explorer.predict()
    assert explorer.questions == ["roots", "norms", "best"]
    with pytest.raises(traitlets.TraitError):
        explorer.predict("weather")


def test_predictions_survive_the_way_to_the_page_and_back(explorer):
    answers = {"best": "no", "roots": [1.0 + 2.0j, complex(math.inf), 0.5]}
    sent = json.loads(json.dumps(to_page(answers)))
    assert sent["roots"] == [[1.0, 2.0], None, [0.5, 0.0]]
    explorer.set_state({"predictions": sent})
    assert explorer.predictions["best"] == "no"
    assert explorer._scores["roots"]["mark"] == "wrong"


@pytest.mark.parametrize(
    "sent",
    [
        {"best": 1},
        {"best": {"a": []}},
        {"roots": [[1, 2]]},
        {"roots": [["1", 2], [1], {}]},
        {"roots": [[10**400, 0], [0, 1], [0, -1]]},
        {"roots": [[0, 0]] * 100_000},
        {"x" * 100_000: "yes"},
    ],
)
def test_what_is_no_answer_is_told_as_such(explorer, sent):
    explorer.set_state({"predictions": from_page(sent) and sent})
    (told,) = explorer._scores.values()
    # a root beyond all numbers is the one at infinity
    assert told["mark"] in (None, "wrong")
    assert len(json.dumps(told)) < 4000
