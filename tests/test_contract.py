"""The public contract: names, shapes and conventions that downstream notebooks rely on."""

import inspect

import numpy as np
import pytest

import lcn_widgets as lcn

NAMES = [
    "AbsoluteLoss",
    "Architecture",
    "DataRecipe",
    "Dataset",
    "Descent",
    "EmpiricalRisk",
    "Experiment",
    "Explorer",
    "Flow",
    "GeneralizedHuberLoss",
    "HuberLoss",
    "IdentityData",
    "Initialization",
    "InvalidInput",
    "LogCoshLoss",
    "Loss",
    "LpLoss",
    "Method",
    "NormalInitialization",
    "PrescribedDifferences",
    "PseudoHuberLoss",
    "RootPaths",
    "Run",
    "SquareLoss",
    "TeacherData",
    "Trajectory",
    "gradient_descent",
    "gradient_flow",
    "preset_named",
    "run",
    "track_roots",
]
WINGS = {
    "inputs": ["Parameter", "Recipe", "parameter"],
    "glossary": ["GLOSSARY", "Glossary", "Term", "explain"],
    "network": ["DenseArchitecture", "rescale_to_differences"],
    "risk": ["LOSSES", "DenseRisk"],
    "data": [
        "ArrayData",
        "CounterexampleData",
        "CsvData",
        "DATA",
        "EegData",
        "TerrainData",
    ],
    "training": [
        "BalancedInitialization",
        "ExplicitFilters",
        "FlowAndDescent",
        "FromRoots",
        "INITIALIZATIONS",
        "METHODS",
        "Outcome",
    ],
    "roots": ["chordal_distance", "roots"],
    "landscape": [
        "CriticalKind",
        "Decay",
        "EventKind",
        "classify",
        "critical_filters",
        "find_events",
        "fit_rate",
        "function_space_flow",
        "is_filling",
        "is_reachable",
        "layer_roots",
        "metric",
        "metric_is_fixed",
        "refactorize",
    ],
    "theorem": [
        "Status",
        "TheoremReport",
        "certified_bound",
        "factor_assignment",
        "filter_bound",
        "filter_norm_bound",
        "linear_factors",
        "paper_bound",
        "root_bound",
        "safe_step",
        "stability_limit",
        "submultiplicativity",
        "theory",
    ],
    "experiment": ["PRESETS", "Frames", "Preset", "ensemble"],
}
RECIPES = [
    recipe
    for registry in (
        lcn.risk.LOSSES, lcn.data.DATA, lcn.training.INITIALIZATIONS, lcn.training.METHODS,
    )
    for recipe in registry.values()
]  # fmt: skip


def test_the_names_at_the_top_are_these():
    assert sorted(lcn.__all__) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_importable_and_documented(name):
    assert inspect.getdoc(getattr(lcn, name))


@pytest.mark.parametrize("wing", WINGS)
def test_the_rest_is_in_its_wing(wing):
    door = getattr(lcn, wing)
    assert set(WINGS[wing]) <= set(door.__all__)
    documented = [getattr(door, name) for name in WINGS[wing] if not name.isupper()]
    assert all(map(inspect.getdoc, documented))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.__name__)
def test_copied_python_can_import_every_part_of_an_experiment(recipe):
    assert getattr(lcn, recipe.__name__) is recipe


def test_what_can_be_completed_is_there_and_nothing_else():
    assert sorted(dir(lcn)) == sorted([*NAMES, *WINGS, "figures"])
    assert all(hasattr(lcn, name) for name in dir(lcn))
    with pytest.raises(AttributeError, match="has no attribute 'theroem'"):
        _ = lcn.theroem


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
