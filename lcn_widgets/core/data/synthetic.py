"""Made-up data: a teacher filter on random inputs, identity data and the counterexample."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    Remedy,
    parameter,
    random_stream,
)
from lcn_widgets.core.network import (
    Architecture,
    filter_with_roots,
    fitting_entries,
    fitting_roots,
)
from lcn_widgets.core.risk import Dataset

_SEED = {
    "label": "seed",
    "type": "seed",
    "help": "Number the random draws begin from; the same seed makes the same data.",
}
_TEACHER = {
    "label": "target",
    "type": "numbers",
    "help": "Coefficients of the filter to be learned, ascending; leave empty to draw them.",
}
_ROOTS = {
    "label": "its roots",
    "type": "rows",
    "complex_entries": True,
    "help": "Roots of the filter to be learned where no coefficients are given, on one line, for "
    "example 1+2i, 1-2i, inf. They can be dragged in the picture at t = 0.",
}
_NORM = {
    "label": "its norm",
    "typical": (-5.0, 5.0),
    "step": 0.05,
    "help": "Norm of a filter given by its roots; a negative one turns its sign.",
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
        The teacher filter, k_v coefficients, ascending.
    roots : one row of complex, optional
        Where `teacher` is left out, its k_v - 1 roots, ``inf`` for one at infinity. If these are
        left out too it is drawn.
    norm : float
        Norm of a teacher given by its roots, with the sign of its entry of highest index that is
        not zero.
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
    roots: tuple[tuple[complex, ...], ...] = parameter((), **_ROOTS)
    norm: float = parameter(1.0, **_NORM)
    draw: str = parameter("filter", **_DRAW)
    kind: ClassVar[str] = "teacher"
    label: ClassVar[str] = "Random inputs"
    note: ClassVar[str] = "Random inputs and the outputs of a known filter, the target."

    def fitted(self, architecture: Architecture) -> DataRecipe:
        """With zeros behind the last coefficient, or roots at infinity; or less of them."""
        return _fitted(self, architecture)

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
        return _target(architecture, self)


@dataclass(frozen=True)
class IdentityData(DataRecipe):
    """Data for which the risk of square loss is ‖v - u‖², u the filter to be learned.

    X = I/√d_N and Y = UX with the convolutional matrix U of u. Every entry of v then meets every
    unit vector once in each of the d_N windows, so that PᵀP = I; for input size k_v, X is the
    identity of the standard experiment of [KMMT].

    Parameters
    ----------
    teacher : sequence of float, optional
        u, k_v coefficients, ascending.
    roots : one row of complex, optional
    norm : float
    seed : int
    draw : {"filter", "network"}
        These as in `TeacherData`.
    """

    teacher: tuple[float, ...] = parameter((), **_TEACHER)
    roots: tuple[tuple[complex, ...], ...] = parameter((), **_ROOTS)
    norm: float = parameter(1.0, **_NORM)
    seed: int = parameter(0, **_SEED)
    draw: str = parameter("filter", **_DRAW)
    kind: ClassVar[str] = "identity"
    label: ClassVar[str] = "Identity"
    note: ClassVar[str] = "The risk of square loss is the squared distance to a target filter."

    def fitted(self, architecture: Architecture) -> DataRecipe:
        """With zeros behind the last coefficient, or roots at infinity; or less of them."""
        return _fitted(self, architecture)

    def build(self, architecture: Architecture) -> Dataset:
        """X = I/√d_N and the outputs of u."""
        check_size(architecture, architecture.dims[0], field="input_dim")
        X = np.eye(architecture.dims[0]) / np.sqrt(architecture.dims[-1])
        return Dataset(X, filter_outputs(architecture, self.target_filter(architecture), X).T)

    def target_filter(self, architecture: Architecture) -> Array:
        """u, shape (k_v,)."""
        return _target(architecture, self)


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
            own = {"input_dim": 4, "widths": (2, 2), "strides": (2, 1)}
            remedies = (Remedy(say("remedy.network"), own),)
            raise InvalidInput(say("counterexample"), field="data.kind", remedies=remedies)
        return Dataset(np.eye(4)[:, :3], [[0.0, 1.0, 1.0]])


def filter_outputs(architecture: Architecture, v: Array, inputs: Array) -> Array:
    """Outputs of the filter v with stride s_v, shape (m, d_N), for inputs of shape (m, d_0)."""
    windows = np.lib.stride_tricks.sliding_window_view(inputs, architecture.final_width, axis=1)
    return np.asarray(windows[:, :: architecture.final_stride] @ v)


def _fitted(recipe: TeacherData | IdentityData, architecture: Architecture) -> DataRecipe:
    width = architecture.final_width
    placed = [root for row in recipe.roots for root in row]
    return replace(
        recipe,
        teacher=fitting_entries(recipe.teacher, width) if recipe.teacher else (),
        roots=(fitting_roots(placed, width - 1),) if placed else (),
    )


def _target(architecture: Architecture, recipe: TeacherData | IdentityData) -> Array:
    """The filter to be learned: its coefficients if given, else from its roots, else drawn."""
    if recipe.teacher:
        return _fitting(architecture, recipe.teacher)
    placed = tuple(root for row in recipe.roots for root in row)
    if placed:
        return _with_roots(architecture, placed, recipe.norm)
    random = random_stream(recipe.seed, TARGET_STREAM)
    if recipe.draw == "network":
        return architecture.final_filter(random.standard_normal(architecture.parameter_count))
    return random.standard_normal(architecture.final_width)


def _with_roots(architecture: Architecture, placed: tuple[complex, ...], norm: float) -> Array:
    width = architecture.final_width
    if len(placed) != width - 1:
        sizes = {"count": len(placed), "width": width, "needed": width - 1}
        raise InvalidInput(say("roots", **sizes), field="data.roots")
    return filter_with_roots(placed, norm, owner=say("target"), field="data.roots")


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
