"""Real-root multiplicity patterns: how many roots of a filter are real, and which are multiple."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lcn_widgets.core.inputs import Complex, Message
from lcn_widgets.core.landscape.layer_roots import ROOT_TOLERANCE, is_real
from lcn_widgets.core.landscape.wording import pattern_message
from lcn_widgets.core.roots import chordal_distance


@dataclass(frozen=True)
class Pattern:
    """Real-root multiplicity pattern of a filter [KMMT].

    ``str`` writes ``(2,1|)`` for a double and a simple real root, and nothing for a filter
    without roots, which is the one that vanishes.

    Parameters
    ----------
    real : tuple of int
        Multiplicities of the real roots, descending, infinity counted as real.
    pairs : tuple of int
        Multiplicities of the conjugate pairs, descending.
    """

    real: tuple[int, ...] = ()
    pairs: tuple[int, ...] = ()

    def __str__(self) -> str:
        """The notation of [KMMT]."""
        if not self.real and not self.pairs:
            return ""
        real, pairs = (",".join(map(str, found)) for found in (self.real, self.pairs))
        return f"({real}|{pairs})"

    @property
    def message(self) -> Message:
        """The pattern in words: "2 real roots (double) and 1 conjugate pair"."""
        return pattern_message(self)


def real_root_pattern(layers: Sequence[Complex], tolerance: float = ROOT_TOLERANCE) -> Pattern:
    """Pattern of the product of forms with the given roots, infinity counted.

    Roots of different layers within `tolerance` are one; working with the layers' roots keeps
    a multiple root of the product as accurate as a simple one.
    """
    points = np.concatenate([np.zeros(0, dtype=np.complex128), *layers])
    real: list[int] = []
    pairs: list[int] = []
    left = np.ones(len(points), dtype=bool)
    for i, point in enumerate(points):
        if not left[i]:
            continue
        near = left & (chordal_distance(points, point) < tolerance)
        left &= ~near
        if is_real(complex(point), tolerance):
            real.append(int(near.sum()))
        elif point.imag > 0.0:
            pairs.append(int(near.sum()))
    return Pattern(*(tuple(sorted(found, reverse=True)) for found in (real, pairs)))
