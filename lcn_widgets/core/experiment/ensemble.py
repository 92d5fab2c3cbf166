"""Where a problem ends from many starts: the same experiment with other seeds, and a tally."""

from __future__ import annotations

import dataclasses
import math
import reprlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice

import numpy as np

from lcn_widgets.core.data import DATA
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.run import Run, run
from lcn_widgets.core.experiment.wording import (
    ensemble_message,
    ensemble_progress,
    say,
    unsettled_message,
)
from lcn_widgets.core.inputs import (
    Array,
    InvalidInput,
    Message,
    Recipe,
    parameters,
    present_work,
    whole_number,
)
from lcn_widgets.core.landscape import CriticalKind, Pattern
from lcn_widgets.core.training import INITIALIZATIONS, Outcome

SAME = 2e-3
"""Final filters are one if they differ by less than this part of the larger of 1 and ‖v‖: twice
the distance from its limit at which a run has converged."""
MAX_STARTS = 10_000
"""Most starts of one ensemble."""
AHEAD = 64
"""Runs handed to an executor before the first of them have ended."""
TOLD = 200
"""Most times that an ensemble tells what is known so far."""
LOOK = 0.1
"""Seconds between two looks at whether the ensemble is still wanted."""
NORMAL_QUANTILE = 1.959963984540054
"""Two-sided 95 % quantile of the standard normal distribution."""


@dataclass(frozen=True, eq=False)
class End:
    """Where the run of one seed ended.

    Parameters
    ----------
    seed : int
    outcome : Outcome
    kind : CriticalKind or None
        Of the critical point it came to rest at; None where no limit is settled.
    pattern : Pattern or None
        Real-root multiplicity pattern of its final filter.
    final_filter : ndarray, shape (k_v,)
        v at the limit, or at the end of a run that has none.
    risk : float
        L there.
    """

    seed: int
    outcome: Outcome
    kind: CriticalKind | None
    pattern: Pattern | None
    final_filter: Array
    risk: float

    @property
    def is_settled(self) -> bool:
        """Whether it is known where the run ends."""
        return self.kind is not None


@dataclass(frozen=True, eq=False)
class Limit:
    """Runs that end at the same limit.

    Parameters
    ----------
    ends : tuple of End
        By their seeds.
    runs : int
        All runs of the ensemble, those included that did not settle.
    """

    ends: tuple[End, ...]
    runs: int

    @property
    def first(self) -> End:
        """The end that stands for all."""
        return self.ends[0]

    @property
    def count(self) -> int:
        """How many runs end here."""
        return len(self.ends)

    @property
    def share(self) -> float:
        """Part of all runs that end here."""
        return self.count / self.runs

    @property
    def interval(self) -> tuple[float, float]:
        """95 % confidence interval of the share (Wilson 1927), for seeds that are independent."""
        return wilson_interval(self.count, self.runs)


@dataclass(frozen=True, eq=False)
class Ensemble:
    """The ends of an experiment with many seeds.

    Parameters
    ----------
    experiment : Experiment
        With whatever seeds; those below replace them.
    anew : tuple of str
        Sections that were drawn anew with every seed.
    wanted : int
        How many runs were asked for; `ends` are fewer where they were cut short.
    ends : tuple of End
        By the order of the seeds.
    """

    experiment: Experiment
    anew: tuple[str, ...]
    wanted: int
    ends: tuple[End, ...]

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """The limits, the most frequent first.

        Runs of one data set share a limit if kind, pattern and final filter are the same; where
        the data are drawn anew too, filters cannot be compared and kind and pattern decide.
        """
        groups: dict[tuple[str, str], list[list[End]]] = {}
        for end in self.ends:
            if end.is_settled:
                alike = groups.setdefault((str(end.kind), str(end.pattern)), [])
                own = next((g for g in alike if self._is_same(g[0], end)), None)
                if own is None:
                    alike.append([end])
                else:
                    own.append(end)
        found = [Limit(tuple(g), len(self.ends)) for alike in groups.values() for g in alike]
        return tuple(sorted(found, key=lambda limit: (-limit.count, limit.first.risk)))

    @property
    def unsettled(self) -> dict[Outcome, int]:
        """How many runs have no settled limit, by how they ended."""
        return dict(Counter(end.outcome for end in self.ends if not end.is_settled).most_common())

    @property
    def unsettled_messages(self) -> tuple[Message, ...]:
        """The same in words."""
        return tuple(unsettled_message(o, count) for o, count in self.unsettled.items())

    @property
    def patterns(self) -> dict[str, float]:
        """Share of all runs by the pattern of the limit, the largest first."""
        counts = Counter(str(end.pattern) for end in self.ends if end.is_settled)
        return {pattern: count / len(self.ends) for pattern, count in counts.most_common()}

    @property
    def message(self) -> Message:
        """How many runs, how many limits, and how many runs did not settle."""
        return ensemble_message(self)

    def _is_same(self, one: End, other: End) -> bool:
        if "data" in self.anew:
            return True
        size = max(1.0, float(np.linalg.norm(one.final_filter)))
        return float(np.linalg.norm(one.final_filter - other.final_filter)) <= SAME * size


