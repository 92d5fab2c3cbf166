"""The convergence theorem held against a run. May import landscape and below."""

from lcn_widgets.core.theorem.bounds import certified_bound, filter_norm_bound, paper_bound
from lcn_widgets.core.theorem.claims import Link, Statement, Status
from lcn_widgets.core.theorem.lemmas import (
    factor_assignment,
    filter_bound,
    linear_factors,
    root_bound,
    submultiplicativity,
)
from lcn_widgets.core.theorem.report import TheoremReport, theory
from lcn_widgets.core.theorem.step_sizes import limit_step, limit_step_message, safe_step

__all__ = [
    "Link",
    "Statement",
    "Status",
    "TheoremReport",
    "certified_bound",
    "factor_assignment",
    "filter_bound",
    "filter_norm_bound",
    "limit_step",
    "limit_step_message",
    "linear_factors",
    "paper_bound",
    "root_bound",
    "safe_step",
    "submultiplicativity",
    "theory",
]
