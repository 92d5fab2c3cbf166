"""The stranger test: a statement is added to a copy of the package in one place, its folder."""

from __future__ import annotations

import json

import pytest

CLAIM = r'''
"""The conclusion that no entry of the final filter runs away."""

import numpy as np

from lcn_widgets.core.theorem.claim import Claim, Kind, Statement
from lcn_widgets.core.theorem.drawing import Curve, Drawing, Track
from lcn_widgets.core.theorem.quantities import Quantity
from lcn_widgets.core.theorem.status import compared, decades
from lcn_widgets.core.theorem.steps import FILTER

ENTRY = Quantity(
    "max |v_j|", "max |v_j(t)|", r"max $|v_j|$",
    lambda path, _: np.abs(path.final_filters).max(axis=1),
)


class EntriesBounded(Claim):
    """Every entry of v stays below 100."""

    name = "entries_bounded"
    kind = Kind.CONCLUSION
    step = FILTER
    title = "No entry runs away"
    formula = "|v_j(t)| ≤ 100"
    tex = r"|v_j(t)|\le 100"
    source = "the stranger"
    needs = "Luck."
    breaks = "An entry beyond 100."
    templates = {"seen": "No entry of v was beyond {largest, g}."}
    labels = {"largest": "largest entry"}
    drawing = Drawing(ENTRY, "hundred", "stranger: 100", Track.DERIVED, "by the stranger")

    def check(self, context):
        logs = ENTRY.logarithms(context.trajectory, context.first_gradient)
        curve = Curve(context.trajectory.times, logs, np.full(len(logs), 2.0))
        largest = float(10.0 ** logs.max())
        status = compared(largest, 100.0)
        margin = decades(100.0, largest)
        return Statement(self, status, "seen", {"largest": largest}, margin, 100.0, curve)
'''

LOOK = """
import json
from lcn_widgets import figures
from lcn_widgets.core.experiment import Experiment, run
from lcn_widgets.core.theorem import wording
from lcn_widgets.ui.facts import plain
from lcn_widgets.ui.schema import schema
from lcn_widgets.ui.theorem import theorem
from lcn_widgets.ui.wire import Block

result = run(Experiment())
statement = result.theorem["entries_bounded"]
largest = float(abs(result.trajectory.final_filters).max())
axes = figures.theorem(result).axes
described, insight = schema(), plain(theorem(result, Block()))
print(json.dumps({
    "largest": largest,
    "report": [statement.status, statement.sentence, statement.numbers],
    "words": wording.say.words().get("theorem.entries_bounded.seen"),
    "claims": [c for c in described["claims"] if c["name"] == "entries_bounded"],
    "chain": {step["name"]: step["statements"] for step in described["chain"]},
    "statements": [s for s in insight["statements"] if s["name"] == "entries_bounded"],
    "bounds": [bound["label"] for link in insight["links"] for bound in link["bounds"]],
    "titles": [picture.get_title(loc="left") for picture in axes],
    "names": [[text.get_text() for text in picture.texts] for picture in axes],
}))
"""


@pytest.fixture(scope="module")
def seen(look):
    """What the report, the page and the printed figure make of the new statement."""
    claims = "core/theorem/claims"
    first = "from lcn_widgets.core.theorem.claim import"
    listed = (
        (first, f"from lcn_widgets.core.theorem.claims.entries import EntriesBounded\n{first}"),
        ("    DifferencesStay(),\n", "    EntriesBounded(),\n    DifferencesStay(),\n"),
    )
    edits = {f"{claims}/entries.py": CLAIM, f"{claims}/__init__.py": listed}
    return json.loads(look(edits, LOOK))


def test_it_is_in_the_report_with_its_words(seen):
    status, sentence, numbers = seen["report"]
    assert status == "holds"
    assert sentence == f"No entry of v was beyond {seen['largest']:.3g}."
    assert numbers == {"largest entry": pytest.approx(seen["largest"])}
    assert seen["words"] == "No entry of v was beyond {largest, g}."


def test_it_is_on_the_page(seen):
    (claim,) = seen["claims"]
    assert claim["title"] == "No entry runs away"
    assert claim["kind"] == "conclusion"
    assert seen["chain"]["filter"][-1] == "entries_bounded"
    (statement,) = seen["statements"]
    assert statement["message"] == {
        "id": "theorem.entries_bounded.seen",
        "values": {"largest": pytest.approx(seen["largest"])},
    }
    assert "hundred" in seen["bounds"]


def test_it_is_in_the_printed_figure(seen):
    assert "by the stranger: holds" in seen["titles"][0]
    assert {"max $|v_j|$", "stranger: 100"} <= set(seen["names"][0])
