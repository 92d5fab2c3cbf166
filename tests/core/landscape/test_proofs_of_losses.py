"""Certified limits for every loss: each ball holds the critical point that 60 digits find.

The oracle is Newton's method on the risk written from its definition (`decimals`).
"""

from decimal import Decimal

import decimals
import numpy as np
import pytest

from lcn_widgets.core.landscape import limit_proof, prove_limit
from lcn_widgets.core.landscape.risk_bounds import RiskBounds
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import (
    AbsoluteLoss,
    Dataset,
    EmpiricalRisk,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    Loss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)
from lcn_widgets.core.training import gradient_flow

SHAPES = [
    ((2, 2), (1, 1)),
    ((3, 2), (1, 1)),
    ((2, 2), (2, 1)),
    ((2, 2, 2), (1, 1, 1)),
    ((3,), (1,)),
]
LOSSES = [
    SquareLoss(),
    LpLoss(2.5),
    LpLoss(3.0),
    LpLoss(4.0),
    PseudoHuberLoss(0.3),
    GeneralizedHuberLoss(2.0, -1.5),
    GeneralizedHuberLoss(1.0, 6.0),
    LogCoshLoss(3.0),
    HuberLoss(0.3),
]


def problem(loss, shape, seed, size=1.0):
    """Random data, of which outputs and residuals are about as large as `size`."""
    rng = np.random.default_rng(seed)
    widths, strides = shape
    k_v = 1 + sum((k - 1) * S for k, S in zip(widths, np.cumprod([1, *strides]), strict=False))
    architecture = Architecture(int(k_v), widths, strides)
    data = Dataset(rng.normal(size=(k_v, k_v + 2)), size * rng.normal(size=(1, k_v + 2)))
    return EmpiricalRisk(architecture, loss, data), rng


def ball(risk, w):
    """What is proved at w, held against 60 digits; None where nothing is."""
    proof = prove_limit(risk, w)
    if proof is None:
        return None
    point, hessian = decimals.critical_point(risk, w)
    way = [x - y for x, y in zip(point, decimals.exact(w), strict=True)]
    assert sum(d * d for d in way).sqrt() <= Decimal(proof.distance)
    largest = max(abs(a) for row in hessian for a in row)
    scaled = np.array([[float(a / largest) for a in row] for row in hessian])
    eigenvalues = np.linalg.eigvalsh(scaled)
    assert proof.index == np.sum(eigenvalues < -1e-13)
    assert np.sum(abs(eigenvalues) <= 1e-13) == risk.architecture.depth - 1
    return proof


@pytest.mark.parametrize("loss", LOSSES, ids=str)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_the_ball_holds_the_critical_point(loss, shape):
    risk, rng = problem(loss, shape, SHAPES.index(shape))
    trajectory = gradient_flow(risk, rng.normal(size=risk.architecture.parameter_count))
    w = trajectory.filters[-1] if trajectory.limit is None else trajectory.limit
    proofs = [ball(risk, w + offset * rng.normal(size=len(w))) for offset in (0.0, 1e-5)]
    assert proofs[0] is not None


@pytest.mark.parametrize("exponent", [-8, -4, 4, 8])
@pytest.mark.parametrize("loss", [SquareLoss(), LpLoss(4.0), PseudoHuberLoss, LogCoshLoss], ids=str)
def test_it_does_not_depend_on_the_unit_of_the_data(loss, exponent):
    """Inputs and outputs in other units, with a loss that turns linear at its old residual."""
    unit = 10.0**exponent
    if loss is PseudoHuberLoss:
        loss = PseudoHuberLoss(float(np.clip(0.3 * unit, 1e-6, 1e6)))
    elif loss is LogCoshLoss:
        loss = LogCoshLoss(float(np.clip(3.0 / unit, 1e-6, 1e6)))
    scaled, rng = problem(loss, SHAPES[1], 1, unit)
    for inputs in (1.0, unit):
        data = Dataset(inputs * scaled.dataset.X, scaled.dataset.Y)
        risk = EmpiricalRisk(scaled.architecture, loss, data)
        start = (unit / inputs) ** 0.5 * rng.normal(size=5)
        trajectory = gradient_flow(risk, start)
        w = trajectory.filters[-1] if trajectory.limit is None else trajectory.limit
        for _ in range(3):  # in units in which a run is at rest by its absolute distance
            w = w - np.linalg.pinv(risk.hessian(w), rcond=1e-9) @ risk.gradient(w)
        assert ball(risk, w) is not None


