"""Local and global minima of networks: what is said to be proved, against many other networks.

The oracle minimizes the risk from random starts; it knows nothing of lists, ranks or proofs. It can
refute that a minimum is global, and that it is none where nothing better is found nearby.
"""

from decimal import Decimal

import decimals
import numpy as np
import pytest
from margins import at_most
from scipy.optimize import least_squares

from lcn_widgets.core.experiment import preset_named, run
from lcn_widgets.core.inputs import InvalidInput
from lcn_widgets.core.landscape import (
    CriticalKind,
    Ground,
    LimitProof,
    critical_filters,
    decided_kind,
    prove_limit,
    prove_standing,
)
from lcn_widgets.core.landscape.filter_bounds import FilterBounds
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import (
    AbsoluteLoss,
    Dataset,
    EmpiricalRisk,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)
from lcn_widgets.core.training import gradient_flow


def least_found(widths, target, starts):
    """Least ‖π(w) - target‖² of networks with stride one, from random starts."""
    cuts = np.cumsum(widths)[:-1]

    def residual(w):
        v = np.ones(1)
        for f in np.split(w, cuts):
            v = np.convolve(v, f)
        return v - target

    rng = np.random.default_rng(1)
    found = [
        least_squares(residual, rng.normal(size=sum(widths)), xtol=1e-13) for _ in range(starts)
    ]
    return min(2.0 * f.cost for f in found)


def listed(risk):
    try:
        return critical_filters(risk)
    except InvalidInput:
        return None


def standing_of(risk, w):
    proof = prove_limit(risk, w)
    if proof is None:
        return None
    return prove_standing(risk, w, proof, [risk.best_filter], lambda: listed(risk))


@pytest.mark.parametrize("widths", [(2, 2), (3, 2), (2, 2, 2), (4, 2), (2, 2, 3)])
def test_no_other_network_contradicts_what_is_proved(widths):
    grounds = []
    architecture = Architecture(1 + sum(k - 1 for k in widths), widths, (1,) * len(widths))
    for seed in range(4):
        rng = np.random.default_rng(seed)
        target = rng.normal(size=architecture.final_width)
        data = Dataset(np.eye(architecture.final_width), target[None, :])
        risk = EmpiricalRisk(architecture, SquareLoss(), data)
        best = least_found(widths, target, 12)
        for _ in range(3):
            limit = gradient_flow(risk, rng.normal(size=sum(widths))).limit
            known = None if limit is None else standing_of(risk, limit)
            if known is None:
                continue
            reached = risk.value(limit)
            grounds.append(known.ground)
            if known.is_global:
                assert at_most(reached, best, abs=1e-12)
            elif known.is_global is False:
                assert best < reached
                assert at_most(known.gap, reached - best, rel=1e-9, abs=1e-13)
            else:
                assert at_most(reached - best, known.gap, rel=1e-9, abs=1e-13)
    assert None not in grounds
    assert len(grounds) >= 6
    assert set(grounds) & {Ground.FULL_RANK, Ground.COMPLETE_LIST}


@pytest.mark.parametrize(
    ("name", "ground"),
    [
        ("filling", Ground.FULL_RANK),
        ("outside", Ground.COMPLETE_LIST),
        ("spurious", Ground.OTHER_FILTER),
        ("rings", None),
    ],
)
def test_presets(name, ground):
    result = run(preset_named(name).experiment)
    assert result.standing.ground is ground
    kind, proved = result.limit_kind
    assert proved is (ground is not None)
    local = ground is Ground.OTHER_FILTER
    assert kind is (CriticalKind.LOCAL_MINIMUM if local else CriticalKind.GLOBAL_MINIMUM)


def test_the_gap_of_a_spurious_minimum_is_that_of_the_paper_and_pencil():
    """Widths (3, 2): the preset's target is reached exactly, so that the gap is the whole risk."""
    result = run(preset_named("spurious").experiment)
    assert result.standing.gap == pytest.approx(result.limit.risk, rel=1e-9)


def test_a_target_that_is_not_reached_is_no_proof_against_a_limit():
    """Target 1 + 0.6x + 0.9x² has no real root: its risk 0 is not one of two layers of width 2."""
    result = run(preset_named("outside").experiment)
    w, proof = result.trajectory.limit, result.proof
    alone = prove_standing(result.risk, w, proof, [result.reference], lambda: None)
    assert alone.ground is None
    assert alone.gap == pytest.approx(result.limit.risk, rel=1e-6)


def test_without_convexity_full_rank_proves_nothing():
    architecture = Architecture(3, (3,), (1,))
    data = Dataset(np.eye(3), [[1.0, -0.4, 0.3]])
    for beta, ground in ((0.0, Ground.FULL_RANK), (-1.0, None)):
        risk = EmpiricalRisk(architecture, GeneralizedHuberLoss(1.0, beta), data)
        assert standing_of(risk, data.Y[0]).ground is ground


