"""After the change that is to break a claim it no longer holds: every claim, every preset."""

from __future__ import annotations

from functools import cache

import pytest

from lcn_widgets import (
    Architecture,
    Descent,
    Experiment,
    IdentityData,
    LogCoshLoss,
    LpLoss,
    run,
)
from lcn_widgets.core.experiment import PRESETS, changes
from lcn_widgets.core.theorem import CLAIMS, Status, TheoremReport

EXPERIMENTS = {preset.name: preset.experiment for preset in PRESETS}


@cache
def report(experiment: Experiment) -> TheoremReport:
    return run(experiment).theorem


@pytest.mark.parametrize("preset", EXPERIMENTS)
def test_what_is_broken_no_longer_holds(preset: str):
    experiment = EXPERIMENTS[preset]
    held = [s.claim for s in report(experiment).statements if s.status is Status.HOLDS]
    for claim in held:
        broken = claim.broken(experiment)
        if broken is not None:
            assert report(broken)[claim.name].status is not Status.HOLDS, claim.name
            assert len(changes(experiment, broken)) == 1, claim.name


def test_most_of_what_holds_on_the_first_page_can_be_broken():
    experiment = Experiment()
    unbroken = {claim.name for claim in CLAIMS if claim.broken(experiment) is None}
    # A loss that stays bounded would break it, and there is none; one long sample is enough.
    assert unbroken == {"residual_bound"}


def test_steps_that_are_too_large_make_the_risk_rise():
    [claim] = [claim for claim in CLAIMS if claim.name == "risk_decreases"]
    broken = claim.broken(Experiment())
    assert broken is not None
    assert isinstance(broken.method, Descent)
    risks = run(broken).trajectory.risks
    assert risks[1] > risks[0]


def test_where_no_step_that_is_allowed_climbs_nothing_is_offered():
    [claim] = [claim for claim in CLAIMS if claim.name == "risk_decreases"]
    small = Architecture(3, (2, 2), (1, 1))
    flat = Experiment(small, loss=LogCoshLoss(alpha=1e-6), data=IdentityData())
    assert claim.broken(flat) is None


def test_steps_stay_within_what_descent_allows():
    steep = Experiment(Architecture(3, (2, 2), (1, 1)), loss=LpLoss(64.0))
    for claim in CLAIMS:
        broken = claim.broken(steep)
        if claim.name == "risk_decreases" and broken is not None:
            risks = run(broken).trajectory.risks
            assert not risks[1] <= risks[0]
