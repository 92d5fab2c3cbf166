"""Status, theorem, card, rate and table never contradict each other about the limit of a run."""

import numpy as np
import pytest

from lcn_widgets.core.experiment.ensemble import end_of_run
from lcn_widgets.core.landscape import CriticalKind, Decay
from lcn_widgets.core.theorem import Status
from lcn_widgets.core.training import Evidence, Outcome

from .cases import FAMILIES, cases, identity
from .runs import follow

MINIMA = (CriticalKind.GLOBAL_MINIMUM, CriticalKind.LOCAL_MINIMUM)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.__name__)
def test_all_that_is_said_of_a_limit_agrees(family):
    """All losses, flow and descent, loose and tight tolerances, and whatever deceives."""
    for case in cases(family, 12, seed=1):
        run = follow(case)
        path, limit, rest = run.trajectory, run.limit, run.trajectory.ending.rest
        convergence = run.theorem["convergence"]
        ended = (Outcome.CONVERGED, Outcome.RESTING)
        assert (rest is not None) == (path.status in ended)
        # the theorem promises nothing, or says what the run found
        if convergence.status is not Status.NOT_COVERED and convergence.case != "data":
            assert (convergence.status is Status.HOLDS) == path.converged
        assert convergence.facts["seen"] == ("rest" if rest else "motion")
        # the card shows the limit that the status line speaks of
        assert (limit is None) == (path.limit is None)
        if path.converged:
            assert limit is not None
            np.testing.assert_array_equal(limit.filters, path.limit)
            assert limit.kind is not None
        if rest is not None and limit is not None:
            agrees(rest.evidence, limit)
        # the rate is that of the same limit
        if run.rate is not None:
            said_of_rate(run.rate, path, limit)


def agrees(evidence, limit):
    """What a run found about its limit, and the kind on the card."""
    if evidence is Evidence.NEWTON:
        assert limit.kind in MINIMA
        assert set(limit.signs) == {1}
    if evidence is Evidence.SADDLE:
        assert limit.kind is CriticalKind.STRICT_SADDLE
    if evidence in (Evidence.VALLEY, Evidence.DECAY):
        assert limit.kind is not CriticalKind.STRICT_SADDLE


def said_of_rate(rate, path, limit):
    """An exponential or slower decay is that of a run with a limit."""
    assert rate.converged == path.converged
    if rate.decay is not Decay.UNDECIDED:
        assert path.converged
    if limit is None or limit.open_eigenvalues:
        assert not len(rate.allowed)
    elif len(rate.allowed):
        assert rate.decay is not Decay.SLOWER
        assert rate.allowed[0] == 2.0 * limit.eigenvalues[limit.eigenvalues > 0.0][0]


def test_the_ensemble_names_kind_and_pattern_of_the_card():
    """The standard experiment, whose limits THEORY tabulates."""
    for case in cases(identity, 20, seed=2):
        run = follow(case)
        end, limit = end_of_run(run, seed=0), run.limit
        settled = run.trajectory.converged
        assert end.is_settled == settled
        assert (end.kind, end.pattern) == ((limit.kind, limit.pattern) if settled else (None, None))
