"""What the theorem bounds: a number at every time of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from lcn_widgets.core.inputs import Array


class Path(Protocol):
    """Filters followed through time: a trajectory, or the same resampled."""

    @property
    def final_filters(self) -> Array:
        """v, shape (T, k_v)."""

    @property
    def squared_norms(self) -> Array:
        """‖w^(i)‖², shape (T, N)."""

    @property
    def gradient_norms(self) -> Array:
        """‖∇L‖₂, shape (T,)."""


@dataclass(frozen=True)
class Quantity:
    """A number that changes along a path.

    Parameters
    ----------
    symbol : str
        In a sentence.
    label : str
        Beside its value at one time.
    printed : str
        In print, as mathtext.
    along : callable
        From a path and ‖∇L(w0)‖ to the values, shape (T,).
    """

    symbol: str
    label: str
    printed: str
    along: Callable[[Path, float], Array]

    def logarithms(self, path: Path, first_gradient: float) -> Array:
        """Decadic logarithms of the values along a path, -inf for 0."""
        with np.errstate(divide="ignore"):
            return np.asarray(np.log10(self.along(path, first_gradient)))


SUM_OF_MODULI = Quantity(
    "‖v‖₁",
    "‖v(t)‖₁",
    r"$\Vert v\Vert_1$",
    lambda path, _: np.abs(path.final_filters).sum(axis=1),
)
LENGTH = Quantity(
    "‖v‖₂",
    "‖v(t)‖₂",
    r"$\Vert v\Vert_2$",
    lambda path, _: np.linalg.norm(path.final_filters, axis=1),
)
LARGEST_LAYER = Quantity(
    "the largest ‖w⁽ⁱ⁾‖²",
    "max ‖w⁽ⁱ⁾(t)‖²",
    r"max $\Vert w^{(i)}\Vert^2$",
    lambda path, _: path.squared_norms.max(axis=1),
)
GRADIENT = Quantity(
    "‖∇L‖/‖∇L(w₀)‖",
    "‖∇L(w)‖ / ‖∇L(w₀)‖",
    r"$\Vert\nabla L\Vert$",
    lambda path, first: path.gradient_norms / (first or 1.0),
)
