"""What the risk and its losses have to say, in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lcn_widgets.core.inputs import Catalogue, Message

if TYPE_CHECKING:
    from lcn_widgets.core.risk.coverage import Coverage
    from lcn_widgets.core.risk.shortage import Shortage

say = Catalogue(
    "risk",
    {
        "coverage": "{loss} loss {regularity, select, "
        "analytic {is real analytic} "
        "power {with p = {exponent, g} is not analytic at r = 0, p being no even number} "
        "jump {has a second derivative that jumps} "
        "other {is not even differentiable where a residual is zero}}",
        "progress.data": "the factor of the data",
        "progress.fit": "the filter of least risk",
        "progress.rank": "the rank of the data, exactly",
        "shortage": "{matrix, select, inputs {X} other {the patch matrix}} has rank "
        "{rank} < {needed}; add data until it has rank {needed}",
        "overflow": "the risk overflows at w₀, where ‖w₀‖ = {norm, g}: start from smaller filters",
        "samples": "X has {inputs, plural, one {# sample (column)} other {# samples (columns)}} "
        "and Y has {outputs}: "
        "give one column of Y for every column of X",
        "rows": "{matrix} has {rows, plural, one {# row} other {# rows}}, but "
        "the {side, select, inputs {input} other {output}} size "
        "of the architecture is {size}: give {matrix} of shape ({size}, {samples})",
        "dense_rows": "X and Y have {inputs} and {outputs} rows: layer sizes {dims} "
        "need {first} and {last}",
        "filter_shape": "w has shape {shape}: widths {widths} need {entries} entries for every w",
        "patch_matrix": "{samples} samples make a patch matrix of {entries, g, 2} entries: "
        "the limit for this loss is {limit, g, 2}; "
        "use fewer samples or square loss, which has no such limit",
    },
)


def coverage(found: Coverage) -> Message:
    """Whether and why the theorem covers a loss: a clause."""
    facts = {"regularity": found.regularity, "exponent": found.exponent}
    return say("coverage", loss=found.loss, **facts)


def shortage(found: Shortage) -> Message:
    """What the data lack, and how much is needed: a clause."""
    return say("shortage", matrix=found.matrix, rank=found.rank, needed=found.needed)
