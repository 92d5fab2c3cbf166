"""The one exception for bad input."""

from __future__ import annotations

from collections.abc import Sequence


class InvalidInput(ValueError):
    """A value that cannot be used, explained in one sentence.

    Parameters
    ----------
    sentence : str
        The value, what is wrong with it, and the nearest thing that works.
    field : str, optional
        Name of the control or parameter the sentence belongs to, for example
        ``"input_dim"`` or ``"loss.p"``.
    suggestions : sequence, optional
        Values of that field that would work, nearest first.
    """

    def __init__(self, sentence: str, *, field: str = "", suggestions: Sequence[object] = ()):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.suggestions = tuple(suggestions)
