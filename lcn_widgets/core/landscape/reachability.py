"""Which final filters a network can have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import InvalidInput, Message, real_array
from lcn_widgets.core.landscape.wording import reachability_message, say
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.roots import real_root_bounds


class Reach(StrEnum):
    """Whether a network can have a final filter."""

    REACHED = "reached"
    MISSED = "missed"
    UNDECIDED = "undecided"
    """Some of the filters that are meant within the error are reached, or may be, and some not."""


@dataclass(frozen=True)
class Reachability:
    """Whether a stride-one network reaches a filter that is known up to an error.

    Parameters
    ----------
    reach : Reach
    needed : int
        Fewest real roots of a filter that is reached.
    real_roots : (int, int)
        Least and most real roots within the error, with multiplicity, infinity counted.
    """

    reach: Reach
    needed: int
    real_roots: tuple[int, int]

    @property
    def message(self) -> Message:
        """The verdict with its numbers."""
        return reachability_message(self)


def is_polynomial_product(architecture: Architecture) -> bool:
    """Whether every layer with k_i > 1 has S_i = 1, as for stride one: π multiplies polynomials."""
    return all(
        S == 1 for k, S in zip(architecture.widths, architecture.exponents, strict=True) if k > 1
    )


def is_filling(architecture: Architecture) -> bool:
    """Whether every filter in R^{k_v} can be reached.

    For stride one iff at most one width is even [KMMT 4.1]. With larger strides in between the
    function space has dimension Σk_i - (N - 1) < k_v, or v has gaps [KMST].
    """
    return is_polynomial_product(architecture) and _even_widths(architecture) <= 1


def real_roots_needed(architecture: Architecture) -> int:
    """Fewest real roots, infinity counted, of a nonzero filter that a stride-one network can reach.

    One for every even width (derived from [KMMT 4.1]).

    Raises
    ------
    InvalidInput
        With strides that make the layers polynomials in different powers of x.
    """
    if not is_polynomial_product(architecture):
        strides = str(architecture.strides)
        raise InvalidInput(say("reachable.strides", strides=strides), field="strides")
    return _even_widths(architecture)


def is_reachable(architecture: Architecture, v: ArrayLike) -> bool:
    """Whether a stride-one network can have the final filter v of shape (k_v,) (derived).

    Decided exactly for the floats given, on the boundary too: (1, 4, 6, 4, 1) has a fourfold real
    root, and four layers of width 2 reach it. A v that was computed carries rounding errors, which
    near the boundary change the answer: see `reachability`.
    """
    return reachability(architecture, v).reach is Reach.REACHED


def reachability(architecture: Architecture, v: ArrayLike, error: ArrayLike = 0.0) -> Reachability:
    """Whether a stride-one network reaches v, and every filter that v may stand for (derived).

    Parameters
    ----------
    architecture : Architecture
    v : array_like, shape (k_v,)
    error : array_like, shape (k_v,) or ()
        How far each entry may be from the one that is meant, not negative.
    """
    v = real_array(v, "v", field="v", ndim=1)
    width = architecture.final_width
    if v.shape != (width,):
        raise InvalidInput(say("reachable.shape", shape=str(v.shape), width=width), field="v")
    needed = real_roots_needed(architecture)
    errors = np.broadcast_to(
        real_array(np.atleast_1d(error), "error", field="error", ndim=1), width
    )
    if not np.any(v):  # 0 is reached, but its roots are not defined
        reached = needed <= 1 or not np.any(errors)  # one real root has every form of odd degree
        reach = Reach.REACHED if reached else Reach.UNDECIDED
        return Reachability(reach, needed, (0, width - 1))
    found = real_root_bounds([Fraction(float(c)) for c in v], [Fraction(float(c)) for c in errors])
    least, most = found
    if least >= needed:
        return Reachability(Reach.REACHED, needed, found)
    return Reachability(Reach.MISSED if most < needed else Reach.UNDECIDED, needed, found)


def _even_widths(architecture: Architecture) -> int:
    return sum(k % 2 == 0 for k in architecture.widths)
