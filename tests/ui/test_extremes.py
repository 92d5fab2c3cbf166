"""Whatever an experiment accepts has insights: none of them raises, and all of them are JSON."""

from __future__ import annotations

import json

import pytest

from lcn_widgets import (
    AbsoluteLoss,
    Architecture,
    Descent,
    Experiment,
    Flow,
    IdentityData,
    NormalInitialization,
    TeacherData,
    run,
)
from lcn_widgets.core.experiment import compare
from lcn_widgets.ui.facts import plain
from lcn_widgets.ui.insights import INSIGHTS
from lcn_widgets.ui.wire import Block, encode

EXTREMES = {
    "wide layers": Experiment(Architecture(40, (16, 16), (1, 1))),
    "one entry": Experiment(Architecture(1, (1,), (1,))),
    "six layers of one entry": Experiment(Architecture(1, (1,) * 6, (1,) * 6)),
    "strides of entries that are one": Experiment(
        Architecture(21, (1, 1, 1), (1, 5, 1)),
        data=IdentityData(),
        initialization=NormalInitialization(scale=100.0),
    ),
    "steps too small to descend": Experiment(
        Architecture(21, (16, 5, 2), (1, 1, 1)),
        data=TeacherData(samples=2, noise=1e-8, norm=1e-6),
        initialization=NormalInitialization(scale=100.0),
    ),
    "a start that is nearly zero": Experiment(initialization=NormalInitialization(scale=1e-6)),
    "a large start": Experiment(initialization=NormalInitialization(scale=10.0)),
    "steps shorter than the clock can tell": Experiment(
        Architecture(7, (1, 1, 3), (1, 3, 5)),
        loss=AbsoluteLoss(),
        data=TeacherData(noise=10.0, norm=1e-6, draw="network"),
        initialization=NormalInitialization(seed=5, scale=1e-3),
        method=Flow(gradient_tol=1e-12),
    ),
    "one sample": Experiment(data=TeacherData(samples=1)),
    "a target that is nearly zero": Experiment(data=TeacherData(norm=1e-6)),
    "no time": Experiment(method=Flow(t_max=1e-3)),
    "steps that diverge": Experiment(method=Descent(step_size=100.0, max_steps=50)),
}


@pytest.mark.parametrize("name", EXTREMES)
def test_insights_never_raise(name: str):
    found = run(EXTREMES[name])
    json.dumps(encode(found, 0)[0], allow_nan=False)
    for insight in INSIGHTS.values():
        json.dumps(plain(insight.describe(found, Block())), allow_nan=False)
    assert compare(found, found).message.to_dict()
