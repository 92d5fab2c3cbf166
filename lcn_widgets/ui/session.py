"""From changed controls to what a page is told of them, whoever carries it there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol

from lcn_widgets.core.experiment import PRESETS, Experiment, Run, preset_named, run
from lcn_widgets.core.inputs import InvalidInput, Message, Stopped
from lcn_widgets.ui.controls import experiment_of, plain_form, values_of
from lcn_widgets.ui.facts import plain
from lcn_widgets.ui.insights import Insights
from lcn_widgets.ui.jobs import Job
from lcn_widgets.ui.sections import ARCHITECTURE, STRUCTURE, control_of
from lcn_widgets.ui.structure import moved_along, moved_message
from lcn_widgets.ui.ways import ways_on
from lcn_widgets.ui.wire import encode
from lcn_widgets.ui.wording import say

log = logging.getLogger(__name__)

LONG = 1.0
"""Seconds of work after which the page is told how far it is …"""
PULSE = 0.5
"""… and again and again, so that it knows the kernel to be alive."""

Computed = tuple[Run, dict[str, Any], bytes]
"""A run with its header and its block."""


class Handle(Protocol):
    """A call that has been put off."""

    def cancel(self) -> None:
        """Do not make it."""


class Loop(Protocol):
    """The event loop that a session lives in."""

    def soon(self, call: Callable[[], None]) -> Handle | None:
        """Put a call off to the next turn; None where no loop runs."""

    def later(self, seconds: float, call: Callable[[], None]) -> Handle | None:
        """Put a call off for some time; None where no loop runs."""

    def beside(self, job: Job[Any], done: Callable[[], None]) -> None:
        """Make the job without holding up the loop, and then, in the loop, the call `done`."""


class Session:
    """Answers the changes of a page's controls: the latest one, with a run or with what is wrong.

    A change is looked at once all changes of its turn are in, and computed beside the event loop;
    a newer one stops it. One that does not work, or is stopped, leaves the last run that did, and
    its insights, where they are. Insights follow the picture one by one, and give way to the next.

    Parameters
    ----------
    values : callable
        Returns the values of all controls by their name.
    tell : callable
        Takes what is new of the page's state, to be shown at once: a dictionary with some of
        ``_header`` and ``_buffer`` (a run), ``_answer`` (a revision with its errors and
        suggestions), ``_work`` (the revision that is being computed, how far it is, or that it
        was stopped), ``_insights`` and ``_insight_buffer``, ``preset``, and controls to be moved.
    loop : Loop
        Where none runs, changes are answered at once and there are no insights, since nobody is
        there to see them.
    """

    def __init__(
        self,
        values: Callable[[], Mapping[str, Any]],
        tell: Callable[[dict[str, Any]], None],
        loop: Loop,
    ):
        self._values = values
        self._tell = tell
        self._loop = loop
        self._revision = 0  # of the page's latest question
        self._touched = ARCHITECTURE[0]  # the control changed last: see `_refuse`
        self._changed: set[str] = set()  # all controls since the last look
        self._size_is_given = False  # the input size is somebody's wish, not an example's
        self._moving = False  # controls are being moved from here
        self._moved: dict[str, Any] | None = None  # what was, for the next answer
        self._run: Run | None = None
        self._errors: dict[str, Message] = {}
        self._due = False  # a change waits to be looked at
        self._holds = 0
        self._looking: Handle | None = None
        self._wanted: Experiment | None = None  # the run that is owed
        self._insights: Insights | None = None  # into the run that is shown
        self._job: Job[Any] | None = None  # one at a time: a run, or an insight
        self._computing: Experiment | None = None  # what that run is of; None for an insight
        self._pulse: Handle | None = None
        self._seconds = 0.0  # of work, when the next pulse comes

    @property
    def experiment(self) -> Experiment:
        """The experiment that the controls describe.

        Raises
        ------
        InvalidInput
            If they describe none.
        """
        return experiment_of(self._values())

    @property
    def shown(self) -> Run:
        """The run of the picture, whatever the controls describe by now."""
        assert self._run is not None, "the session has not been opened"
        return self._run

    @property
    def run(self) -> Run:
        """The last run that worked; a change that is still waiting is answered first."""
        self._settle()
        return self.shown

    @property
    def errors(self) -> dict[str, Message]:
        """What is wrong with the present controls, by the name of the control."""
        self._settle()
        return dict(self._errors)

    def open(self) -> None:
        """Show the first run.

        Raises
        ------
        InvalidInput
            If the controls describe none: there is no earlier one to be shown instead.
        """
        self._show(_computed(self.experiment))
        self._loop.soon(self._go_on)

    def close(self) -> None:
        """Tell nothing any more."""
        self._forget_change()
        self._want(None)
        self._insights = None
        if self._job:
            self._job.stop()
        self._job = None

    def change(self, control: str) -> None:
        """A control has changed."""
        if self._moving:
            return
        self._touched = control
        self._changed.add(control)
        self._put_off()

    def ask(self, revision: int) -> None:
        """The page has asked its next question, with or without a change."""
        self._revision = revision
        self._tell({"_work": {"revision": revision}})  # so that it knows it was heard
        self._put_off()

    def choose(self, preset: str) -> None:
        """Move all controls to where a preset has them."""
        self.take(preset_named(preset).experiment)

    def take(self, experiment: Experiment) -> None:
        """Move all controls to where they describe an experiment."""
        before = dict(self._values())
        self._tell(values_of(experiment))
        if before != dict(self._values()):  # its input size is not a wish of its own
            self._changed.discard("input_dim")
            self._size_is_given = False

    def stop(self) -> None:
        """Give up the run that is owed: the last one stays, whatever the controls say."""
        self._look()
        if self._wanted is not None:
            self._want(None)
            work = {"revision": self._revision, "stopped": say("stopped").to_dict()}
            self._tell({**self._answered({}), "_work": work})
            self._loop.soon(self._go_on)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Answer changes made meanwhile together, at the end."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1
            if self._due:
                self._put_off()

    def _put_off(self) -> None:
        """Answer once all changes of this turn are in; at once where no event loop runs."""
        self._due = True
        if self._holds or self._looking:
            return
        self._looking = self._loop.soon(self._go_on)
        if self._looking is None:
            self._settle()

    def _forget_change(self) -> None:
        if self._looking:
            self._looking.cancel()
        self._looking = None
        self._due = False

    def _look(self) -> None:
        """See what the latest change asks for, if one is waiting."""
        due = self._due
        self._forget_change()
        if not due:
            return
        changed, self._changed = self._changed, set()
        try:
            self._move_along(changed)
            experiment = self.experiment
        except Exception as problem:
            self._want(None)
            self._refuse(problem)
            return
        if self._run is not None and experiment == self._run.experiment:
            self._want(None)
            self._tell(self._answered({}))
        elif experiment != self._wanted:
            self._want(experiment)

    def _move_along(self, changed: set[str]) -> None:
        """After layers have changed, move what has to fit them; note what was before."""
        if "input_dim" in changed:
            self._size_is_given = not changed & STRUCTURE
        values = self._values()
        moved = moved_along(values, changed, self._size_is_given)
        self._moved = None
        if not moved:
            return
        if self._run is not None:
            before, names = values_of(self._run.experiment), {*moved, *(changed & STRUCTURE)}
            undo = {name: plain_form(name)(before[name]) for name in sorted(names)}
            self._moved = {"message": moved_message(values, moved), "undo": undo}
        self._moving = True
        try:
            self._tell(moved)
        finally:
            self._moving = False

    def _want(self, experiment: Experiment | None) -> None:
        """Owe this run and no other; stop what nobody wants any more, or what is in its way."""
        self._wanted = experiment
        in_the_way = self._computing or experiment
        if self._job and in_the_way and self._computing != experiment:
            self._job.stop()
        if self._pulse:
            self._pulse.cancel()
        self._seconds = LONG
        self._pulse = self._loop.later(LONG, self._tell_progress) if experiment else None

    def _tell_progress(self) -> None:
        """Tell how far the run is, and that somebody is at it."""
        work: dict[str, Any] = {"revision": self._revision, "seconds": self._seconds}
        if self._job and self._computing == self._wanted and (at := self._job.progress):
            work |= {"doing": at.message, "share": at.share}
        self._tell({"_work": plain(work)})
        self._seconds += PULSE
        self._pulse = self._loop.later(PULSE, self._tell_progress)

    def _settle(self) -> None:
        """Answer the latest change before anything else is done."""
        self._look()
        while self._wanted is not None:
            if self._job is None or self._computing != self._wanted:
                self._start(self._wanted)
            try:
                self._finish(self._job)
            except KeyboardInterrupt:
                self.stop()
                raise

    def _go_on(self) -> None:
        """Have computed what is wanted most, unless something is being computed still."""
        self._look()
        if self._job:
            return
        if self._wanted is not None:
            self._start(self._wanted)
        elif self._insights and self._insights.pending:
            self._job = Job(self._insights.compute_next)
        if self._job:
            self._loop.beside(self._job, partial(self._finish, self._job))

    def _start(self, experiment: Experiment) -> None:
        self._job, self._computing = Job(partial(_computed, experiment)), experiment

    def _finish(self, job: Job[Any] | None) -> None:
        """Tell what a job has found, and see to what comes next."""
        if job is None or job is not self._job:
            return  # it was too slow
        self._look()
        computed, self._job, self._computing = self._computing, None, None
        self._loop.soon(self._go_on)
        try:
            found = job.result()
        except Stopped:
            return
        except Exception as problem:
            if computed is None:
                log.error("an insight could not be computed", exc_info=problem)
                self._tell_insights()
            elif computed == self._wanted:
                self._want(None)
                self._refuse(problem)
            return
        if computed is None:
            self._tell_insights()
        elif computed == self._wanted:
            self._want(None)
            self._show(found)

    def _tell_insights(self) -> None:
        if self._insights:
            message, buffer = self._insights.message()
            self._tell({"_insights": message, "_insight_buffer": buffer})

    def _refuse(self, problem: Exception) -> None:
        """Say what is wrong at its control; what has no place, where the last change was."""
        if not isinstance(problem, InvalidInput):
            log.error("an experiment could not be run", exc_info=problem)
            self._tell(self._answered({self._touched: say("unexpected")}))
            return
        control = control_of(problem.field) or self._touched
        suggestions = [plain_form(control)(value) for value in problem.suggestions]
        shown = None if self._run is None else self._run.experiment
        ways = {control: list(ways_on(problem, self._values(), shown))}
        self._tell(self._answered({control: problem.message}, {control: suggestions}, ways))

    def _answered(
        self,
        errors: dict[str, Message],
        suggestions: Mapping[str, list[Any]] | None = None,
        ways: Mapping[str, list[Any]] | None = None,
    ) -> dict[str, Any]:
        self._errors = errors
        answer = {
            "revision": self._revision,
            "errors": {control: message.to_dict() for control, message in errors.items()},
            "suggestions": dict(suggestions or {}),
        }
        more = {"ways": ways, "moved": self._moved}
        answer |= {name: plain(what) for name, what in more.items() if what}
        return {"_answer": answer, "_work": {}}

    def _show(self, found: Computed) -> None:
        self._run, header, buffer = found
        preset = next((p.name for p in PRESETS if p.experiment == self._run.experiment), "")
        self._insights = Insights(self._run, self._revision)
        header = {**header, "revision": self._revision}
        picture = {"_header": header, "_buffer": buffer, "preset": preset}
        self._tell({**picture, **self._answered({})})


def _computed(experiment: Experiment) -> Computed:
    """The run, and what the page needs to draw it."""
    result = run(experiment)
    return result, *encode(result, revision=0)
