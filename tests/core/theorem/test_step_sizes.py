"""The certified step of gradient descent and the step beyond which it cannot converge."""

from fractions import Fraction as Q

import numpy as np
import pytest
from margins import at_most

from lcn_widgets.core.network.architecture import Architecture, nearest_input_dims
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import (
    AbsoluteLoss,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)
from lcn_widgets.core.theorem.step_sizes import hessian_bound, safe_step, stability_limit
from lcn_widgets.core.theorem.wording import stability_limit_message
from lcn_widgets.core.training.descent import gradient_descent
from lcn_widgets.core.training.flow import gradient_flow

LOSSES = [
    SquareLoss(),
    LpLoss(4.0),
    PseudoHuberLoss(0.5),
    GeneralizedHuberLoss(1.5, 6.0),
    GeneralizedHuberLoss(2.0, -1.0),
    LogCoshLoss(2.0),
    HuberLoss(0.7),
]


def random_risk(loss, widths=(2, 3), strides=(1, 1), seed=0):
    arch = Architecture(nearest_input_dims(widths, strides, 12)[0], widths, strides)
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(arch.dims[0], 20))
    return EmpiricalRisk(arch, loss, Dataset(X, rng.normal(size=(arch.dims[-1], 20))))


@pytest.mark.parametrize(
    ("widths", "X", "Y", "w0", "step_size", "curvature", "squared_norm", "drift"),
    [
        # L = (ab - 2)² from (1, 1): L = 1, |v| ≤ (2 + 1)/1 = T, β = T = 3, as δ = 0.
        # JᵀHJ ≤ 2(β + β) = 4β and C ≤ ‖∇_vL‖ = √(2·2·1) = 2, so B = 12 + 2 = 14 at first,
        # drift ≤ 2·1/14 = 1/7, β + 1/7 = 22/7, B = 4·22/7 + 2 = 102/7, drift ≤ 2·7/102.
        ((1, 1), [[1]], [[2]], [1, 1], Q(7, 102), Q(102, 7), Q(22, 7), Q(7, 51)),
        # P = I, y = (4, 3), v = (4, 0): L = 9, ‖v‖ ≤ 5 + 3 = 8, β² = 4·8² and β = 16.
        # JᵀHJ ≤ 2(β + 2β) = 6β and C ≤ √(2·2·9) = 6, so B = 96 + 6 = 102 at first,
        # drift ≤ 2·9/102 = 3/17, β + 3/17 = 275/17, B = 6·275/17 + 6 = 1752/17.
        (
            (2, 1), [[1, 0], [0, 1]], [[4, 3]], [2, 0, 2],
            Q(17, 1752), Q(1752, 17), Q(275, 17), 18 * Q(17, 1752),
        ),
    ],
)  # fmt: skip
def test_the_safe_step_by_hand(widths, X, Y, w0, step_size, curvature, squared_norm, drift):
    """Square loss, so that M = 2 and min = 0; bounds are enlarged by some 1e-9 for rounding."""
    arch = Architecture(len(X), widths, (1,) * len(widths))
    safe = safe_step(EmpiricalRisk(arch, SquareLoss(), Dataset(X, Y)), w0)
    assert safe.step_size == pytest.approx(float(step_size), rel=1e-7)
    assert safe.curvature == pytest.approx(float(curvature), rel=1e-7)
    assert safe.squared_norm == pytest.approx(float(squared_norm), rel=1e-7)
    assert safe.drift == pytest.approx(float(drift), rel=1e-7)


def test_the_hessian_bound_of_three_layers_by_hand():
    """L = (abc - 9/2)² at (1, 1, 1) where all |w| ≤ 2.

    JᵀHJ ≤ 2·3·(2·2)² = 96; the blocks of C are ‖∇_vL‖ times 2 off the diagonal, whose matrix has
    norm 4, and ‖∇_vL‖ = √(2·2·(7/2)²) = 7.
    """
    risk = EmpiricalRisk(
        Architecture(1, (1, 1, 1), (1, 1, 1)), SquareLoss(), Dataset([[1.0]], [[4.5]])
    )
    assert hessian_bound(risk, [1.0, 1.0, 1.0], 4.0) == pytest.approx(96 + 28, rel=1e-12)


def test_the_stability_limit_by_hand():
    """L = (ab - 2)² at a = b = √2: ∇²L = 2(b, a)(b, a)ᵀ with λ_max = 2(a² + b²) = 8."""
    risk = EmpiricalRisk(Architecture(1, (1, 1), (1, 1)), SquareLoss(), Dataset([[1.0]], [[2.0]]))
    assert stability_limit(risk, np.sqrt([2.0, 2.0])) == pytest.approx(2 / 8, rel=1e-12)


