"""The chain of the proof: how far a run gets, and which statement decides each step."""

from __future__ import annotations

import numpy as np
import pytest

from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import HuberLoss, SquareLoss
from lcn_widgets.core.theorem.chain import Link, links
from lcn_widgets.core.theorem.claim import Part, Statement
from lcn_widgets.core.theorem.claims import CLAIMS
from lcn_widgets.core.theorem.report import theory
from lcn_widgets.core.theorem.status import Status
from lcn_widgets.core.theorem.steps import CHAIN, DATA, FILTER
from lcn_widgets.core.training.flow import gradient_flow

HOLDS, FAILS, NOT_COVERED, UNDECIDED = Status


def said(**statuses):
    """Statements with these statuses, by name of the claim."""
    claims = {claim.name: claim for claim in CLAIMS}
    return tuple(Statement(claims[name], status, "") for name, status in statuses.items())


def found(report):
    return {link.name: (link.status, link.decisive.name) for link in report.links}


@pytest.mark.parametrize(
    ("loss", "data", "patches", "decisive"),
    [
        (HOLDS, HOLDS, HOLDS, "data_rank"),
        (HOLDS, FAILS, HOLDS, "patch_rank"),
        (HOLDS, FAILS, FAILS, "data_rank"),
        (HOLDS, FAILS, UNDECIDED, "data_rank"),
        (HOLDS, UNDECIDED, HOLDS, "patch_rank"),
        (FAILS, HOLDS, HOLDS, "loss"),
        (FAILS, FAILS, FAILS, "loss"),
    ],
)
def test_the_loss_is_required_and_one_rank_is_enough(loss, data, patches, decisive):
    statements = said(loss=loss, data_rank=data, patch_rank=patches, filter_bound=FAILS)
    link = Link(DATA, statements, 1.0)
    assert link.decisive.name == decisive
    assert link.status is next(s.status for s in statements if s.name == decisive)


@pytest.mark.parametrize(
    ("patches", "inputs", "decisive"),
    [
        (HOLDS, HOLDS, "filter_bounded_by_patches"),
        (HOLDS, NOT_COVERED, "filter_bounded_by_patches"),
        (NOT_COVERED, HOLDS, "filter_bounded"),
        (UNDECIDED, NOT_COVERED, "filter_bounded_by_patches"),
        (NOT_COVERED, FAILS, "filter_bounded"),
        (NOT_COVERED, NOT_COVERED, "filter_bounded_by_patches"),
    ],
)
def test_of_two_bounds_the_one_that_says_more_decides(patches, inputs, decisive):
    statements = said(energy=FAILS, filter_bounded_by_patches=patches, filter_bounded=inputs)
    assert Link(FILTER, statements, 1.0).decisive.name == decisive


def test_every_statement_belongs_to_one_step_which_something_decides():
    statements = said(**{claim.name: HOLDS for claim in CLAIMS})
    assert len({claim.name for claim in CLAIMS}) == len(CLAIMS)
    chain = links(statements, 1.0)
    assert [link.step for link in chain] == list(CHAIN)
    assert [s for link in chain for s in link.statements] == list(statements)
    for link in chain:
        assert link.decisive.claim.part is Part.SUFFICES


def test_a_run_that_keeps_every_promise_goes_by_the_sharper_bounds():
    rng = np.random.default_rng(3)
    architecture = Architecture(5, (3, 2), (1, 1))
    dataset = Dataset(rng.normal(size=(5, 12)), rng.normal(size=(2, 12)))
    risk = EmpiricalRisk(architecture, SquareLoss(), dataset)
    report = theory(risk, gradient_flow(risk, rng.normal(size=5)))
    assert found(report) == {
        "data": (HOLDS, "data_rank"),
        "filter": (HOLDS, "filter_bounded_by_patches"),
        "layers": (HOLDS, "layers_bounded_sharply"),
        "limit": (HOLDS, "convergence"),
    }
    assert report.status is HOLDS


def test_a_loss_that_is_not_covered_breaks_the_chain_at_both_ends():
    rng = np.random.default_rng(3)
    architecture = Architecture(5, (3, 2), (1, 1))
    dataset = Dataset(rng.normal(size=(5, 12)), rng.normal(size=(2, 12)))
    risk = EmpiricalRisk(architecture, HuberLoss(1.0), dataset)
    report = theory(risk, gradient_flow(risk, rng.normal(size=5), t_max=1.0))
    assert found(report) == {
        "data": (FAILS, "loss"),
        "filter": (HOLDS, "filter_bounded_by_patches"),
        "layers": (HOLDS, "layers_bounded_sharply"),
        "limit": (NOT_COVERED, "convergence"),
    }
    assert report.status is NOT_COVERED


def test_values_of_the_steps_along_a_path():
    """v = w shrinks from (3, -4): norms by hand, the gradient as part of that at w0."""
    architecture = Architecture(2, (2,), (1,))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.eye(2), [[0.0, 0.0]]))
    run = gradient_flow(risk, [3.0, -4.0], times=[0.5])
    report = theory(risk, run)
    data, v, layers, gradient = (link.logarithms(run) for link in report.links)
    shrunk = np.exp(-1.0)  # ẇ = -2w over half a unit of time
    assert data is None
    assert 10.0 ** v[0] == pytest.approx(5.0 * shrunk)
    assert 10.0 ** layers[0] == pytest.approx(25.0 * shrunk**2)
    assert 10.0 ** gradient[0] == pytest.approx(shrunk)
    assert 10.0 ** report["filter_bounded"].curve.values[0] == pytest.approx(7.0 * shrunk)
