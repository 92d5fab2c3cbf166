"""What gradient flow and descent need of a network and of its risk."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, InvalidInput
from lcn_widgets.core.risk.loss import Loss
from lcn_widgets.core.risk.shortage import Shortage
from lcn_widgets.core.risk.wording import say


class Network(Protocol):
    """Layers in one vector w: convolutional (`Architecture`) or dense (`DenseArchitecture`)."""

    @property
    def depth(self) -> int:
        """Number of layers N."""

    @property
    def parameter_count(self) -> int:
        """Length of w."""

    def split(self, w: ArrayLike) -> list[Array]:
        """Views of the layers in w of shape (…, length of w)."""

    def final_filter(self, w: ArrayLike) -> Array:
        """What the layers amount to, flat."""

    def squared_norms(self, w: ArrayLike) -> Array:
        """Squared norm of every layer, shape (…, N)."""

    def norm_differences(self, w: ArrayLike) -> Array:
        """Differences of consecutive squared norms, conserved by the flow, shape (…, N - 1)."""

    def symmetries(self, w: ArrayLike) -> Array:
        """Orthonormal basis of directions that keep what the layers amount to, shape (n, m)."""


class Objective(ABC):
    """A risk L(w) with exact derivatives.

    Attributes
    ----------
    architecture : Network
    loss : Loss
    """

    architecture: Network
    loss: Loss

    @property
    @abstractmethod
    def shortage(self) -> Shortage | None:
        """What the data lack to bound the layers by the risk, None if nothing."""

    @property
    @abstractmethod
    def shortage_is_exact(self) -> bool:
        """Whether the shortage is sure: a singular value below its rounding error need not be 0."""

    def is_flat_beside(self, w: Array) -> bool:
        """Whether L is flat in the directions in which it does not bend at a critical w (n,).

        Curvatures that may be 0 are, where the data surely lack rank; what they see has sure ones.
        """
        return self.shortage_is_exact

    def has_least_risk(self, w: Array) -> bool:
        """Whether no filter is known that has a lower risk than w of shape (n,), to rounding."""
        return False

    @abstractmethod
    def value_and_gradient(self, w: ArrayLike) -> tuple[float, Array]:
        """L(w) and ∇L(w) for w of shape (n,)."""

    @abstractmethod
    def hessian(self, w: ArrayLike) -> Array:
        """∇²L(w), shape (n, n)."""

    def value(self, w: ArrayLike) -> float:
        """L(w)."""
        return self.value_and_gradient(w)[0]

    def gradient(self, w: ArrayLike) -> Array:
        """∇L(w), shape (n,)."""
        return self.value_and_gradient(w)[1]

    def values_and_gradients(self, w: ArrayLike) -> tuple[Array, Array]:
        """L and ∇L at M points, shapes (M,) and (M, n), for w of shape (M, n)."""
        pairs = [self.value_and_gradient(row) for row in np.asarray(w)]
        return np.array([value for value, _ in pairs]), np.array([slope for _, slope in pairs])

    def gradients(self, w: ArrayLike) -> Array:
        """∇L at M points, shape (M, n), for w of shape (M, n)."""
        return self.values_and_gradients(w)[1]

    def stability_limit(self, w: ArrayLike) -> float:
        """2/λ_max(∇²L(w)): descent with larger steps is unstable at w; inf if no λ is positive."""
        largest = float(np.linalg.eigvalsh(self.hessian(w))[-1])
        return 2.0 / largest if largest > 0.0 else np.inf

    def hessians(self, w: ArrayLike) -> Array:
        """∇²L at M points, shape (M, n, n), for w of shape (M, n)."""
        return np.array([self.hessian(row) for row in np.asarray(w)])


def overflow_at(w0: Array) -> InvalidInput:
    """The complaint about a start where the risk or its derivatives are not finite."""
    return InvalidInput(say("overflow", norm=float(np.linalg.norm(w0))), field="initialization")
