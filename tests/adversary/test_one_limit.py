"""The table over many runs names the limits that the card shows."""

from lcn_widgets.core.landscape import limits

from .cases import cases, identity
from .runs import follow


def test_the_table_names_the_pattern_of_the_card():
    """The standard experiment, whose limits the table counts."""
    for case in cases(identity, 20, seed=2):
        run = follow(case)
        pattern = limits.pattern_of_limit(run.risk.architecture, run.trajectory)
        assert pattern == (str(run.limit.pattern) if run.trajectory.converged else "")