def test_what_is_said_of_step_sizes():
    risk = EmpiricalRisk(Architecture(1, (1, 1), (1, 1)), SquareLoss(), Dataset([[1.0]], [[2.0]]))
    assert str(safe_step(risk, [1.0, 1.0]).message) == (
        "Up to η = 0.069 every step is proved to lower the risk."
    )
    uncertified = safe_step(random_risk(AbsoluteLoss()), np.ones(5))
    assert "no certified bound" in str(uncertified.message)
    assert "2/λ_max" in str(stability_limit_message(known=True))
    assert "no limit" in str(stability_limit_message(known=False))


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: f"{loss.kind}")
def test_the_largest_curvature_is_the_supremum(loss):
    """Scanned over a fine grid of the residuals with ℓ(r) ≤ level."""
    r = np.linspace(-3.0, 3.0, 100_001)
    level = float(loss.value(np.array([3.0]))[0])
    found = float(np.abs(loss.curvature(r)).max())
    assert at_most(found, loss.largest_curvature(level), rel=1e-12)
    assert found == pytest.approx(loss.largest_curvature(level), rel=1e-6)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: f"{loss.kind}")
@pytest.mark.parametrize(("widths", "strides"), [((2, 3), (1, 1)), ((3, 2, 2), (2, 1, 1))])
def test_the_hessian_bound_holds_on_the_sublevel_set(loss, widths, strides):
    """‖∇²L(w)‖ ≤ B at random w with L(w) ≤ L(w0) and no larger norms."""
    risk = random_risk(loss, widths, strides)
    rng = np.random.default_rng(4)
    checked = 0
    for _ in range(400):
        w0, w = rng.normal(size=(2, risk.architecture.parameter_count))
        if risk.value(w) > risk.value(w0):
            continue
        largest = float(risk.architecture.squared_norms(w).max())
        norm = np.linalg.norm(risk.hessian(w), 2)
        assert at_most(norm, hessian_bound(risk, w0, largest), rel=1e-12)
        checked += 1
    assert checked > 100


@pytest.mark.parametrize("loss", [SquareLoss(), LogCoshLoss(1.0), PseudoHuberLoss(1.0)])
def test_the_safe_step_decreases_the_risk_and_keeps_what_it_certifies(loss):
    """L(w_{n+1}) ≤ L(w_n) - η‖∇L‖²/2; norms and drift stay within the certified numbers."""
    risk = random_risk(loss)
    w0 = 0.5 * np.random.default_rng(1).normal(size=5)
    safe = safe_step(risk, w0)
    assert 0.0 < safe.step_size < np.inf
    descent = gradient_descent(risk, w0, step_size=safe.step_size, max_steps=3_000)
    decrease = -np.diff(descent.risks)
    promised = 0.5 * safe.step_size * descent.gradient_norms[:-1] ** 2
    assert at_most(promised, decrease, rel=1e-6, abs=1e-12 * descent.risks[0])
    assert descent.squared_norms.max() <= safe.squared_norm
    assert np.abs(descent.drifts).max() <= safe.drift


def test_without_full_rank_or_bounded_curvature_no_step_is_certified():
    arch = Architecture(4, (2, 2), (2, 1))
    counterexample = Dataset(np.eye(4)[:, :3], [[0.0, 1.0, 1.0]])
    assert safe_step(EmpiricalRisk(arch, SquareLoss(), counterexample), np.ones(4)).step_size == 0.0
    assert safe_step(random_risk(AbsoluteLoss()), np.ones(5)).step_size == 0.0


def test_descent_converges_below_the_stability_limit_and_not_above():
    """2/λ_max(∇²L) at the limit: started beside it, smaller steps return, larger ones leave."""
    risk = random_risk(SquareLoss())
    limit = gradient_flow(risk, np.random.default_rng(2).normal(size=5)).filters[-1]
    threshold = stability_limit(risk, limit)
    beside = limit + 1e-4 * np.random.default_rng(3).normal(size=5)
    below = gradient_descent(risk, beside, step_size=0.95 * threshold, max_steps=2_000)
    above = gradient_descent(risk, beside, step_size=1.05 * threshold, max_steps=2_000)
    assert below.gradient_norms[-1] < 1e-3 * below.gradient_norms[0]
    # larger steps may end at a flatter point of the same fibre, but not here
    assert above.gradient_norms.max() > 10 * above.gradient_norms[0]
    assert stability_limit(risk, above.filters[-1]) > threshold
    assert safe_step(risk, beside).step_size < threshold
