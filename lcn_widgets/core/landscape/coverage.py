"""For which networks and data all critical points can be listed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lcn_widgets.core.inputs import InvalidInput, present_work
from lcn_widgets.core.landscape.reachability import is_polynomial_product
from lcn_widgets.core.landscape.wording import say
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import EmpiricalRisk


def check_coverage(risk: EmpiricalRisk) -> None:
    """Raise `InvalidInput` unless all critical points of this risk can be listed."""
    architecture = risk.architecture
    if not risk.loss.is_quadratic:
        raise InvalidInput(say("filters.loss", loss=risk.loss.label), field="loss")
    if not is_polynomial_product(architecture):
        strides = str(architecture.strides)
        raise InvalidInput(say("filters.strides", strides=strides), field="strides")
    width = architecture.final_width
    if risk.patch_rank < width:
        raise InvalidInput(say("filters.rank", rank=risk.patch_rank, width=width), field="data")
    for multiplicities in multiplicity_patterns(architecture):
        if sum(m > 1 for m in multiplicities) > 1 and multiplicities != (2, 2):
            raise InvalidInput(
                say(
                    "filters.multiplicities",
                    widths=str(architecture.widths),
                    multiplicities=str(multiplicities),
                ),
                field="widths",
            )


def multiplicity_patterns(architecture: Architecture) -> list[tuple[int, ...]]:
    """Multiplicities (descending) of the roots of v that layers with simple shared roots allow.

    By Gale and Ryser these are the partitions of k_v - 1 dominated by the conjugate of the
    degrees (k_1 - 1, …, k_N - 1).
    """
    degrees = [k - 1 for k in architecture.widths if k > 1]
    conjugate = [sum(t > j for t in degrees) for j in range(max(degrees, default=0))]
    bounds = np.cumsum(conjugate)

    def dominated(partition: tuple[int, ...]) -> bool:
        present_work().step(say, "progress.filters")
        sums = np.cumsum(partition)
        return all(s <= bounds[min(j, len(bounds) - 1)] for j, s in enumerate(sums))

    return [p for p in _partitions(sum(degrees), max(conjugate, default=0)) if dominated(p)]


def _partitions(n: int, largest: int | None = None) -> Iterator[tuple[int, ...]]:
    """Partitions of n, parts descending."""
    if n == 0:
        yield ()
        return
    for part in range(min(n, largest or n), 0, -1):
        for rest in _partitions(n - part, part):
            yield (part, *rest)
