"""Many starts of the problem on the page: computed in processes, told as they end."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from lcn_widgets.core.experiment import (
    Ensemble,
    Experiment,
    Limit,
    check_count,
    check_seeds,
    ensemble,
    with_seed,
)
from lcn_widgets.core.inputs import InvalidInput, Message, Stopped, present_work
from lcn_widgets.core.roots import roots
from lcn_widgets.ui.facts import plain
from lcn_widgets.ui.jobs import Job
from lcn_widgets.ui.pool import processes
from lcn_widgets.ui.session import Handle, Loop
from lcn_widgets.ui.wording import say

log = logging.getLogger(__name__)

PULSE = 0.4
"""Seconds between two looks at what has ended."""
SECONDS = 120.0
"""After which an ensemble is cut short."""
MOST_TOLD = 12
"""Limits told one by one, the most frequent."""

_turn = threading.Lock()
"""One ensemble at a time in a kernel, however many explorers it has."""

Known = Callable[[Ensemble], None]


def in_processes(
    experiment: Experiment, seeds: Sequence[int], anew: Sequence[str], known: Known
) -> Ensemble:
    """The ensemble, computed in processes of this machine."""
    while not _turn.acquire(timeout=0.1):
        present_work().check()
    try:
        with processes(len(seeds)) as executor:
            return ensemble(experiment, seeds, anew=anew, executor=executor, progress=known)
    finally:
        _turn.release()


class ManyStarts:
    """Answers the page's wish to see where the runs of other seeds end.

    Parameters
    ----------
    tell : callable
        Takes ``_many``: what is known so far.
    loop : Loop
        Where none runs, there are ensembles by `run` only.
    compute : callable
        Makes the ensemble, and says what is known of it on the way.
    """

    def __init__(
        self,
        tell: Callable[[dict[str, Any]], None],
        loop: Loop,
        compute: Callable[..., Ensemble] = in_processes,
    ):
        self._tell = tell
        self._loop = loop
        self._compute = compute
        self._problem: Experiment | None = None
        self._anew: tuple[str, ...] = ()
        self._wanted = 0
        self._known: Ensemble | None = None
        self._job: Job[Ensemble] | None = None
        self._busy: Job[Ensemble] | None = None  # in a thread, be it that it has been given up
        self._pulse: Handle | None = None
        self._until = 0.0

    def ask(self, experiment: Callable[[], Experiment], count: Any, anew: Any) -> None:
        """Begin with the seeds 0, …, count - 1; what was asked before is given up."""
        try:
            self._begin(experiment(), count, anew)
        except InvalidInput as problem:
            self._tell({"_many": {"problem": problem.message.to_dict()}})
        else:
            self._go_on()
            self._watch()

    def answer(self, wish: Mapping[str, Any], experiment: Callable[[], Experiment]) -> None:
        """The page wishes ``count`` starts, with the seeds of ``anew``; none, or no more."""
        if wish.get("count"):
            self.ask(experiment, wish["count"], wish.get("anew"))
        else:
            self.stop()

    def run(self, experiment: Experiment, count: int, anew: Sequence[str]) -> Ensemble:
        """The same, before anything else is done.

        Raises
        ------
        InvalidInput
            If what is to be drawn anew has no seed.
        """
        self._begin(experiment, count, anew)
        job = self._job
        assert job is not None
        try:
            return job.result()
        finally:
            job.stop()
            self._finish(job)

    def stop(self) -> None:
        """Give up what has not ended; what is known stays."""
        if self._job:
            self._job.stop()

    def follow(self, experiment: Experiment) -> None:
        """The page shows this experiment now: ends of another problem are forgotten."""
        if self._problem is not None and _problem(experiment, self._anew) != self._problem:
            self.close()
            self._problem = self._known = None
            self._tell({"_many": {}})

    def close(self) -> None:
        """Tell nothing any more."""
        self.stop()
        self._job = None
        if self._pulse:
            self._pulse.cancel()
        self._pulse = None

    def _begin(self, experiment: Experiment, count: int, anew: Sequence[str]) -> None:
        count = check_count(count)
        check_seeds(experiment, anew)
        self.close()
        self._anew, self._wanted, self._known = tuple(anew), count, None
        self._problem = problem = with_seed(experiment, anew, 0)
        self._until = time.monotonic() + SECONDS
        self._job = Job(partial(self._compute, problem, range(count), self._anew, self._learn))
        self._report()

    def _go_on(self) -> None:
        """Have the latest ensemble computed as soon as no earlier one is: each has a thread."""
        if self._busy is None and self._job is not None:
            self._busy = self._job
            self._loop.beside(self._busy, self._next)

    def _next(self) -> None:
        ended, self._busy = self._busy, None
        if ended is not None:
            self._finish(ended)
        self._go_on()

    def _learn(self, known: Ensemble) -> None:
        """Called by the thread that computes."""
        self._known = known

    def _watch(self) -> None:
        self._report()
        if time.monotonic() > self._until:
            self.stop()
        self._pulse = self._loop.later(PULSE, self._watch)

    def _finish(self, job: Job[Ensemble]) -> None:
        if job is not self._job:
            return
        self.close()
        problem: Message | None = None
        try:
            self._known = job.result()
        except Stopped:
            pass
        except Exception as error:
            log.error("many starts could not be computed", exc_info=error)
            problem = error.message if isinstance(error, InvalidInput) else say("many.failed")
        self._report(problem)

    def _report(self, problem: Message | None = None) -> None:
        known, running = self._known, self._job is not None
        state: dict[str, Any] = {
            "running": running,
            "anew": self._anew,
            "wanted": self._wanted,
            "done": len(known.ends) if known else 0,
            "problem": problem,
        }
        if known:
            limits = known.limits
            rest = limits[MOST_TOLD:]
            state |= {
                "message": known.message,
                "limits": [_limit(limit) for limit in limits[:MOST_TOLD]],
                "others": sum(limit.count for limit in rest),
                "unsettled": known.unsettled_messages,
            }
        self._tell({"_many": plain(state)})


def _problem(experiment: Experiment, anew: Sequence[str]) -> Experiment | None:
    """The experiment up to the seeds that are drawn anew; None if it has none of them."""
    try:
        check_seeds(experiment, anew)
    except InvalidInput:
        return None
    return with_seed(experiment, anew, 0)


def _limit(limit: Limit) -> dict[str, Any]:
    end = limit.first
    assert end.pattern is not None
    points = roots(end.final_filter)
    low, high = limit.interval
    return {
        "kind": end.kind,
        "pattern": str(end.pattern),
        "pattern_message": end.pattern.message,
        "risk": end.risk,
        "count": limit.count,
        "share": limit.share,
        "low": low,
        "high": high,
        "seed": end.seed,
        "roots_re": points.real,
        "roots_im": points.imag,
    }
