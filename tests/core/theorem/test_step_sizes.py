"""The certified step of gradient descent and the step beyond which it cannot converge."""

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
from lcn_widgets.core.theorem.step_sizes import hessian_bound, limit_step, safe_step
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


def test_descent_converges_below_the_limit_step_and_not_above():
    """2/λ_max(∇²L) at the limit: started beside it, smaller steps return, larger ones leave."""
    risk = random_risk(SquareLoss())
    limit = gradient_flow(risk, np.random.default_rng(2).normal(size=5)).filters[-1]
    threshold = limit_step(risk, limit)
    beside = limit + 1e-4 * np.random.default_rng(3).normal(size=5)
    below = gradient_descent(risk, beside, step_size=0.95 * threshold, max_steps=2_000)
    above = gradient_descent(risk, beside, step_size=1.05 * threshold, max_steps=2_000)
    assert below.gradient_norms[-1] < 1e-3 * below.gradient_norms[0]
    # larger steps may end at a flatter point of the same fibre, but not here
    assert above.gradient_norms.max() > 10 * above.gradient_norms[0]
    assert limit_step(risk, above.filters[-1]) > threshold
    assert safe_step(risk, beside).step_size < threshold
