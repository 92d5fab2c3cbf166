"""The session alone: no kernel, no widget, and an event loop that is stepped by hand."""

from __future__ import annotations

import contextlib
import functools
import json
import logging
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.presets import PRESETS, preset_named
from lcn_widgets.core.experiment.run import run
from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.inputs.work import present_work, working
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.roots.wording import say
from lcn_widgets.ui import session as module
from lcn_widgets.ui.controls import experiment_of, values_of
from lcn_widgets.ui.insights import INSIGHTS, Insight
from lcn_widgets.ui.session import Session
from lcn_widgets.ui.wording import words

SMALL = Experiment(architecture=Architecture(5, (3, 3), (1, 1)))


class Call:
    """A call that waits for its turn."""

    def __init__(self, function):
        self.function = function
        self.cancelled = False

    def cancel(self):
        self.cancelled = True


class Loop:
    """An event loop that turns, and threads that get on, when they are told to.

    The clock stands still until `pass_time`.
    """

    def __init__(self):
        self._calls = []
        self._timers = []
        self.jobs = []
        self.now = 0.0

    def soon(self, function):
        self._calls.append(Call(function))
        return self._calls[-1]

    def later(self, seconds, function):
        self._timers.append((self.now + seconds, Call(function)))
        return self._timers[-1][1]

    def beside(self, job, done):
        """A thread that has begun nothing yet."""
        self.jobs.append((job, done))

    def work(self):
        """Make the job that has waited longest, if one does."""
        if self.jobs:
            job, done = self.jobs.pop(0)
            with contextlib.suppress(Exception):
                job.make()
            self.soon(done)

    def pass_time(self, seconds):
        self.now += seconds
        while due := [timer for timer in self._timers if timer[0] <= self.now]:
            self._timers.remove(due[0])
            if not due[0][1].cancelled:
                due[0][1].function()

    @property
    def waiting(self):
        return [call for call in self._calls if not call.cancelled]

    def step(self):
        """Make the call that has waited longest, if one does; otherwise let a thread get on."""
        if not self.waiting:
            self.work()
        if self.waiting:
            call = self.waiting[0]
            self._calls = self._calls[self._calls.index(call) + 1 :]
            call.function()

    def drain(self):
        while self.waiting or self.jobs:
            self.step()


class NoLoop:
    """Where none runs."""

    def soon(self, function):
        return None

    def later(self, seconds, function):
        return None


class FrontEnd:
    """Another front end: a dictionary of controls, and all it was told."""

    def __init__(self, experiment=SMALL, loop=None):
        self.loop = loop or Loop()
        self.controls = values_of(experiment)
        self.state = {}
        self.told = []
        self.watch = lambda state: None
        self.session = Session(lambda: self.controls, self.tell, self.loop)
        self.session.open()

    def tell(self, state):
        self.told.append(state)
        for name, value in state.items():
            if name in self.controls:
                self.set(name, value)
            else:
                self.state[name] = value
        self.watch(state)

    def set(self, name, value):
        """What a control does."""
        if self.controls[name] != value:
            self.controls[name] = value
            self.session.change(name)

    @property
    def shown(self):
        """The experiment of the picture."""
        return Experiment.from_dict(self.state["_header"]["experiment"])


