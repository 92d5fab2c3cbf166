"""An ensemble names the limits that the cards of its runs show."""

from lcn_widgets.core.experiment.ensemble import end_of_run

from .cases import cases, identity
from .runs import follow


def test_the_ensemble_names_kind_and_pattern_of_the_card():
    """The standard experiment, whose limits THEORY tabulates."""
    for case in cases(identity, 20, seed=2):
        run = follow(case)
        end, limit = end_of_run(run, seed=0), run.limit
        settled = run.trajectory.converged
        assert end.is_settled == settled
        assert (end.kind, end.pattern) == ((limit.kind, limit.pattern) if settled else (None, None))
