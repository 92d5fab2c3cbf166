"""Dense deep linear networks: the same flow and descent, other conserved quantities."""

import numpy as np
import pytest

from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.network.dense import DenseArchitecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.dense import DenseRisk
from lcn_widgets.core.risk.shortage import DataMatrix, Shortage
from lcn_widgets.core.training.descent import gradient_descent
from lcn_widgets.core.training.flow import gradient_flow

SHAPES = [(3, 2), (4, 3, 2), (2, 3, 1, 2), (3, 3, 3, 3, 3)]


def random_risk(dims, seed=0):
    rng = np.random.default_rng(seed)
    data = Dataset(rng.normal(size=(dims[0], 9)), rng.normal(size=(dims[-1], 9)))
    return DenseRisk(DenseArchitecture(dims), data)


def plain_risk(dims, w, X, Y):
    """Run the layers sample by sample; complex w allowed."""
    total = 0.0
    for x, y in zip(X.T, Y.T, strict=True):
        z, start = x.astype(w.dtype), 0
        for rows, columns in zip(dims[1:], dims, strict=False):
            layer = w[start : start + rows * columns].reshape(rows, columns)
            z, start = layer @ z, start + rows * columns
        total = total + ((z - y) ** 2).sum()
    return total


@pytest.mark.parametrize("dims", SHAPES)
def test_derivatives_agree_with_running_the_layers(dims):
    """Gradient by complex step on the plain loop, Hessian by differences of that."""
    risk = random_risk(dims)
    X, Y = risk.dataset.X, risk.dataset.Y
    w = np.random.default_rng(1).normal(size=risk.architecture.parameter_count)
    units = np.eye(len(w))

    def plain_gradient(w):
        return np.array([plain_risk(dims, w + 1e-30j * e, X, Y).imag / 1e-30 for e in units])

    value, gradient = risk.value_and_gradient(w)
    assert value == pytest.approx(plain_risk(dims, w, X, Y), rel=1e-12)
    assert risk.value(w) == pytest.approx(value, rel=1e-12)
    expected = plain_gradient(w)
    np.testing.assert_allclose(gradient, expected, rtol=0, atol=1e-10 * np.abs(expected).max())
    # the risk is a polynomial of degree 2N in w: differences of order 8 with a step of 0.1
    weights = {1: 4 / 5, 2: -1 / 5, 3: 4 / 105, 4: -1 / 280}
    hessian = np.stack(
        [
            sum(
                c * (plain_gradient(w + 0.02 * k * e) - plain_gradient(w - 0.02 * k * e)) / 0.02
                for k, c in weights.items()
            )
            for e in units
        ]
    )
    np.testing.assert_allclose(risk.hessian(w), hessian, atol=1e-9 * np.abs(hessian).max())


@pytest.mark.parametrize("dims", SHAPES[1:])
def test_the_flow_conserves_the_matrices(dims):
    """W_{j+1}ᵀW_{j+1} - W_jW_jᵀ is constant along the flow [NRT]."""
    risk = random_risk(dims)
    arch = risk.architecture
    start = np.random.default_rng(2).normal(size=arch.parameter_count)
    flow = gradient_flow(risk, start)
    assert flow.converged
    for matrices in arch.conserved_matrices(flow.filters):
        np.testing.assert_allclose(matrices - matrices[0], 0.0, atol=1e-9)
    # their traces are the norm differences of the trajectory
    traces = [np.trace(C, axis1=1, axis2=2) for C in arch.conserved_matrices(flow.filters)]
    np.testing.assert_allclose(flow.norm_differences, np.stack(traces, -1), atol=1e-12)


@pytest.mark.parametrize("dims", SHAPES[1:])
def test_a_balanced_start_has_vanishing_conserved_matrices(dims):
    arch = DenseArchitecture(dims)
    w = arch.balanced(seed=3, scale=0.7)
    for matrix in arch.conserved_matrices(w):
        np.testing.assert_allclose(matrix, 0.0, atol=4e-14)  # rounding of sums of squares below 3
    values = np.linalg.svd(arch.final_matrix(w), compute_uv=False)
    full = 0.7 * np.random.default_rng(3).normal(size=(dims[-1], dims[0]))
    rank = min(dims)
    np.testing.assert_allclose(values[:rank], np.linalg.svd(full, compute_uv=False)[:rank])


def test_two_layers_reach_the_global_minimum():
    """[NRT]: N = 2, for almost all starts; the bottleneck of size 1 limits the rank."""
    risk = random_risk((3, 1, 3))
    for seed in range(5):
        flow = gradient_flow(risk, np.random.default_rng(seed).normal(size=6))
        assert flow.converged
        assert risk.limit_rank(flow.filters[-1]) == 1
        assert flow.risks[-1] == pytest.approx(risk.best_risk(1), rel=1e-9)


def test_deeper_networks_reach_the_minimum_over_matrices_of_their_rank():
    """[NRT]: N ≥ 3, the limit is a global minimum on the matrices of some fixed rank."""
    risk = random_risk((3, 2, 2, 3))
    for seed in range(5):
        start = risk.architecture.balanced(seed, scale=1.0)
        flow = gradient_flow(risk, start)
        rank = risk.limit_rank(flow.filters[-1])
        assert flow.risks[-1] == pytest.approx(risk.best_risk(rank), rel=1e-7)


def test_best_risks_by_rank_are_those_of_brute_force():
    """Reduced-rank regression against the flow of a two-layer factorization."""
    risk = random_risk((3, 3))
    assert risk.best_risk(3) == pytest.approx(risk.value(risk.best_matrix.ravel()))
    assert risk.best_risk(0) == pytest.approx(np.sum(risk.dataset.Y**2))
    assert risk.best_risk(1) > risk.best_risk(2) > risk.best_risk(3)


def test_descent_drifts_by_the_square_of_the_step():
    """Σ of η²(‖∇_{j+1}L‖² - ‖∇_jL‖²): the traces drift as for convolution (derived)."""
    risk = random_risk((3, 2, 3))
    start = 0.5 * np.random.default_rng(0).normal(size=12)
    descent = gradient_descent(risk, start, step_size=1e-3, max_steps=200)
    squares = risk.architecture.squared_norms(-descent.velocities)
    steps = 1e-6 * np.diff(squares, axis=-1)[:-1]
    np.testing.assert_allclose(np.diff(descent.norm_differences, axis=0), steps, atol=1e-13)


def test_too_few_inputs_are_a_shortage():
    """Two samples cannot span three inputs; three in general position do."""
    inputs = np.random.default_rng(0).normal(size=(3, 3))
    for samples, shortage in ((2, Shortage(DataMatrix.INPUTS, 2, 3)), (3, None)):
        data = Dataset(inputs[:, :samples], np.ones((1, samples)))
        risk = DenseRisk(DenseArchitecture((3, 1)), data)
        assert risk.shortage == shortage
    few = Shortage(DataMatrix.INPUTS, 2, 3)
    assert str(few.message) == "X has rank 2 < 3; add data until it has rank 3"


def test_bad_sizes_get_a_sentence():
    with pytest.raises(InvalidInput, match="no network"):
        DenseArchitecture((3,))
    with pytest.raises(InvalidInput, match="limit is"):
        DenseArchitecture((100, 100))
    with pytest.raises(InvalidInput, match="need 3 and 2"):
        DenseRisk(DenseArchitecture((3, 2)), Dataset(np.ones((2, 1)), np.ones((2, 1))))
    with pytest.raises(InvalidInput, match="need 6 entries"):
        DenseArchitecture((3, 2)).split(np.ones(5))
