"""The one exception for bad input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lcn_widgets.core.inputs.message import Message
from lcn_widgets.core.inputs.wording import say


@dataclass(frozen=True)
class Remedy:
    """A way on from bad input that is more than another value of one field.

    Parameters
    ----------
    message : Message
        What it does, in a few words.
    changes : mapping of str to object
        New values by the name of their field, for example ``"input_dim"`` or ``"data.kind"``.
    """

    message: Message
    changes: Mapping[str, object]


class InvalidInput(ValueError):
    """A value that cannot be used, explained in one sentence.

    Parameters
    ----------
    message : Message or str
        The value, what is wrong with it, and the nearest thing that works. A text is a message
        that no other language has.
    field : str, optional
        Name of the control or parameter the sentence belongs to, for example
        ``"input_dim"`` or ``"loss.p"``.
    suggestions : sequence, optional
        Values of that field that would work, nearest first.
    remedies : sequence of Remedy, optional
        Other ways on.
    """

    def __init__(
        self,
        message: Message | str,
        *,
        field: str = "",
        suggestions: Sequence[object] = (),
        remedies: Sequence[Remedy] = (),
    ):
        super().__init__(str(message))
        if isinstance(message, str):
            message = say("sentence", sentence=message)
        self.message = message
        self.field = field
        self.suggestions = tuple(suggestions)
        self.remedies = tuple(remedies)

    @property
    def sentence(self) -> str:
        """The message in English."""
        return str(self.message)
