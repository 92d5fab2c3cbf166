"""The stranger test: an insight is added to a copy of the package in one place, `insights.py`."""

from __future__ import annotations

import json

import pytest

INSIGHT = '''

@insight
def path_length(run: Run, block: Block) -> Facts:
    """How far the filters go, frame by frame."""
    steps = np.linalg.norm(np.diff(run.frames.filters, axis=0), axis=1)
    return {"steps": block.add(steps), "longest": steps.max(), "ratio": np.float64("inf")}
'''

LOOK = """
import json
import numpy as np
from lcn_widgets.core.experiment import Experiment, run
from lcn_widgets.ui.insights import Insights

result = run(Experiment())
insights = Insights(result, revision=3)
pending = []
while insights.pending:
    pending.append(insights.pending[0])
    insights.compute_next()
message, block = insights.message()
sent = message["path_length"]
shape, offset = sent["steps"]["shape"], sent["steps"]["offset"]
steps = np.frombuffer(block, "<f8", shape[0], offset)
expected = np.linalg.norm(np.diff(result.frames.filters, axis=0), axis=1)
sent["steps"] = bool((steps == expected).all())
longest = float(expected.max())
print(json.dumps({"sent": sent, "longest": longest, "pending": pending}, allow_nan=False))
"""


def test_it_is_sent_after_the_others(look):
    seen = json.loads(look({"ui/insights.py": INSIGHT}, LOOK))
    assert seen["pending"][-1] == "path_length"
    assert seen["sent"] == {
        "steps": True,
        "longest": pytest.approx(seen["longest"]),
        "ratio": "inf",
    }
