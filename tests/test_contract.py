"""The public contract: names, shapes and conventions that downstream notebooks rely on."""

import inspect

import numpy as np
import pytest

import lcn_widgets as lcn

NAMES = [
    "Architecture",
    "SquareLoss",
    "LpLoss",
    "PseudoHuberLoss",
    "GeneralizedHuberLoss",
    "LogCoshLoss",
    "AbsoluteLoss",
    "HuberLoss",
    "Dataset",
    "EmpiricalRisk",
    "gradient_flow",
    "gradient_descent",
    "Trajectory",
    "track_roots",
    "RootPaths",
    "Experiment",
    "run",
    "Run",
    "Explorer",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_importable_and_documented(name):
    assert name in lcn.__all__
    assert inspect.getdoc(getattr(lcn, name))


def test_signatures():
    def keywords(function):
        parameters = inspect.signature(function).parameters.values()
        return {p.name for p in parameters if p.kind is p.KEYWORD_ONLY}

    assert keywords(lcn.gradient_flow) == {
        "times", "t_max", "gradient_tol", "solver", "rtol", "atol",
    }  # fmt: skip
    assert keywords(lcn.gradient_descent) == {"step_size", "max_steps", "gradient_tol"}


def test_losses_take_their_parameters_and_know_whether_they_are_covered():
    covered = [
        lcn.SquareLoss(), lcn.LpLoss(4), lcn.PseudoHuberLoss(0.5),
        lcn.GeneralizedHuberLoss(2.0, -1.0), lcn.LogCoshLoss(2.0),
    ]  # fmt: skip
    contrast = [lcn.AbsoluteLoss(), lcn.HuberLoss(0.5), lcn.LpLoss(3)]
    r = np.linspace(-2.0, 2.0, 5)
    for loss in (*covered, *contrast):
        assert loss.value(r).shape == loss.slope(r).shape == loss.curvature(r).shape == (5,)
    assert all(loss.covered_by_theorem for loss in covered)
    assert not any(loss.covered_by_theorem for loss in contrast)


def test_shapes_from_the_architecture_to_the_roots():
    """X is (d_0, m), Y is (d_N, m), w is (Σk_i,); T frames, N layers, R roots."""
    arch = lcn.Architecture(9, (3, 2), (2, 1))
    assert arch.dims == (9, 4, 3)
    assert (arch.depth, arch.final_width, arch.final_stride) == (2, 5, 2)
    assert arch.exponents == (1, 2)
    assert arch.degrees == (2, 2)
    w = np.arange(1.0, 6.0)
    assert [f.shape for f in arch.split(w)] == [(3,), (2,)]
    assert [p.shape for p in arch.layer_polynomials(w)] == [(3,), (3,)]
    assert [W.shape for W in arch.convolution_matrices(w)] == [(4, 9), (3, 4)]
    assert arch.final_filter(w).shape == (5,)
    assert arch.jacobian(w).shape == (5, 5)

    rng = np.random.default_rng(0)
    data = lcn.Dataset(rng.normal(size=(9, 20)), rng.normal(size=(3, 20)))
    assert data.patch_matrix(arch).shape == (60, 5)
    risk = lcn.EmpiricalRisk(arch, lcn.SquareLoss(), data)
    assert risk.gradient(w).shape == (5,)
    assert risk.hessian(w).shape == (5, 5)

    flow = lcn.gradient_flow(risk, w, times=[0.0, 0.001, 0.01])
    assert isinstance(flow, lcn.Trajectory)
    np.testing.assert_array_equal(flow.times, [0.0, 0.001, 0.01])
    assert flow.filters.shape == (3, 5)
    assert flow.risks.shape == flow.gradient_norms.shape == (3,)
    assert flow.final_filters.shape == (3, 5)
    assert flow.norm_differences.shape == (3, 1)
    np.testing.assert_allclose(
        flow.norm_differences[:, 0],
        np.sum(flow.filters[:, 3:] ** 2, axis=1) - np.sum(flow.filters[:, :3] ** 2, axis=1),
    )
    assert isinstance(flow.status, str)
    assert flow.converged is False

    paths = lcn.track_roots(arch, flow)
    assert isinstance(paths, lcn.RootPaths)
    assert sorted(paths.layer) == [0, 0, 1, 1]
    assert paths.roots.shape == (len(paths.times), 4)
    assert set(flow.times) <= set(paths.times)


def test_an_experiment_is_its_dictionary_and_runs():
    experiment = lcn.Experiment()
    description = experiment.to_dict()
    assert description["version"] == 1
    assert lcn.Experiment.from_dict(description) == experiment
    result = lcn.run(experiment)
    assert isinstance(result, lcn.Run)
    assert lcn.Explorer(experiment, panels=["roots"]).run.summary() == result.summary()