def test_full_rank_is_that_of_the_whole_ball():
    """A limit beside a common root, with a ball that reaches it, may be degenerate."""
    architecture = Architecture(3, (2, 2), (1, 1))
    w = np.array([1.0, -1.0, 1.0, -1.0 - 1e-6])
    v = architecture.final_filter(w)
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.eye(3), v[None, :]))
    for distance, ground in ((1e-9, Ground.FULL_RANK), (1e-5, None)):
        known = prove_standing(risk, w, LimitProof(distance, 0), [], lambda: None)
        assert known.ground is ground


def test_an_open_list_proves_no_global_minimum():
    """A circle of critical filters: which of them is best is not to be read off a list."""
    data = Dataset([[1, 0, 0, 0, 1], [0, 1, 0, 0, 0], [0, 0, 1, 1, 0]], [[1, 0, 1, 1, 1]])
    risk = EmpiricalRisk(Architecture(3, (2, 2), (1, 1)), SquareLoss(), data)
    assert critical_filters(risk).best is None


def test_of_two_filters_with_the_same_risk_neither_is_called_the_best():
    """Target 1 + x²: (1 ± x)²/2 are equally near."""
    risk = EmpiricalRisk(
        Architecture(3, (2, 2), (1, 1)), SquareLoss(), Dataset(np.eye(3), [[1.0, 0.0, 1.0]])
    )
    found = critical_filters(risk)
    assert found.certified
    assert found.best is None


def test_a_saddle_has_no_standing():
    risk = EmpiricalRisk(
        Architecture(3, (2, 2), (1, 1)), SquareLoss(), Dataset(np.eye(3), [[1.0, 0.0, 0.2]])
    )
    saddle = LimitProof(1e-9, 1)
    assert prove_standing(risk, np.ones(4), saddle, [], lambda: None) is None
    assert decided_kind(None, saddle, None) == (CriticalKind.STRICT_SADDLE, True)


@pytest.mark.parametrize(
    "loss",
    [
        SquareLoss(),
        LpLoss(2.5),
        LpLoss(4.0),
        PseudoHuberLoss(0.3),
        GeneralizedHuberLoss(2.0, -1.5),
        GeneralizedHuberLoss(2.0, 3.0),
        LogCoshLoss(3.0),
        HuberLoss(0.3),
        AbsoluteLoss(),
    ],
    ids=str,
)
def test_bounds_of_a_risk_hold_it(loss):
    """At the filter and in a ball around it, for data of all sizes, against 60 digits."""
    rng = np.random.default_rng(0)
    architecture = Architecture(3, (3,), (1,))
    for _ in range(25):
        size, radius = 10.0 ** rng.uniform(-3, 2), 10.0 ** rng.uniform(-12, 0)
        data = Dataset(rng.normal(size=(3, 4)), size * rng.normal(size=(1, 4)))
        risk = EmpiricalRisk(architecture, loss, data)
        v, way = size * rng.normal(size=3), rng.normal(size=3)
        for moved in (0.0, 0.999 * radius):
            place = decimals.exact(v + moved * way / np.linalg.norm(way))
            low, high = FilterBounds(risk, v).values(1.001 * moved)
            assert Decimal(low) <= decimals.risk_of(risk, place) <= Decimal(high)


@pytest.mark.parametrize("widths", [(2, 2), (3, 2), (2, 2, 2), (3, 3)])
def test_listed_filters_are_known_as_well_as_is_said(widths):
    """Where only rescaling moves a network, Newton's method in 60 digits finds its filter."""
    rng = np.random.default_rng(3)
    architecture = Architecture(1 + sum(k - 1 for k in widths), widths, (1,) * len(widths))
    data = Dataset(np.eye(architecture.final_width), rng.normal(size=(1, architecture.final_width)))
    risk = EmpiricalRisk(architecture, SquareLoss(), data)
    for critical in critical_filters(risk).filters[:4]:
        if prove_limit(risk, critical.points[0].filters) is None:
            continue
        point, _ = decimals.critical_point(risk, critical.points[0].filters)
        layers = decimals.split(architecture, point)
        identity = map(decimals.exact, np.eye(architecture.final_width))
        exact = [decimals.outputs(architecture, layers, x)[0] for x in identity]
        way = [a - b for a, b in zip(exact, decimals.exact(critical.final_filter), strict=True)]
        assert sum(d * d for d in way).sqrt() <= Decimal(critical.error)
        low, high = critical.risk_bounds
        assert Decimal(low) <= decimals.risk_of(risk, point) <= Decimal(high)
        assert critical.error == pytest.approx(0.0, abs=1e-13)
