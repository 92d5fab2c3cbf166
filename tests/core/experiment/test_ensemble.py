"""Many starts: the multiplicity tables of THEORY, the same result everywhere, an honest tally."""

from __future__ import annotations

import dataclasses
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

from lcn_widgets.core.data.given import ArrayData
from lcn_widgets.core.data.synthetic import IdentityData
from lcn_widgets.core.experiment.ensemble import ensemble, wilson_interval
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.presets import preset_named
from lcn_widgets.core.experiment.run import run
from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.inputs.work import Stopped, Work, working
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.training.ending import Outcome
from lcn_widgets.core.training.initialization import INITIALIZATIONS, ExplicitFilters
from lcn_widgets.core.training.methods import Descent

SPURIOUS = preset_named("spurious").experiment
SPAWN = multiprocessing.get_context("spawn")
BOTH = ("data", "initialization")
TABLES = {
    (2, 2): {"(1,1|)": 64, "(2|)": 36},
    (3, 2): {"(1|1)": 45, "(2,1|)": 29, "(1,1,1|)": 26},
}


def standard(widths):
    """X = I, so that L = ‖v - u‖²; u and w(0) are standard normal [KMMT, section 6]."""
    ones = (1,) * len(widths)
    return Experiment(Architecture(sum(widths) - 1, widths, ones), data=IdentityData())


@pytest.mark.parametrize("widths", TABLES)
def test_the_table_of_the_standard_experiment(widths):
    """[KMMT]; 1,200 runs."""
    with ProcessPoolExecutor(2, mp_context=SPAWN) as executor:
        found = ensemble(standard(widths), range(2_400, 3_600), anew=BOTH, executor=executor)
    assert found.unsettled == {}
    assert set(found.patterns) == set(TABLES[widths])
    for pattern, percentage in TABLES[widths].items():
        # sampling has a standard error of 1.4 points; the runs are the same on every machine
        assert abs(100.0 * found.patterns[pattern] - percentage) < 3.0
    if widths == (2, 2):
        # P(b² > 4ac) for normal a, b, c [Kac 1943: 1.2970… real roots on average]
        low, high = found.limits[0].interval
        assert low < 0.5 * 1.29702 < high


def same(one, other):
    assert [end.seed for end in one.ends] == [end.seed for end in other.ends]
    for a, b in zip(one.ends, other.ends, strict=True):
        assert (a.outcome, a.kind, a.pattern, a.risk) == (b.outcome, b.kind, b.pattern, b.risk)
        np.testing.assert_array_equal(a.final_filter, b.final_filter)


def test_the_executor_does_not_change_the_result():
    here = ensemble(SPURIOUS, range(12))
    with ThreadPoolExecutor(3) as threads:
        same(ensemble(SPURIOUS, range(12), executor=threads), here)
    with ProcessPoolExecutor(1, mp_context=SPAWN) as processes:
        same(ensemble(SPURIOUS, range(12), executor=processes), here)


def test_every_limit_is_a_minimum_of_the_exact_list():
    """The list is proved complete, so that nothing else can be a limit."""
    found = ensemble(SPURIOUS, range(30))
    listed = run(SPURIOUS).critical_filters
    minima = [f for f in listed.filters if any("minimum" in str(p.kind) for p in f.points)]
    reached = set()
    for limit in found.limits:
        distances = [np.linalg.norm(f.final_filter - limit.first.final_filter) for f in minima]
        nearest = int(np.argmin(distances))
        assert distances[nearest] == pytest.approx(0.0, abs=1e-6)
        assert limit.first.pattern == minima[nearest].pattern
        reached.add(nearest)
    assert len(reached) == len(found.limits)  # none is listed twice
    assert sum(limit.count for limit in found.limits) == 30


def test_a_seed_opens_the_run_that_was_counted():
    found = ensemble(SPURIOUS, [4, 11, 2])
    assert [end.seed for end in found.ends] == [4, 11, 2]
    for end in found.ends:
        start = dataclasses.replace(SPURIOUS.initialization, seed=end.seed)
        alone = run(dataclasses.replace(SPURIOUS, initialization=start))
        assert alone.limit.risk == end.risk
        assert str(alone.limit.kind) == str(end.kind)


def test_progress_tells_what_is_known_so_far():
    told = []
    with ThreadPoolExecutor(2) as executor:
        found = ensemble(SPURIOUS, range(10), executor=executor, progress=told.append)
    assert [len(known.ends) for known in told] == list(range(1, 11))
    same(told[-1], found)
    for known in told:
        shares = sum(limit.share for limit in known.limits)
        assert shares == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize("workers", [None, 2])
def test_a_stopped_ensemble_gives_up_what_has_not_begun(workers):
    work = Work()
    told = []

    def stop_soon(known):
        told.append(known)
        if len(told) == 3:
            work.stop()

    executor = ThreadPoolExecutor(workers) if workers else None
    with working(work), pytest.raises(Stopped):
        ensemble(SPURIOUS, range(500), executor=executor, progress=stop_soon)
    assert work.progress.message.values["wanted"] == 500
    assert len(told) <= 3 + 2 * (workers or 0)
    if executor:
        executor.shutdown()  # at once, since nothing waits


def test_runs_without_a_limit_are_counted_as_such():
    cut_short = dataclasses.replace(SPURIOUS, method=Descent(1e-6, 3))
    found = ensemble(cut_short, range(5))
    assert found.limits == ()
    assert found.unsettled == {Outcome.STEP_LIMIT: 5}
    assert str(found.message) == "5 starts: no settled limit; 5 runs have no settled limit"


def test_a_start_without_a_seed_says_what_to_do():
    given = dataclasses.replace(SPURIOUS, initialization=ExplicitFilters())
    with pytest.raises(InvalidInput) as problem:
        ensemble(given, range(3))
    assert problem.value.sentence == (
        "the start “Given filters” has no seed, so that every run would be the same: "
        "choose one of Normal, Balanced, and Given differences δ"
    )
    assert problem.value.field == "initialization"
    assert set(problem.value.suggestions) <= set(INITIALIZATIONS)


def test_data_without_a_seed_cannot_be_drawn_anew():
    given = dataclasses.replace(SPURIOUS, data=ArrayData())
    with pytest.raises(InvalidInput, match="no seed"):
        ensemble(given, range(3), anew=BOTH)


@pytest.mark.parametrize(("count", "runs"), [(0, 10), (3, 10), (58, 100), (10, 10)])
def test_the_interval_holds_the_shares_that_the_count_does_not_contradict(count, runs):
    """Its ends are where |count/n - p| is 1.96 standard deviations √(p(1-p)/n)."""
    low, high = wilson_interval(count, runs)
    assert 0.0 <= low <= count / runs <= high <= 1.0
    for p in (low, high):
        if 0.0 < p < 1.0:
            deviations = abs(count / runs - p) / np.sqrt(p * (1.0 - p) / runs)
            assert deviations == pytest.approx(1.959963984540054, rel=1e-9)
