"""From changed controls to what a page is told of them, whoever carries it there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol

from lcn_widgets.core.experiment import PRESETS, Experiment, Run, preset_named, run
from lcn_widgets.core.inputs import InvalidInput, Message
from lcn_widgets.ui.controls import experiment_of, plain_form, values_of
from lcn_widgets.ui.insights import Insights
from lcn_widgets.ui.sections import ARCHITECTURE, control_of
from lcn_widgets.ui.wire import encode
from lcn_widgets.ui.wording import say

log = logging.getLogger(__name__)


class Handle(Protocol):
    """A call that has been put off."""

    def cancel(self) -> None:
        """Do not make it."""


Soon = Callable[[Callable[[], None]], Handle | None]


class Session:
    """Answers the changes of a page's controls: the latest one, with a run or with what is wrong.

    A change is computed once all changes of its turn are in. One that does not work leaves the
    last run that did, and its insights, where they are. Insights follow the picture one by one,
    and give way to the next one.

    Parameters
    ----------
    values : callable
        Returns the values of all controls by their name.
    tell : callable
        Takes what is new of the page's state, to be shown at once: a dictionary with some of
        ``_header`` and ``_buffer`` (a run), ``_answer`` (a revision with its errors and
        suggestions), ``_insights`` and ``_insight_buffer``, ``preset``, and controls to be moved.
    soon : callable
        Puts a call off to the next turn of an event loop and returns its handle; or returns None
        where no loop runs. Then changes are answered at once and there are no insights, since
        nobody is there to see them.
    """

    def __init__(
        self,
        values: Callable[[], Mapping[str, Any]],
        tell: Callable[[dict[str, Any]], None],
        soon: Soon,
    ):
        self._values = values
        self._tell = tell
        self._soon = soon
        self._revision = 0  # of the page's latest question
        self._touched = ARCHITECTURE[0]  # the control changed last: see `_refuse`
        self._run: Run | None = None
        self._errors: dict[str, Message] = {}
        self._due = False  # a change waits for its answer
        self._holds = 0
        self._answering: Handle | None = None
        self._studying: Handle | None = None

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
    def run(self) -> Run:
        """The last run that worked; a change that is still waiting is answered first."""
        self._answer()
        assert self._run is not None, "the session has not been opened"
        return self._run

    @property
    def errors(self) -> dict[str, Message]:
        """What is wrong with the present controls, by the name of the control."""
        self._answer()
        return dict(self._errors)

    def open(self) -> None:
        """Show the first run.

        Raises
        ------
        InvalidInput
            If the controls describe none: there is no earlier one to be shown instead.
        """
        self._show(run(self.experiment))

    def close(self) -> None:
        """Tell nothing any more."""
        self._forget_change()
        self._stop_studying()

    def change(self, control: str) -> None:
        """A control has changed."""
        self._touched = control
        self._put_off()

    def ask(self, revision: int) -> None:
        """The page has asked its next question, with or without a change."""
        self._revision = revision
        self._put_off()

    def choose(self, preset: str) -> None:
        """Move all controls to where a preset has them."""
        self._tell(values_of(preset_named(preset).experiment))

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
        if self._holds or self._answering:
            return
        self._answering = self._soon(self._answer)
        if self._answering is None:
            self._answer()

    def _forget_change(self) -> None:
        if self._answering:
            self._answering.cancel()
        self._answering = None
        self._due = False

    def _answer(self) -> None:
        """Answer the latest change, if one is waiting."""
        due = self._due
        self._forget_change()
        if not due:
            return
        try:
            experiment = self.experiment
            if self._run is None or experiment != self._run.experiment:
                self._show(run(experiment))
            else:
                self._tell(self._answered({}))
        except InvalidInput as problem:
            self._refuse(problem)
        except Exception:
            log.exception("an experiment could not be run")
            self._tell(self._answered({self._touched: say("unexpected")}))

    def _refuse(self, problem: InvalidInput) -> None:
        """Say what is wrong at its control; what has no place, where the last change was."""
        control = control_of(problem.field) or self._touched
        suggestions = [plain_form(control)(value) for value in problem.suggestions]
        self._tell(self._answered({control: problem.message}, {control: suggestions}))

    def _answered(
        self, errors: dict[str, Message], suggestions: Mapping[str, list[Any]] | None = None
    ) -> dict[str, Any]:
        self._errors = errors
        answer = {
            "revision": self._revision,
            "errors": {control: message.to_dict() for control, message in errors.items()},
            "suggestions": dict(suggestions or {}),
        }
        return {"_answer": answer}

    def _show(self, result: Run) -> None:
        header, buffer = encode(result, self._revision)
        preset = next((p.name for p in PRESETS if p.experiment == result.experiment), "")
        self._run = result
        self._stop_studying()
        self._study(Insights(result, self._revision))
        picture = {"_header": header, "_buffer": buffer, "preset": preset}
        self._tell({**picture, **self._answered({})})

    def _study(self, insights: Insights) -> None:
        """Compute the next insight when whatever the page wants meanwhile has been done."""
        self._studying = (
            self._soon(partial(self._study_next, insights)) if insights.pending else None
        )

    def _study_next(self, insights: Insights) -> None:
        try:
            insights.compute_next()
        except Exception:
            log.exception("an insight could not be computed")
        self._study(insights)
        message, buffer = insights.message()
        self._tell({"_insights": message, "_insight_buffer": buffer})

    def _stop_studying(self) -> None:
        if self._studying:
            self._studying.cancel()
        self._studying = None
