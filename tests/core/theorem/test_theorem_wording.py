"""What the theorem says in words: every fact of a sentence is there, every sentence can be said."""

from __future__ import annotations

import dataclasses
import json
import re

import numpy as np
import pytest

from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import AbsoluteLoss, HuberLoss, LpLoss, SquareLoss
from lcn_widgets.core.theorem.claims import CLAIMS
from lcn_widgets.core.theorem.premise import Premise
from lcn_widgets.core.theorem.report import theory
from lcn_widgets.core.theorem.status import Status
from lcn_widgets.core.theorem.wording import premise_message, say, status_message
from lcn_widgets.core.training.descent import gradient_descent
from lcn_widgets.core.training.flow import gradient_flow

ONE = Architecture(2, (2,), (1,))
TWO = Architecture(3, (2, 2), (1, 1))
SCALARS = Architecture(1, (1, 1), (1, 1))
NARROW = 1.5e-15
"""Beside 1, between the rounding error of a singular value of two and ten times that."""


def risk_of(architecture, X, Y, loss=None):
    return EmpiricalRisk(architecture, loss or SquareLoss(), Dataset(X, Y))


def reports():
    """Runs that together go through every case of every claim."""
    whole = risk_of(TWO, np.eye(3), [[1.0, 0.6, 0.9]])
    w0 = np.array([1.0, 0.5, -0.3, 0.8])
    yield theory(whole, gradient_flow(whole, w0))
    yield theory(whole, gradient_flow(whole, w0, t_max=1e-3))
    path = gradient_flow(whole, w0)
    raised = path.risks.copy()
    raised[1] = raised[0] + 3e-10  # the solver's error: a part of 1e-10 of w, times the gradient
    yield theory(whole, dataclasses.replace(path, risks=raised))
    far = {"filters": 1e12 * path.filters, "risks": path.risks[::-1]}
    yield theory(whole, dataclasses.replace(path, **far))
    yield theory(whole, gradient_flow(whole, w0, times=[1.0]))
    yield theory(whole, gradient_flow(whole, w0, times=np.linspace(0.0, 30.0, 8)))
    yield theory(whole, gradient_descent(whole, w0, step_size=0.01, max_steps=5))
    sloppy = {"solver": "RK45", "rtol": 1e-3, "atol": 1e-3, "gradient_tol": 1e-2}
    yield theory(whole, gradient_flow(whole, w0, **sloppy))
    for loss in (LpLoss(3.0), HuberLoss(1.0), AbsoluteLoss()):
        other = risk_of(TWO, np.eye(3), [[1.0, 0.6, 0.9]], loss)
        yield theory(other, gradient_flow(other, w0, t_max=1e-2))
    for X in ([[1.0], [0.0]], [[1.0, 0.0], [0.0, 0.0]], [[1.0, 0.0], [0.0, NARROW]]):
        poor = risk_of(ONE, X, [[1.0] * len(X[0])])
        yield theory(poor, gradient_flow(poor, [0.5, 0.5]))
    saddle = risk_of(SCALARS, [[1.0]], [[1.0]])
    yield theory(saddle, gradient_flow(saddle, [1.0, -1.0]))
    blind = risk_of(Architecture(2, (2,), (1,)), np.diag([1.0, 1e-9]), [[1.0, 0.0]])
    yield theory(blind, gradient_flow(blind, [0.5, 0.5]))
    yield theory(saddle, gradient_flow(saddle, [0.0, 0.0], times=np.linspace(0.0, 1.0, 6)))
    # both layers have their root at infinity, and 1 - x² is a better filter than their product 1
    shared = risk_of(TWO, np.eye(3), [[1.0, 0.0, -1.0]])
    yield theory(shared, gradient_flow(shared, [1.0, 0.0, 1.0, 0.0]))


@pytest.fixture(scope="module")
def statements():
    return [statement for report in reports() for statement in report.statements]


def test_every_case_of_every_claim_is_said_and_nothing_else(statements):
    said = {(s.name, s.case) for s in statements}
    assert said == {(claim.name, case) for claim in CLAIMS for case in claim.templates}


def test_sentences_are_whole_and_their_facts_plain_json(statements):
    for statement in statements:
        assert re.fullmatch(r"[^{}]+\.", statement.sentence)
        sent = statement.message.to_dict()
        assert sent["id"] in say.words()
        json.dumps(sent, allow_nan=False)


def test_what_is_shown_as_a_number_is_one_and_every_label_is_used(statements):
    for statement in statements:
        assert all(isinstance(value, float | int) for value in statement.numbers.values())
    shown = {(s.name, fact) for s in statements for fact in s.facts}
    assert {(c.name, fact) for c in CLAIMS for fact in c.labels} <= shown


@pytest.mark.parametrize(
    ("name", "case", "sentence"),
    [
        ("data_rank", "few", "1 sample cannot span the 2 dimensions of the input: "
         "2 or more are needed."),
        ("patch_rank", "few", "1 window cannot span the 2 dimensions of the final filter: "
         "2 or more are needed."),
        ("energy", "few", "2 frames are too few for an integral."),
        ("loss", "uncovered", "ℓₚ loss with p = 3 is not analytic at r = 0, p being no even "
         "number: the theorem says nothing about this run."),
        ("risk_decreases", "excluded", "This is said of the flow, not of descent; "
         "here the risk never rose."),
        ("convergence", "stays", "The start is a critical point, and the flow stays there."),
    ],
)  # fmt: skip
def test_sentences_as_they_are_read(name, case, sentence, statements):
    found = [s.sentence for s in statements if (s.name, s.case) == (name, case)]
    assert found[0] == sentence


def test_a_verdict_is_its_premise_and_what_was_seen():
    for report in reports():
        premise, seen = str(report.premise_message), report["convergence"].sentence
        if report.premise is Premise.DESCENT:
            assert report.sentence == seen
            assert seen.startswith("The theorem is about the flow, not about descent;")
        else:
            assert report.sentence == f"{premise} {seen}"


def test_every_premise_and_every_status_has_a_name():
    assert len({str(premise_message(premise)) for premise in Premise}) == len(Premise)
    names = [str(status_message(status)) for status in Status]
    assert names == ["holds", "fails", "not covered", "cannot be decided"]
