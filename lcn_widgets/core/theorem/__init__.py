"""The convergence theorem held against a run. May import landscape and below."""

from lcn_widgets.core.theorem.bounds import (
    certified_bound,
    filter_bound,
    filter_norm_bound,
    paper_bound,
)
from lcn_widgets.core.theorem.chain import Link
from lcn_widgets.core.theorem.claim import Claim, Kind, Part, Statement
from lcn_widgets.core.theorem.claims import CLAIMS
from lcn_widgets.core.theorem.drawing import Curve, Drawing, Track
from lcn_widgets.core.theorem.lemmas import (
    factor_assignment,
    linear_factors,
    root_bound,
    submultiplicativity,
)
from lcn_widgets.core.theorem.premise import Premise
from lcn_widgets.core.theorem.report import TheoremReport, theory
from lcn_widgets.core.theorem.status import Status
from lcn_widgets.core.theorem.step_sizes import safe_step, stability_limit
from lcn_widgets.core.theorem.steps import CHAIN, Step
from lcn_widgets.core.theorem.wording import stability_limit_message, status_message

__all__ = [
    "CHAIN",
    "CLAIMS",
    "Claim",
    "Curve",
    "Drawing",
    "Kind",
    "Link",
    "Part",
    "Premise",
    "Statement",
    "Status",
    "Step",
    "TheoremReport",
    "Track",
    "certified_bound",
    "factor_assignment",
    "filter_bound",
    "filter_norm_bound",
    "linear_factors",
    "paper_bound",
    "root_bound",
    "safe_step",
    "stability_limit",
    "stability_limit_message",
    "status_message",
    "submultiplicativity",
    "theory",
]
