"""Where a run starts: recipes for w(0)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lcn_widgets.core.inputs import (
    START_STREAM,
    Array,
    InvalidInput,
    Recipe,
    parameter,
    random_stream,
)
from lcn_widgets.core.network import Architecture, filter_with_roots, norm_offsets
from lcn_widgets.core.training.wording import say

_SEED = {
    "label": "seed",
    "type": "seed",
    "help": "Number the random draw begins from; the same seed starts at the same filters.",
}


def _scale() -> float:
    value: float = parameter(
        1.0,
        label="scale",
        minimum=1e-6,
        maximum=1e3,
        typical=(0.01, 10.0),
        step=0.05,
        scale="log",
        help="How large the filters start: the deviation of their entries, or their norms.",
    )
    return value


class Initialization(Recipe):
    """Describes w(0); the same recipe and architecture always give the same filters."""

    section: ClassVar[str] = "initialization"

    @abstractmethod
    def filters(self, architecture: Architecture) -> Array:
        """w(0), shape (Σk_i,).

        Raises
        ------
        InvalidInput
            If the recipe does not fit the architecture.
        """


@dataclass(frozen=True)
class NormalInitialization(Initialization):
    """Independent normal entries with standard deviation `scale`.

    Parameters
    ----------
    seed : int
    scale : float
    """

    seed: int = parameter(0, **_SEED)
    scale: float = _scale()
    kind: ClassVar[str] = "normal"
    label: ClassVar[str] = "Normal"
    note: ClassVar[str] = "Independent normal random entries."

    def filters(self, architecture: Architecture) -> Array:
        """w(0) ~ N(0, scale² I)."""
        return self.scale * _normal(architecture, self.seed)


@dataclass(frozen=True)
class BalancedInitialization(Initialization):
    """Every layer a random direction of the same norm, so that all δ_i = 0.

    Parameters
    ----------
    seed : int
    scale : float
        ‖w^(i)‖ of every layer.
    """

    seed: int = parameter(0, **_SEED)
    scale: float = _scale()
    kind: ClassVar[str] = "balanced"
    label: ClassVar[str] = "Balanced"
    note: ClassVar[str] = "All filters have the same norm: every δ is zero."

    def filters(self, architecture: Architecture) -> Array:
        """w(0) with ‖w^(i)‖ = scale."""
        return _with_norms(architecture, self.seed, np.full(architecture.depth, self.scale))


@dataclass(frozen=True)
class PrescribedDifferences(Initialization):
    """Random directions whose norms have given differences δ_i = ‖w^(i+1)‖² - ‖w^(i)‖².

    Parameters
    ----------
    seed : int
    scale : float
        Norm of the smallest filter.
    differences : sequence of float
        δ_1, …, δ_{N-1}; those left out at the end are 0.
    """

    seed: int = parameter(0, **_SEED)
    scale: float = _scale()
    differences: tuple[float, ...] = parameter(
        (1.0,), label="δ", type="numbers",
        help="δ_i = ‖w^(i+1)‖² - ‖w^(i)‖² for consecutive layers; those left out are 0.",
    )  # fmt: skip
    kind: ClassVar[str] = "differences"
    label: ClassVar[str] = "Given differences δ"
    note: ClassVar[str] = "Filters whose squared norms differ by the numbers you give."

    def filters(self, architecture: Architecture) -> Array:
        """w(0) with the given δ and min ‖w^(i)‖ = scale."""
        delta = np.zeros(architecture.depth - 1)
        if len(self.differences) > len(delta):
            count, layers = len(self.differences), architecture.depth
            raise InvalidInput(
                say("start.differences", count=count, layers=layers, limit=len(delta)),
                field="initialization.differences",
                suggestions=(self.differences[: len(delta)],),
            )
        delta[: len(self.differences)] = self.differences
        offsets = norm_offsets(architecture, delta)
        norms = np.sqrt(self.scale**2 + offsets - offsets.min())
        return _with_norms(architecture, self.seed, norms)


@dataclass(frozen=True)
class FromRoots(Initialization):
    """Filters from the roots of their polynomials p_i(x) = Σ_j w^(i)_{j+1} x^j.

    p_i is the polynomial of layer i itself; p̃_i(x) = p_i(x^{S_i}) then has a ring of S_i roots
    for each of its (paper, 2.1). Roots fix a filter up to its norm and sign, which are given
    beside them.

    Parameters
    ----------
    roots : sequence of sequences of complex
        For every layer k_i - 1 roots, ``inf`` for a root at infinity; complex roots come with
        their conjugates. A layer left out, or empty, has equal entries: its roots are the k_i-th
        roots of unity other than 1.
    scale : float
        What all norms are multiplied by.
    norms : sequence of float
        ‖w^(i)‖/scale of every layer, with the sign of the entry of highest index that is not
        zero; those left out at the end are 1.
    """

    roots: tuple[tuple[complex, ...], ...] = parameter(
        (), label="roots", type="rows", complex_entries=True,
        help="One line per layer: its roots, separated by commas, for example 1+2i, 1-2i, inf; "
        "an empty line means equal entries. They can be dragged in the picture at t = 0.",
    )  # fmt: skip
    scale: float = _scale()
    norms: tuple[float, ...] = parameter(
        (), label="norms", type="numbers",
        help="Norm of each layer's filter, times the scale; a negative one turns the sign of the "
        "filter; those left out are 1.",
    )  # fmt: skip
    kind: ClassVar[str] = "roots"
    label: ClassVar[str] = "From roots"
    note: ClassVar[str] = "Place the roots of every layer in the complex plane."

    def filters(self, architecture: Architecture) -> Array:
        """w(0) with the given roots and norms."""
        rows = _one_per_layer(self.roots, architecture, "roots")
        norms = self._layer_norms(architecture)
        filters = []
        for layer, (row, norm) in enumerate(zip(rows, norms, strict=True), start=1):
            width = architecture.widths[layer - 1]
            if row and len(row) != width - 1:
                sizes = {"count": len(row), "layer": layer, "width": width, "needed": width - 1}
                raise InvalidInput(say("start.roots", **sizes), field="initialization.roots")
            owner = say("layer", layer=layer)
            filters.append(
                filter_with_roots(row, norm, owner=owner, field="initialization.roots")
                if row
                else np.full(width, norm / np.sqrt(width))
            )
        return architecture.join(filters)

    def _layer_norms(self, architecture: Architecture) -> list[float]:
        """Signed norms of the filters, one a layer."""
        given, layers = len(self.norms), architecture.depth
        if given > layers:
            raise InvalidInput(
                say("start.norms", count=given, layers=layers),
                field="initialization.norms",
                suggestions=(self.norms[:layers],),
            )
        return [self.scale * norm for norm in (*self.norms, *[1.0] * (layers - given))]


@dataclass(frozen=True)
class ExplicitFilters(Initialization):
    """The filters themselves.

    Parameters
    ----------
    values : sequence of sequences of float
        The k_i entries of every layer; a layer left out, or empty, has all entries 1.
    """

    values: tuple[tuple[float, ...], ...] = parameter(
        (), label="filters", type="rows",
        help="One line per layer: the entries of its filter; an empty line means ones.",
    )  # fmt: skip
    kind: ClassVar[str] = "filters"
    label: ClassVar[str] = "Given filters"
    note: ClassVar[str] = "Type every filter entry."

    def filters(self, architecture: Architecture) -> Array:
        """w(0) as given."""
        rows = _one_per_layer(self.values, architecture, "values")
        for layer, (row, width) in enumerate(zip(rows, architecture.widths, strict=True), start=1):
            if row and len(row) != width:
                sizes = {"count": len(row), "layer": layer, "width": width}
                raise InvalidInput(say("start.entries", **sizes), field="initialization.values")
        return architecture.join(
            [row or np.ones(k) for row, k in zip(rows, architecture.widths, strict=True)]
        )


INITIALIZATIONS: dict[str, type[Initialization]] = {
    recipe.kind: recipe
    for recipe in (
        NormalInitialization,
        BalancedInitialization,
        PrescribedDifferences,
        FromRoots,
        ExplicitFilters,
    )
}
"""In the order of the controls; a new one is a class and a line here."""


def _normal(architecture: Architecture, seed: int) -> Array:
    return random_stream(seed, START_STREAM).standard_normal(architecture.parameter_count)


def _with_norms(architecture: Architecture, seed: int, norms: Array) -> Array:
    directions = architecture.split(_normal(architecture, seed))
    return np.concatenate(
        [f * (norm / np.linalg.norm(f)) for f, norm in zip(directions, norms, strict=True)]
    )


def _one_per_layer(
    rows: Sequence[tuple[complex, ...]], architecture: Architecture, name: str
) -> list[tuple[complex, ...]]:
    """The rows, with empty ones for the layers left out."""
    if len(rows) > architecture.depth:
        raise InvalidInput(
            say("start.rows", count=len(rows), layers=architecture.depth),
            field=f"initialization.{name}",
            suggestions=(tuple(rows[: architecture.depth]),),
        )
    return [*rows, *[()] * (architecture.depth - len(rows))]
