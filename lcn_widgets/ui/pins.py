"""Runs that stay on the page to be compared with the present one."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from lcn_widgets.core.experiment import Experiment, Run, compare, run
from lcn_widgets.core.inputs import InvalidInput, Message
from lcn_widgets.ui.wire import encode
from lcn_widgets.ui.wording import say

log = logging.getLogger(__name__)

LETTERS = ("A", "B", "C", "D")
"""What pinned runs are called; there are no more of them."""

COMPARED = frozenset({"events", "critical_point"})
"""Insights into runs that are compared."""


def ghost_trait(letter: str) -> str:
    """Name of the trait in which the page finds a pinned run."""
    return f"_ghost_{letter.lower()}"


class Pins:
    """Up to four runs by their letters, each sent to the page once.

    Attributes
    ----------
    runs : dict of str to Run
    """

    def __init__(self) -> None:
        self.runs: dict[str, Run] = {}
        self._refused: Message | None = None
        self._revision: int | None = None  # of the run compared last

    def free_letter(self) -> str:
        """The first letter that is free.

        Raises
        ------
        InvalidInput
            If there is none.
        """
        free = [letter for letter in LETTERS if letter not in self.runs]
        if not free:
            raise InvalidInput(say("pins.full", most=len(LETTERS)))
        return free[0]

    def wanted(self) -> dict[str, Any]:
        """The pinned experiments by their letters."""
        return {letter: pinned.experiment.to_dict() for letter, pinned in self.runs.items()}

    def follow(self, wanted: Mapping[str, Any], present: Run, revision: int) -> dict[str, Any]:
        """Pin these experiments and no others; what is new for the page.

        What cannot be run is left out, and the page is told why.
        """
        before, self._refused = self.runs, None
        self.runs = {}
        told: dict[str, Any] = {}
        for letter in LETTERS:
            pinned = self._run_of(wanted.get(letter), [present, *before.values()])
            if pinned is not None:
                self.runs[letter] = pinned
            if pinned is not before.get(letter):
                told[ghost_trait(letter)] = {} if pinned is None else _picture(pinned)
        return {**told, "_pinned": self.wanted(), **self.compared(present, revision)}

    def studied(self, insights: Mapping[str, Any], present: Run) -> dict[str, Any]:
        """What to say as insights into the present run come in.

        It is compared once what that needs is known anyhow, so that it costs nothing.
        """
        waits = not COMPARED.isdisjoint(insights.get("pending", ()))
        if not self.runs or waits or insights["revision"] == self._revision:
            return {}
        return self.compared(present, insights["revision"])

    def compared(self, present: Run, revision: int) -> dict[str, Any]:
        """What is said of the present run beside the pinned ones."""
        self._revision = revision
        found: dict[str, Any] = {"revision": revision, "refused": None}
        if self._refused is not None:
            found["refused"] = self._refused.to_dict()
        for letter, pinned in self.runs.items():
            comparison = compare(present, pinned)
            found[letter] = {
                "change": comparison.change_message.to_dict(),
                "message": comparison.message.to_dict(),
            }
        return {"_comparison": found}

    def _run_of(self, description: Any, known: list[Run]) -> Run | None:
        if description is None:
            return None
        try:
            experiment = Experiment.from_dict(description)
            same = (each for each in known if each.experiment == experiment)
            return next(same, None) or run(experiment)
        except InvalidInput as problem:
            self._refused = say("pins.refused", reason=problem.message)
        except Exception:
            log.exception("a pinned run could not be computed")
            self._refused = say("pins.refused", reason=say("pins.failed"))
        return None


def _picture(pinned: Run) -> dict[str, Any]:
    header, buffer = encode(pinned, 0)
    return {"header": header, "buffer": buffer}