def ensemble(
    experiment: Experiment,
    seeds: Iterable[int],
    *,
    anew: Sequence[str] = ("initialization",),
    executor: Executor | None = None,
    progress: Callable[[Ensemble], None] | None = None,
) -> Ensemble:
    """Run an experiment with many seeds, and see where the runs end.

    With ``anew=("data", "initialization")`` and `IdentityData` it is the standard experiment of
    [KMMT, section 6]: u and w(0) standard normal, L = ‖v - u‖².

    Parameters
    ----------
    experiment : Experiment
    seeds : iterable of int
        At most `MAX_STARTS` of them.
    anew : sequence of str
        What is drawn anew with every seed: ``"initialization"``, ``"data"`` or both.
    executor : concurrent.futures.Executor, optional
        Where the runs are computed; here if not given. The result does not depend on it.
    progress : callable, optional
        Is given what is known so far, now and then.

    Raises
    ------
    InvalidInput
        If the start, or whatever is to be drawn anew, has no seed.
    Stopped
        If the present work is stopped; runs that have not begun are then given up.
    """
    wanted = list(islice(seeds, MAX_STARTS + 1))
    check_count(len(wanted))
    check_seeds(experiment, anew)
    anew = tuple(anew)
    ends: dict[int, End] = {}
    often = math.ceil(len(wanted) / TOLD)

    def known() -> Ensemble:
        found = tuple(ends[place] for place in sorted(ends))
        return Ensemble(experiment, anew, len(wanted), found)

    work = present_work()
    for place, end in _computed(partial(end_of, experiment, anew), wanted, executor):
        work.step(ensemble_progress, len(ends), len(wanted), share=len(ends) / len(wanted))
        if end is not None:
            ends[place] = end
            if progress is not None and len(ends) % often == 0:
                progress(known())
    return known()


def check_count(count: object) -> int:
    """Return a number of starts or raise `InvalidInput`."""
    return whole_number(
        count, say("ensemble.starts"), field="starts", minimum=1, maximum=MAX_STARTS
    )


def check_seeds(experiment: Experiment, anew: Sequence[str]) -> None:
    """Raise `InvalidInput` unless `anew` is a list of sections that have a seed."""
    if not isinstance(anew, list | tuple) or not set(_DRAWN).issuperset(map(str, anew)):
        message = say("ensemble.anew", value=reprlib.repr(anew), sections=list(_DRAWN))
        raise InvalidInput(message, field="starts")
    for section in anew:
        recipe = getattr(experiment, section)
        if not hasattr(recipe, "seed"):
            seeded = [kind for kind in _DRAWN[section].values() if _has_seed(kind)]
            labels = [kind.label for kind in seeded]
            message = say("ensemble.seedless", section=section, label=recipe.label, seeded=labels)
            raise InvalidInput(message, field=section, suggestions=[kind.kind for kind in seeded])


def _has_seed(kind: type[Recipe]) -> bool:
    return "seed" in parameters(kind)


_DRAWN: dict[str, Mapping[str, type[Recipe]]] = {"data": DATA, "initialization": INITIALIZATIONS}


def with_seed(experiment: Experiment, anew: Sequence[str], seed: int) -> Experiment:
    """The experiment with this seed in every section of `anew`."""
    recipes = {name: dataclasses.replace(getattr(experiment, name), seed=seed) for name in anew}
    return dataclasses.replace(experiment, **recipes)


def end_of(experiment: Experiment, anew: Sequence[str], seed: int) -> End:
    """Where the run of one seed ends."""
    return end_of_run(run(with_seed(experiment, anew, seed)), seed)


def end_of_run(result: Run, seed: int) -> End:
    """Where a run ends: at its limit, if that is settled."""
    path, point = result.trajectory, result.limit
    if not path.converged or point is None or point.kind is None:
        v, risk = path.final_filters[-1], float(path.risks[-1])
        return End(seed, path.status, None, None, v, risk)
    v = result.risk.architecture.final_filter(point.filters)
    return End(seed, path.status, point.kind, point.pattern, v, point.risk)


def _computed(
    task: Callable[[int], End], seeds: Sequence[int], executor: Executor | None
) -> Iterator[tuple[int, End | None]]:
    """The place and end of every seed as they come; now and then nothing, to look around."""
    if executor is None:
        for place, seed in enumerate(seeds):
            yield place, None
            yield place, task(seed)
        return
    waiting = iter(enumerate(seeds))
    running: dict[Future[End], int] = {}
    try:
        while True:
            for place, seed in islice(waiting, AHEAD - len(running)):
                running[executor.submit(task, seed)] = place
            if not running:
                return
            done, _ = wait(running, timeout=LOOK, return_when=FIRST_COMPLETED)
            yield 0, None
            for future in done:
                yield running.pop(future), future.result()
    finally:
        for future in running:
            future.cancel()


def wilson_interval(count: int, runs: int) -> tuple[float, float]:
    """95 % interval of a share, (count + z²/2 ± z√(count (1 - count/n) + z²/4))/(n + z²)."""
    z = NORMAL_QUANTILE
    centre, size = count + z * z / 2.0, runs + z * z
    half = z * math.sqrt(count * (1.0 - count / runs) + z * z / 4.0)
    return max(0.0, (centre - half) / size), min(1.0, (centre + half) / size)
