"""The hypotheses on the data: enough inputs, or enough windows of them, in general position."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np
import scipy.linalg

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.risk import input_factor
from lcn_widgets.core.theorem.bounds import patch_rounding
from lcn_widgets.core.theorem.breaking import S, with_too_few_inputs, with_too_few_windows
from lcn_widgets.core.theorem.claim import Claim, Kind, Part, Statement, Texts
from lcn_widgets.core.theorem.context import Context
from lcn_widgets.core.theorem.status import Status, decades
from lcn_widgets.core.theorem.steps import DATA

DOUBT = 10.0
"""A smallest singular value within this factor of its rounding error decides nothing."""

DIMENSIONS = "{needed, plural, one {# dimension} other {# dimensions}}"
ALL = "{needed, plural, one {the one dimension} other {all # dimensions}}"
SIZE = (
    "{needed, plural, one {the singular value} other {the smallest of # singular values}} is "
    "{least, g, 2}, its rounding error {rounding, e}."
)


def rank_templates(vectors: str, counted: str, space: str) -> dict[str, str]:
    """Sentences about whether vectors, which are `counted` like this, span a space."""
    return {
        "few": f"{counted} cannot span the {{needed}} dimensions of {space}: "
        "{needed} or more are needed.",
        "full": f"The {vectors} span {ALL}: {SIZE}",
        "doubtful": f"Whether the {vectors} span {ALL} is lost in rounding: {SIZE}",
        "deficient": f"The {vectors} span only {{rank}} of {DIMENSIONS}, in exact arithmetic: "
        "rounding has no part in it.",
    }


class RankClaim(Claim):
    """A matrix has full rank, by its singular values; or it has not, in exact arithmetic.

    A singular value well above its rounding error is not zero. One below proves nothing: that a
    rank is lacking takes exact dependence of the given numbers.
    """

    kind = Kind.HYPOTHESIS
    step = DATA
    part = Part.SUFFICES
    labels: ClassVar[Texts] = {
        "vectors": "rank at most",
        "rank": "rank",
        "needed": "needed",
        "least": "σ_min",
        "largest": "σ_max",
    }

    @abstractmethod
    def shape(self, context: Context) -> tuple[int, int]:
        """Number of vectors, and dimension of the space they should span."""

    @abstractmethod
    def singular_values(self, context: Context) -> tuple[Array, float]:
        """Singular values, descending, and their rounding error."""

    @abstractmethod
    def exact_rank(self, context: Context) -> int | None:
        """The rank in exact arithmetic, None where that costs too much."""

    def check(self, context: Context) -> Statement:
        """Count, compare the smallest singular value with its rounding error, then go exact."""
        vectors, needed = self.shape(context)
        if vectors < needed:
            facts: dict[str, float] = {"vectors": vectors, "needed": needed}
            return Statement(self, Status.FAILS, "few", facts, margin=-np.inf)
        values, rounding = self.singular_values(context)
        least, largest = float(values[-1]), float(values[0])
        facts = {
            "rank": int(np.sum(values > rounding)),
            "needed": needed,
            "least": least,
            "largest": largest,
            "rounding": rounding,
        }
        status, case = Status.HOLDS, "full"
        if least <= DOUBT * rounding:
            rank = self.exact_rank(context)
            status, case = Status.UNDECIDED, "doubtful"
            if rank is not None and rank < needed:
                status, case = Status.FAILS, "deficient"
                facts["rank"] = rank
        return Statement(self, status, case, facts, decades(least, rounding), rounding)


class InputsSpan(RankClaim):
    """XXᵀ has full rank, as Theorem 3.8 asks."""

    name = "data_rank"
    title = "The inputs span their space"
    formula = "rank XXᵀ = d₀"
    tex = r"\operatorname{rank}XX^\top=d_0"
    source = "Theorem 3.8, Lemma 3.6"
    needs = "At least d₀ samples in general position."
    breaks = "Fewer samples than input entries, or inputs that all lie in a hyperplane."
    templates = rank_templates(
        "inputs", "{vectors, plural, one {# sample} other {# samples}}", "the input"
    )

    def broken(self, setting: S) -> S | None:
        """Take too few samples."""
        return with_too_few_inputs(setting)

    def shape(self, context: Context) -> tuple[int, int]:
        """Samples, and input entries."""
        rows, samples = context.risk.dataset.X.shape
        return samples, rows

    def singular_values(self, context: Context) -> tuple[Array, float]:
        """Those of X, without XXᵀ, which would square them."""
        X = context.risk.dataset.X
        values = scipy.linalg.svdvals(input_factor(X))
        return values, max(X.shape) * float(np.finfo(np.float64).eps * values[0])

    def exact_rank(self, context: Context) -> int | None:
        """That of X."""
        return context.risk.exact_data_rank


class PatchesSpan(RankClaim):
    """The patch matrix has full rank, which is weaker and suffices."""

    name = "patch_rank"
    title = "The patches span theirs"
    formula = "rank P = k_v"
    tex = r"\operatorname{rank}P=k_v"
    source = "derived from Lemma 3.6; weaker than XXᵀ of full rank and sufficient"
    needs = "At least k_v windows in general position: one long sample may do."
    breaks = "A direction of the final filter that no window of the data sees."
    templates = rank_templates(
        "windows", "{vectors, plural, one {# window} other {# windows}}", "the final filter"
    )

    def broken(self, setting: S) -> S | None:
        """Take too few samples for all windows."""
        return with_too_few_windows(setting)

    def shape(self, context: Context) -> tuple[int, int]:
        """Windows, and entries of the final filter."""
        return context.risk.dataset.Y.size, context.risk.architecture.final_width

    def singular_values(self, context: Context) -> tuple[Array, float]:
        """Those of P."""
        return context.risk.patch_singular_values, patch_rounding(context.risk)

    def exact_rank(self, context: Context) -> int | None:
        """That of P."""
        return context.risk.exact_patch_rank
