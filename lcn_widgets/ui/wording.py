"""What the session itself says, and the words of the whole house for the page."""

from __future__ import annotations

import importlib
import importlib.util

from lcn_widgets import core
from lcn_widgets.core.inputs import Catalogue

say = Catalogue(
    "ui",
    {
        "back": "go back",
        "moved": "{parts, list}.",
        "moved.size": "Input size {before} → {after}, the nearest that fits",
        "moved.data": "target fitted to the network",
        "moved.initialization": "start fitted to the network",
        "stopped": "Stopped before it was done; the pictures show the last run.",
        "many.failed": "these runs could not be computed: please change the experiment",
        "unexpected": "this could not be computed: please change it; "
        "the pictures show the last good run",
        "pins.full": "{most} runs are pinned already: unpin one of them first",
        "pins.failed": "it could not be computed",
        "pins.refused": "A pinned run cannot be run any more: {reason}.",
    },
)


def words() -> dict[str, str]:
    """The template of every message by its id.

    They are those of this module and of the `wording` module of every wing: a wing that begins
    to speak has only to have one.
    """
    found = say.words()
    for wing in core.WINGS:
        wording = f"{core.__name__}.{wing}.wording"
        if importlib.util.find_spec(wording):
            found |= importlib.import_module(wording).say.words()
    return found
