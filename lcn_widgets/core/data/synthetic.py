"""Made-up data: a teacher filter on random inputs, identity data and the counterexample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lcn_widgets.core.data.recipe import DataRecipe, check_size
from lcn_widgets.core.data.wording import say
from lcn_widgets.core.inputs import (
    INPUT_STREAM,
    NOISE_STREAM,
    TARGET_STREAM,
    Array,
    InvalidInput,
    parameter,
    random_stream,
)
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset

_SEED = {
    "label": "seed",
    "type": "seed",
    "help": "Number the random draws begin from; the same seed makes the same data.",
}
_TEACHER = {
    "label": "teacher",
    "type": "numbers",
    "help": "Coefficients of the filter to be learned, ascending; leave empty to draw them.",
}
_DRAW = {
    "label": "drawn as",
    "type": "choice",
    "choices": (("filter", "any filter"), ("network", "a network's filter")),
    "help": "A normal random filter of width k_v may lie outside the function space; the final "
    "filter of a network with normal random layers lies in it.",
}


@dataclass(frozen=True)
class TeacherData(DataRecipe):
    """Standard normal inputs, outputs of a teacher filter, plus normal noise.

    The inputs, the teacher and the noise have their own random streams: changing the size of the
    noise or the number of samples keeps the teacher, and more samples keep the first ones.

    Parameters
    ----------
    samples : int
        m.
    noise : float
        Standard deviation of the noise added to every output.
    seed : int
    teacher : sequence of float, optional
        The teacher filter, k_v coefficients, ascending. If left out it is drawn.
    draw : {"filter", "network"}
        A drawn teacher is a standard normal vector of R^{k_v}, which a network need not reach,
        or the final filter of a network whose filters are standard normal, which it does.
    """

    samples: int = parameter(
        40, label="samples", type="integer", minimum=1, maximum=100_000, scale="log", step=1,
        help="Number m of samples.",
    )  # fmt: skip
    noise: float = parameter(
        0.0, label="noise", minimum=0.0, maximum=100.0, typical=(0.0, 2.0), step=0.05,
        help="Standard deviation of the noise on every output.",
    )  # fmt: skip
    seed: int = parameter(0, **_SEED)
    teacher: tuple[float, ...] = parameter((), **_TEACHER)
    draw: str = parameter("filter", **_DRAW)
    kind: ClassVar[str] = "teacher"
    label: ClassVar[str] = "Teacher filter"
    note: ClassVar[str] = "Random inputs and the outputs of a known filter."
    target_label: ClassVar[str] = "teacher"

    def build(self, architecture: Architecture) -> Dataset:
        """Inputs N(0, 1), outputs of the teacher plus noise."""
        check_size(architecture, self.samples)
        X = random_stream(self.seed, INPUT_STREAM).standard_normal(
            (self.samples, architecture.dims[0])
        )
        Y = filter_outputs(architecture, self.target_filter(architecture), X)
        Y += self.noise * random_stream(self.seed, NOISE_STREAM).standard_normal(Y.shape)
        return Dataset(X.T, Y.T)

    def target_filter(self, architecture: Architecture) -> Array:
        """The teacher filter, shape (k_v,)."""
        return _given_or_drawn(architecture, self.teacher, self.seed, self.draw)


@dataclass(frozen=True)
class IdentityData(DataRecipe):
    """Data for which the risk of square loss is ‖v - u‖², u the filter to be learned.

    X = I/√d_N and Y = UX with the convolutional matrix U of u. Every entry of v then meets every
    unit vector once in each of the d_N windows, so that PᵀP = I; for input size k_v, X is the
    identity of the standard experiment of [KMMT].

    Parameters
    ----------
    teacher : sequence of float, optional
        u, k_v coefficients, ascending. If left out it is drawn.
    seed : int
    draw : {"filter", "network"}
        As in `TeacherData`.
    """

    teacher: tuple[float, ...] = parameter((), **_TEACHER)
    seed: int = parameter(0, **_SEED)
    draw: str = parameter("filter", **_DRAW)
    kind: ClassVar[str] = "identity"
    label: ClassVar[str] = "Identity"
    note: ClassVar[str] = "The risk of square loss is the squared distance to a target filter."

    def build(self, architecture: Architecture) -> Dataset:
        """X = I/√d_N and the outputs of u."""
        check_size(architecture, architecture.dims[0], field="input_dim")
        X = np.eye(architecture.dims[0]) / np.sqrt(architecture.dims[-1])
        return Dataset(X, filter_outputs(architecture, self.target_filter(architecture), X).T)

    def target_filter(self, architecture: Architecture) -> Array:
        """u, shape (k_v,)."""
        return _given_or_drawn(architecture, self.teacher, self.seed, self.draw)


@dataclass(frozen=True)
class CounterexampleData(DataRecipe):
    """Rank-deficient data on which the flow grows like t^{1/6} (derived).

    X = [e_1 e_2 e_3], Y = (0, 1, 1) for widths (2, 2), strides (2, 1), input size 4: the risk of
    square loss v_0² + (v_1 - 1)² + (v_2 - 1)² has the infimum 0, which no network attains. It
    shows that Theorem 1.2 of the paper needs the condition on the data that 3.8 has.
    """

    kind: ClassVar[str] = "counterexample"
    label: ClassVar[str] = "Counterexample"
    note: ClassVar[str] = "Too little data: the risk has no minimum and the filters grow forever."

    def build(self, architecture: Architecture) -> Dataset:
        """Three unit vectors and (0, 1, 1)."""
        if architecture != Architecture(4, (2, 2), (2, 1)):
            raise InvalidInput(say("counterexample"), field="data.kind")
        return Dataset(np.eye(4)[:, :3], [[0.0, 1.0, 1.0]])


def filter_outputs(architecture: Architecture, v: Array, inputs: Array) -> Array:
    """Outputs of the filter v with stride s_v, shape (m, d_N), for inputs of shape (m, d_0)."""
    windows = np.lib.stride_tricks.sliding_window_view(inputs, architecture.final_width, axis=1)
    return np.asarray(windows[:, :: architecture.final_stride] @ v)


def _given_or_drawn(
    architecture: Architecture, given: tuple[float, ...], seed: int, draw: str
) -> Array:
    if given:
        return _fitting(architecture, given)
    random = random_stream(seed, TARGET_STREAM)
    if draw == "network":
        return architecture.final_filter(random.standard_normal(architecture.parameter_count))
    return random.standard_normal(architecture.final_width)


def _fitting(architecture: Architecture, given: tuple[float, ...]) -> Array:
    width = architecture.final_width
    if len(given) != width:
        nearest = (*given[:width], *[0.0] * (width - len(given)))
        raise InvalidInput(
            say("teacher", entries=len(given), width=width),
            field="data.teacher",
            suggestions=(nearest,),
        )
    return np.array(given)
