"""Long work tells how far it is, stops when told, and is otherwise what it was."""

from __future__ import annotations

import threading
import warnings

import numpy as np
import pytest

from lcn_widgets.core.data.synthetic import TeacherData
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.presets import preset_named
from lcn_widgets.core.experiment.run import run
from lcn_widgets.core.inputs.work import Stopped, Work, present_work, working
from lcn_widgets.core.risk.losses import AbsoluteLoss, LogCoshLoss
from lcn_widgets.core.training.methods import Descent, Flow
from lcn_widgets.core.training.quiet import quietly


class Watched(Work):
    """Notes what is told, and stops itself at the first message of one kind."""

    def __init__(self, stop_at=""):
        super().__init__()
        self.stop_at = stop_at
        self.told = []

    def check(self):
        if (at := self.progress) is not None:
            self.told.append(at)
            if at.message.id == self.stop_at:
                self.stop()
        super().check()


def everything(experiment):
    """All that a page would ask of a run."""
    result = run(experiment)
    arrays = result.frames.arrays()
    _ = result.theorem, result.events, result.risk.exact_patch_rank
    if experiment.loss.is_quadratic and experiment.architecture.final_width < 6:
        _ = result.critical_filters
    return arrays


DESCENT = Experiment(method=Descent(1e-3, 200))
LOOPS = {
    "training.flow.progress": Experiment(),
    "training.descent.progress": DESCENT,
    "risk.progress.data": DESCENT,
    "risk.progress.rank": Experiment(),
    "risk.progress.fit": Experiment(loss=LogCoshLoss(), method=Descent(1e-3, 20)),
    "roots.progress.paths": Experiment(),
    "landscape.progress.events": Experiment(),
    "landscape.progress.filters": preset_named("spurious").experiment,
}


@pytest.mark.parametrize("loop", LOOPS)
def test_every_long_loop_tells_and_stops(loop):
    work = Watched(stop_at=loop)
    with working(work), pytest.raises(Stopped):
        everything(LOOPS[loop])
    last = work.told[-1]
    assert last.message.id == loop
    assert str(last.message)
    assert last.share is None or 0.0 <= last.share <= 1.0


def test_the_fit_of_the_absolute_loss_is_told_before_it_begins():
    data = TeacherData(samples=5, noise=0.1)
    with working(Watched("risk.progress.fit")), pytest.raises(Stopped):
        run(Experiment(loss=AbsoluteLoss(), data=data, method=Descent(1e-4, 10)))


def test_watching_changes_nothing():
    for experiment in (Experiment(), DESCENT):
        alone = everything(experiment)
        with working(Watched()) as work:
            watched = everything(experiment)
        for name, array in alone.items():
            np.testing.assert_array_equal(watched[name], array)
        assert work.told


def test_the_share_of_descent_is_its_steps():
    with working(Watched()) as work:
        run(DESCENT)
    told = [at for at in work.told if at.message.id == "training.descent.progress"]
    assert [at.share for at in told] == [n / 200 for n in range(len(told))]


def test_every_thread_has_its_own_work_and_none_is_left_behind():
    outside = present_work()
    found = []
    with working(Work()) as work:
        assert present_work() is work
        thread = threading.Thread(target=lambda: found.append(present_work()))
        thread.start()
        thread.join()
    assert found == [outside]
    assert present_work() is outside
    outside.stop()
    outside.check()  # nobody stops what nobody watches


def test_two_threads_leave_the_warnings_as_they_were():
    """The first to silence them leaves while the second still needs silence."""
    before = list(warnings.filters)
    inside, leave = threading.Event(), threading.Event()

    def first():
        with quietly():
            inside.set()
            leave.wait()

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    with quietly():
        leave.set()
        thread.join()
        warnings.warn("nobody hears this", stacklevel=1)
    assert warnings.filters == before


def test_a_flow_that_is_stopped_is_no_outcome():
    """The result of a stopped run is no result, so that nobody takes it for one."""
    with working(Work()) as work:
        work.stop()
        with pytest.raises(Stopped):
            run(Experiment(method=Flow(t_max=1.0)))