@pytest.fixture(autouse=True, scope="module")
def cached_runs():
    """The same few experiments come again and again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "run", functools.cache(run))
        yield


@pytest.fixture
def front():
    return FrontEnd()


@pytest.fixture
def runs(monkeypatch):
    """Experiments that were computed."""
    computed, known = [], module.run

    def counted(experiment):
        computed.append(experiment)
        return known(experiment)

    monkeypatch.setattr(module, "run", counted)
    return computed


def test_it_imports_no_widget():
    widgets = ("anywidget", "ipywidgets", "traitlets", "IPython", "matplotlib")
    code = f"import sys, lcn_widgets.ui.session; print([w for w in {widgets} if w in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_it_opens_with_a_picture_that_waits_for_nothing(front):
    (first,) = front.told
    assert set(first) == {"_header", "_buffer", "_answer", "_work", "preset"}
    assert front.shown == SMALL
    assert front.state["_answer"] == {"revision": 0, "errors": {}, "suggestions": {}}


def test_a_first_experiment_that_does_not_work_is_an_error():
    front = FrontEnd()
    front.controls["input_dim"] = 1
    fresh = Session(lambda: front.controls, front.tell, front.loop)
    with pytest.raises(InvalidInput, match="does not fit"):
        fresh.open()


def test_changes_of_a_turn_are_answered_together_in_the_next(front, runs):
    front.loop.drain()
    front.set("widths", (3, 2, 2))
    front.set("strides", (1, 1, 1))
    front.session.ask(4)
    assert runs == []
    assert front.state["_work"] == {"revision": 4}  # it knows that it was heard
    assert len(front.loop.waiting) == 1
    front.loop.step()
    assert runs == []  # the loop itself computes nothing
    assert len(front.loop.jobs) == 1
    front.loop.step()
    front.loop.step()
    assert [experiment.architecture.widths for experiment in runs] == [(3, 2, 2)]
    assert front.state["_header"]["revision"] == front.state["_answer"]["revision"] == 4


def test_without_an_event_loop_changes_are_answered_at_once():
    front = FrontEnd(loop=NoLoop())
    front.set("initialization_seed", 3)
    assert front.shown.initialization.seed == 3
    assert not any("_insights" in state for state in front.told)  # nobody is there to see them


def test_held_changes_are_answered_at_the_end_even_after_an_exception(runs):
    front = FrontEnd(loop=NoLoop())

    def change_two():
        with front.session.held(), front.session.held():
            front.set("initialization_seed", 3)
            front.set("data_seed", 4)
            raise KeyError

    with pytest.raises(KeyError):
        change_two()
    seeds = [(e.initialization.seed, e.data.seed) for e in runs]
    assert seeds == [(0, 0), (3, 4)]


def test_taking_a_mistake_back_is_answered_and_computes_nothing(front, runs):
    front.set("loss", "nonsense")
    assert list(front.session.errors) == ["loss"]
    front.set("loss", "square")
    assert front.session.errors == {}
    assert front.state["_answer"]["errors"] == {}
    assert runs == []


def test_whoever_asks_for_the_run_does_not_wait_for_the_turn_to_end(front, runs):
    front.set("initialization_seed", 3)
    assert front.session.run.experiment.initialization.seed == 3
    front.loop.drain()
    assert len(runs) == 1


def test_what_does_not_work_is_said_at_its_control_and_the_last_good_run_stays(front):
    good = front.session.run
    header, buffer = front.state["_header"], front.state["_buffer"]
    front.set("input_dim", 1)
    front.session.ask(1)
    front.loop.drain()
    assert list(front.session.errors) == ["input_dim"]
    assert "does not fit" in str(front.session.errors["input_dim"])
    assert front.session.run is good
    assert front.state["_header"] is header
    assert front.state["_buffer"] is buffer
    answer = front.state["_answer"]
    assert answer["revision"] == 1
    assert answer["errors"] == {"input_dim": front.session.errors["input_dim"].to_dict()}
    assert answer["suggestions"] == {"input_dim": [5, 6]}
    front.set("input_dim", 6)
    assert front.session.errors == {}


def test_an_error_without_a_place_is_said_where_the_last_change_was(front, monkeypatch):
    def refuse(_):
        raise InvalidInput("nobody knows why", suggestions=(2,))

    monkeypatch.setattr(module, "run", refuse)
    front.set("data_seed", 1)
    front.set("data_noise", 0.5)
    assert {control: str(m) for control, m in front.session.errors.items()} == {
        "data_noise": "nobody knows why"
    }


def test_a_crash_is_one_message_and_a_traceback_in_the_log(front, monkeypatch, caplog):
    monkeypatch.setattr(module, "run", lambda _: 1 / 0)
    front.set("data_seed", 1)
    with caplog.at_level(logging.ERROR):
        (message,) = front.session.errors.values()
    assert message.id == "ui.unexpected"
    assert message.id in words()
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.undo()
    front.set("data_seed", 2)
    assert front.session.errors == {}


def test_insights_follow_the_picture_one_by_one(front):
    before = len(front.told)
    for count in range(1, len(INSIGHTS) + 1):
        while len(front.told) < before + count:
            front.loop.step()
        assert len(front.loop.jobs) <= 1
        assert front.state["_insights"]["pending"] == list(INSIGHTS)[count:]
    front.loop.drain()
    assert len(front.told) == before + len(INSIGHTS)
    assert front.state["_insights"]["revision"] == front.state["_header"]["revision"]
    assert isinstance(front.state["_insight_buffer"], bytes)


def test_a_change_goes_before_the_insights_and_a_new_picture_cancels_them(front):
    while "_insights" not in front.state:
        front.loop.step()
    front.loop.step()
    (insight,) = front.loop.jobs
    front.set("initialization_seed", 3)
    front.session.ask(1)
    front.loop.step()
    assert insight[0].stopped  # in the middle, if it had begun
    told = len(front.told)
    front.loop.drain()
    assert front.shown.initialization.seed == 3
    found = [state for state in front.told[told:] if "_insights" in state]
    assert {state["_insights"]["revision"] for state in found} == {1}
    assert found[-1]["_insights"]["pending"] == []


def test_insights_go_on_where_a_change_does_not_work(front):
    front.loop.step()
    front.set("input_dim", 1)
    front.loop.drain()
    assert front.state["_insights"]["pending"] == []


def test_an_insight_that_fails_is_left_out_and_logged(front, monkeypatch, caplog):
    first, *others = INSIGHTS
    monkeypatch.setitem(INSIGHTS, first, Insight(first, lambda *_: 1 / 0))
    with caplog.at_level(logging.ERROR):
        front.loop.drain()
    assert set(front.state["_insights"]) == {"revision", "pending", *others}
    assert "ZeroDivisionError" in caplog.text


# --- while something is computed --------------------------------------------------------------


def begin(front, **controls):
    """Change controls until the run of them is ready to be computed."""
    for name, value in controls.items():
        front.set(name, value)
    front.session.ask(front.session._revision + 1)
    while front.loop.waiting:
        front.loop.step()


def test_a_newer_change_stops_the_run_that_nobody_wants_any_more(front, runs):
    front.loop.drain()
    for seed in (1, 2, 3):
        begin(front, initialization_seed=seed)
    (only,) = front.loop.jobs  # one at a time
    assert only[0].stopped
    front.loop.drain()
    assert [experiment.initialization.seed for experiment in runs] == [3]
    assert front.shown.initialization.seed == 3
    assert front.state["_answer"]["revision"] == front.state["_header"]["revision"] == 3


def test_a_question_without_a_change_stops_nothing(front, runs):
    front.loop.drain()
    begin(front, initialization_seed=1)
    begin(front)
    front.loop.drain()
    assert len(runs) == 1
    assert front.state["_header"]["revision"] == 2


def test_going_back_to_the_picture_or_to_what_does_not_work_computes_nothing(front, runs):
    front.loop.drain()
    for controls in ({"initialization_seed": 0}, {"input_dim": 1}):
        begin(front, initialization_seed=1)
        begin(front, **controls)
        assert front.state["_answer"]["revision"] == front.session._revision
        front.loop.drain()
    assert runs == []
    assert front.shown == SMALL


def test_how_far_it_is_is_told_once_it_takes_long(front):
    front.loop.drain()
    begin(front, initialization_seed=1)
    front.loop.pass_time(module.LONG / 2)
    assert front.state["_work"] == {"revision": 1}
    front.loop.pass_time(module.LONG / 2)
    assert front.state["_work"] == {"revision": 1, "seconds": module.LONG}
    (job, _), *_ = front.loop.jobs
    told = []
    front.watch = lambda state: told.append(state["_work"])
    with working(job._work):
        present_work().step(say, "progress.paths", share=0.25)
    front.loop.pass_time(module.PULSE)
    front.loop.pass_time(module.PULSE)
    assert [work["seconds"] for work in told] == [module.LONG + k * module.PULSE for k in (1, 2)]
    assert told[0]["doing"] == say("progress.paths").to_dict()
    assert told[0]["share"] == 0.25
    front.watch = lambda state: None
    front.loop.drain()
    assert front.state["_work"] == {}
    before = len(front.told)
    front.loop.pass_time(10.0)
    assert len(front.told) == before


def test_a_run_that_is_stopped_leaves_the_last_one_and_says_so(front, runs):
    front.loop.drain()
    good = front.session.run
    begin(front, initialization_seed=1)
    front.session.stop()
    assert front.state["_work"]["stopped"]["id"] in words()
    assert front.state["_answer"] == {"revision": 1, "errors": {}, "suggestions": {}}
    front.loop.drain()
    assert runs == []
    assert front.session.run is good
    begin(front)  # the page asks for it after all
    front.loop.drain()
    assert front.shown.initialization.seed == 1


def test_insights_go_on_when_the_run_that_stopped_them_is_stopped_itself(front):
    while "_insights" not in front.state:
        front.loop.step()
    pending = len(front.state["_insights"]["pending"])
    assert pending
    begin(front, initialization_seed=1)
    front.session.stop()
    front.loop.drain()
    assert front.shown == SMALL
    assert front.state["_insights"]["pending"] == []
    assert front.state["_insights"].keys() >= set(INSIGHTS)


def test_stopping_what_is_done_is_nothing(front):
    front.loop.drain()
    told = len(front.told)
    front.session.stop()
    assert len(front.told) == told


def test_an_interrupted_cell_gives_its_run_up(front, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    front.loop.drain()
    good = front.session.run
    monkeypatch.setattr(module, "run", interrupted)
    front.set("initialization_seed", 1)
    with pytest.raises(KeyboardInterrupt):
        _ = front.session.run
    assert "stopped" in front.state["_work"]
    assert front.session.run is good


def message_ids(state):
    """The id of every message in what was told."""
    if isinstance(state, dict):
        if set(state) == {"id", "values"}:
            yield state["id"]
        for entry in state.values():
            yield from message_ids(entry)
    elif isinstance(state, list):
        for entry in state:
            yield from message_ids(entry)


@pytest.mark.parametrize("preset", [preset.name for preset in PRESETS])
def test_of_every_message_the_page_has_the_words(preset):
    front = FrontEnd(preset_named(preset).experiment)
    front.loop.drain()
    ids = set(message_ids(front.told))
    assert {key.partition(".")[0] for key in ids} >= {"experiment", "theorem", "training"}
    assert ids <= set(words())


def test_a_preset_moves_the_controls_and_is_recognised(front):
    front.session.choose("spurious")
    front.loop.drain()
    assert front.shown == preset_named("spurious").experiment
    assert front.state["preset"] == "spurious"
    front.set("initialization_seed", 5)
    front.loop.drain()
    assert front.state["preset"] == ""


def test_a_closed_session_tells_nothing(front):
    front.set("initialization_seed", 3)
    told = list(front.told)
    front.session.close()
    front.loop.drain()
    assert front.told == told


def test_a_change_made_while_a_picture_is_shown_is_answered_after_it():
    """Without a loop the answer to it comes before the first telling returns."""
    front = FrontEnd(loop=NoLoop())

    def change_once_more(state):
        if "_header" in state and front.controls["initialization_seed"] == 3:
            front.set("initialization_seed", 4)

    front.watch = change_once_more
    front.set("initialization_seed", 3)
    assert front.shown.initialization.seed == front.session.run.experiment.initialization.seed == 4


CHANGES = st.one_of(
    st.tuples(st.just("initialization_seed"), st.sampled_from([0, 1, -1])),
    st.tuples(st.just("input_dim"), st.sampled_from([5, 6, 1, "x"])),
    st.tuples(st.just("strides"), st.sampled_from([(1, 1), (2, 1), (1,)])),
    st.tuples(st.just("loss"), st.sampled_from(["square", "cubic"])),
)
STEPS = st.lists(
    st.one_of(CHANGES, st.sampled_from(["ask", "step", "drain", "read", "held", "stop", "wait"])),
    max_size=15,
)


def expected(controls):
    """The experiment if it runs, otherwise None."""
    try:
        experiment = experiment_of(controls)
        module.run(experiment)
    except InvalidInput:
        return None
    return experiment


@settings(deadline=None, derandomize=True, max_examples=100)
@given(STEPS)
def test_whatever_happens_only_the_latest_is_answered(steps):
    front, revision = FrontEnd(), 0
    good = [SMALL]

    def check(state):
        """What holds of everything that is told, when it is told."""
        json.dumps({k: v for k, v in state.items() if isinstance(v, dict)}, allow_nan=False)
        if "_answer" in state:
            assert state["_answer"]["revision"] == revision
            works = expected(front.controls)
            if "stopped" in state["_work"]:
                works = good[-1]
            assert bool(state["_answer"]["errors"]) == (works is None)
            assert front.shown == (works or good[-1])
            assert not state["_work"] or state["_work"]["revision"] == revision
            good.append(front.shown)
        if "_insights" in state:
            assert state["_insights"]["revision"] == front.state["_header"]["revision"]

    front.watch = check
    for step in steps:
        if step == "ask":
            revision += 1
            front.session.ask(revision)
        elif step == "step":
            front.loop.step()
        elif step == "drain":
            front.loop.drain()
        elif step == "wait":
            front.loop.pass_time(module.LONG)
        elif step == "stop":
            front.session.stop()
        elif step == "read" and "stopped" not in front.state["_work"]:
            works = expected(front.controls)
            assert front.session.run.experiment == (works or good[-1])
            assert bool(front.session.errors) == (works is None)
        elif step == "held":
            with front.session.held():
                front.set("widths", (3, 2))
                front.set("widths", (3, 3))
        elif step != "read":
            front.set(*step)
    front.session.ask(revision)  # for what was stopped last
    front.loop.drain()
    assert front.state["_work"] == {}
    assert front.state["_answer"]["revision"] == revision
    assert front.shown == good[-1] == (expected(front.controls) or good[-1])
    assert front.state["_insights"]["pending"] == []