def test_saddles_are_proved_to_be_saddles():
    """Newton's method ends at points of all kinds; their index is that of 60 digits."""
    indices = set()
    for loss in (PseudoHuberLoss(1.0), LogCoshLoss(1.0), GeneralizedHuberLoss(1.0, -1.0)):
        risk, rng = problem(loss, SHAPES[0], 5)
        for _ in range(12):
            w = rng.normal(size=4)
            for _ in range(40):
                w = w - np.linalg.pinv(risk.hessian(w), rcond=1e-9) @ risk.gradient(w)
                if not np.linalg.norm(w) < 1e3:
                    break
            else:
                proof = ball(risk, w)
                indices.add(proof.index if proof else None)
    assert {0, 1} <= indices


def ghost(loss):
    """v|v| + 1e-3(1e-3 v + 1)² = 0 has one solution, on the other side of 0 than it seems."""
    risk = EmpiricalRisk(Architecture(1, (1,), (1,)), loss, Dataset([[1.0, 1e-3]], [[0.0, -1.0]]))
    root = 1e-3**0.5
    return risk, np.array([2.0 * root]), -root / (1.0 + 1e-3 * root)


class Halved(LpLoss):
    """A loss that vouches for half of its third derivative."""

    def largest_third_derivative(self, low, high):
        return super().largest_third_derivative(low, high) / 2.0


def test_half_a_third_derivative_would_prove_what_is_false():
    """So the constant of the theorem is needed as it is, and `prove_limit` uses no less."""
    risk, w, critical = ghost(LpLoss(3.0))
    assert prove_limit(risk, w) is None
    risk, w, critical = ghost(Halved(3.0))
    false = prove_limit(risk, w)
    assert abs(w[0] - critical) > 1.15 * false.distance


class Exact(RiskBounds):
    """Bounds that forget rounding."""

    def __init__(self, risk, w):
        super().__init__(risk, w)
        self.gradient_error = self.hessian_error = 0.0


def test_without_bounds_of_rounding_the_balls_would_miss(monkeypatch):
    """One weight for three samples: often the computed gradient is 0 beside the minimum."""
    missed = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        data = Dataset(rng.normal(size=(1, 3)), rng.normal(size=(1, 3)))
        risk = EmpiricalRisk(Architecture(1, (1,), (1,)), SquareLoss(), data)
        w = risk.best_filter
        honest = ball(risk, w)
        with monkeypatch.context() as mutated:
            mutated.setattr(limit_proof, "RiskBounds", Exact)
            bold = prove_limit(risk, w)
        x, y = (decimals.exact(row[0]) for row in (data.X, data.Y))
        exact = sum(a * b for a, b in zip(x, y, strict=True)) / sum(a * a for a in x)
        off = abs(exact - Decimal(float(w[0])))
        assert off <= Decimal(honest.distance)
        missed += off > Decimal(bold.distance)
    assert missed >= 1


class Silent(LogCoshLoss):
    """A loss that does not say how its curvature changes."""

    largest_third_derivative = Loss.largest_third_derivative


def test_nothing_is_proved_for_a_loss_that_does_not_bound_its_third_derivative():
    for loss in (Silent(1.0), AbsoluteLoss()):
        risk, rng = problem(loss, SHAPES[0], 0)
        w = gradient_flow(risk, rng.normal(size=4), t_max=30.0).filters[-1]
        assert prove_limit(risk, w) is None


def test_nothing_is_proved_where_a_residual_is_at_a_kink():
    """Huber's loss with |r| = δ at the very minimum, and ℓ_2.5 with r = 0 there."""
    data = Dataset([[1.0, 1.0, 1.0]], [[0.0, 1.0, 2.0]])
    for loss in (HuberLoss(1.0), LpLoss(2.5), LpLoss(1.0)):
        risk = EmpiricalRisk(Architecture(1, (1,), (1,)), loss, data)
        assert prove_limit(risk, np.array([1.0])) is None
    assert prove_limit(EmpiricalRisk(risk.architecture, LpLoss(3.0), data), np.ones(1)).index == 0
