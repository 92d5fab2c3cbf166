"""What happens along a run, as facts: roots that meet or pass infinity, plateaus, near-saddles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lcn_widgets.core.inputs import Message
from lcn_widgets.core.landscape.wording import event_message


class EventKind(StrEnum):
    """What happens."""

    LEAVE_REAL_AXIS = "leave real axis"
    BECOME_REAL = "become real"
    LAYERS_MEET = "layers meet"
    INFINITY = "infinity"
    ZERO = "zero"
    PLATEAU = "plateau"
    NEAR_SADDLE = "near saddle"


class Passage(StrEnum):
    """How roots go through infinity."""

    ARRIVAL = "arrival"
    """They were there at the start."""
    TO_MINUS = "to minus"
    """One real root leaves to -∞ and comes back from +∞."""
    TO_PLUS = "to plus"
    """One real root leaves to +∞ and comes back from -∞."""
    RING = "ring"
    """All S_i > 1 roots of p̃_i that stand for one root of p_i grow beyond all bounds together."""


@dataclass(frozen=True)
class Event:
    """Something that happens at one time of a run.

    Parameters
    ----------
    time : float
        Flow time, refined between the frames.
    kind : EventKind
    layers : tuple of int
        The layers it happens to, counted from 1; empty for plateaus and near-saddles.
    root : complex or None
        Where in the plane of p_i of the first of these layers, ``complex(inf, 0)`` at infinity.
    passage : Passage or None
        How roots go through infinity.
    numbers : mapping of str to float
        What else it is told by: ``ring``, the number S_i of roots that go through zero or infinity
        together; ``gradient_norm`` and ``risk`` on a plateau; ``gradient_norm`` and the lowest
        ``eigenvalue`` of the Hessian near a saddle.
    """

    time: float
    kind: EventKind
    layers: tuple[int, ...] = ()
    root: complex | None = None
    passage: Passage | None = None
    numbers: Mapping[str, float] = field(default_factory=dict)

    @property
    def message(self) -> Message:
        """What happens, where, and to which layers."""
        return event_message(self)

    @property
    def sentence(self) -> str:
        """The message in English."""
        return str(self.message)
