"""The figures of the theory show what is proved: compared with closed forms and recomputed."""

from __future__ import annotations

import numpy as np
import pytest

from lcn_widgets import figures
from lcn_widgets.core.data.synthetic import IdentityData, TeacherData
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.presets import preset_named
from lcn_widgets.core.experiment.run import Run, run
from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.training.initialization import ExplicitFilters, NormalInitialization
from lcn_widgets.core.training.methods import Descent, Flow

NEW = ("theorem", "critical", "rate")

OWN = Experiment(Architecture(8, (3, 2), (1, 1)), data=TeacherData(samples=20, noise=0.3))


@pytest.fixture(scope="module")
def own() -> Run:
    return run(OWN)


@pytest.fixture(scope="module")
def outside() -> Run:
    return run(preset_named("outside").experiment)


def curves(axes, dashes):
    return [line.get_ydata() for line in axes.lines if line.get_linestyle() == dashes]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NEW)
def test_figures_of_the_theory_are_drawn_without_a_warning(name, theme, own, tmp_path):
    getattr(figures, name)(own, theme=theme).savefig(tmp_path / "figure.pdf")


def test_theorem_draws_values_under_their_bounds(own):
    v, layers, gradient = figures.theorem(own).axes
    values, X, Y = own.trajectory.final_filters, own.dataset.X, own.dataset.Y
    one_norm, two_norm = curves(v, "-")
    np.testing.assert_allclose(10**one_norm, np.abs(values).sum(axis=1))
    np.testing.assert_allclose(10**two_norm, np.linalg.norm(values, axis=1))
    h = np.sqrt(Y.size * own.trajectory.risks)
    inverse = np.abs(X.T @ np.linalg.inv(X @ X.T)).sum()
    (g,) = curves(v, "--")
    np.testing.assert_allclose(10**g, (h + np.abs(Y).sum()) * inverse / 5, rtol=1e-6)
    (largest,), (tau,), (mahler,) = (curves(layers, dashes) for dashes in ("-", "--", ":"))
    assert (largest <= mahler).all()
    assert (mahler < tau - 10).all()
    (fall,) = curves(gradient, "-")
    norms = own.trajectory.gradient_norms
    np.testing.assert_allclose(10**fall, norms / norms[0], rtol=1e-10)


def test_theorem_draws_no_bound_where_none_exists():
    figure = figures.theorem(run(preset_named("counterexample").experiment))
    for axes in figure.axes[:2]:
        assert not curves(axes, "--") + curves(axes, ":")
        assert axes.get_title(loc="left").count("not covered") == 2
    assert "data condition of Theorem 3.8 fails" in figure.get_suptitle().replace("\n", " ")


def test_theorem_of_a_single_critical_start_is_drawn(tmp_path):
    zero = ExplicitFilters(((0.0,) * 3, (0.0,) * 3))
    result = run(Experiment(Architecture(5, (3, 3), (1, 1)), initialization=zero))
    figures.theorem(result).savefig(tmp_path / "zero.png")


def test_critical_draws_every_critical_risk_and_rings_the_reached(outside):
    # (v0, v1, v2) = ±(a + bx)² nearest to u: stationary points over the angle of (a, b)
    angles = np.linspace(0, np.pi, 200_001)
    a, b = np.cos(angles), np.sin(angles)
    squares = np.stack([a * a, 2 * a * b, b * b])
    u = np.array([1.0, 0.6, 0.9])
    risks = u @ u - (u @ squares) ** 2 / (squares**2).sum(axis=0)
    inner = risks[1:-1]
    turns = (inner - risks[:-2]) * (risks[2:] - inner) < 0
    expected = np.unique(inner[turns].round(6))
    axes = figures.critical(outside).axes[0]
    drawn = {line.get_label(): np.asarray(line.get_ydata()) for line in axes.lines}
    marks = np.concatenate([drawn["global minimum"], drawn["strict saddle"]])
    np.testing.assert_allclose(np.sort(marks), expected, atol=1e-5)
    assert drawn["this run"] == pytest.approx(outside.trajectory.risks[-1], abs=1e-8)
    assert drawn["$v=0$"][0] == pytest.approx(u @ u)


def test_critical_says_why_it_cannot_list_all():
    strided = run(Experiment(Architecture(23, (3, 3, 2), (2, 2, 1))))
    with pytest.raises(InvalidInput, match="stride one"):
        figures.critical(strided)


def test_a_run_cut_short_has_reached_nothing():
    cut = run(Experiment(OWN.architecture, data=OWN.data, method=Flow(t_max=1e-3)))
    labels = [line.get_label() for line in figures.critical(cut).axes[0].lines]
    assert "this run" not in labels


def test_space_draws_the_path_outside_the_cone(outside, tmp_path):
    figure = figures.space(outside)
    figure.savefig(tmp_path / "space.png", dpi=40)
    axes = figure.axes[0]
    by_label = {line.get_label(): np.array(line.get_data_3d()) for line in axes.lines}
    v0, v1, v2 = by_label["now: $v$"].ravel()
    assert v1**2 == pytest.approx(4 * v0 * v2, abs=1e-8)
    v0, v1, v2 = by_label["start"].ravel()
    assert v1**2 > 4 * v0 * v2
    assert "target, inside" in by_label
    rims = [line for label, line in by_label.items() if label.startswith("_")]
    on_cone = [p[1] ** 2 - 4 * p[0] * p[2] for p in rims if p.shape[1] == 73]
    np.testing.assert_allclose(np.concatenate(on_cone), 0.0, atol=1e-12)


def test_space_is_that_of_widths_2_2_only(own):
    with pytest.raises(InvalidInput, match=r"\(2, 2\)"):
        figures.space(own)


def test_rate_draws_the_slope_that_the_hessian_predicts():
    # one layer: L - L_∞ decays like e^(-2λt), λ the least eigenvalue of 2XXᵀ
    result = run(Experiment(Architecture(3, (3,), (1,)), initialization=NormalInitialization()))
    left, right = figures.rate(result).axes
    (line,) = [line for line in left.lines if line.get_linestyle() == "--"]
    times, gaps = line.get_data()
    slope = np.diff(np.log(gaps)) / np.diff(times)
    least = np.linalg.eigvalsh(2 * result.dataset.X @ result.dataset.X.T)[0]
    assert slope[0] == pytest.approx(-2 * least, rel=1e-6)
    assert "$\\theta$ = 0.50" in [line.get_label() for line in right.lines]


def test_rate_predicts_nothing_at_a_degenerate_limit():
    left, right = figures.rate(run(preset_named("degenerate").experiment)).axes
    assert not [line for line in left.lines if line.get_linestyle() == "--"]
    (fitted,) = [line for line in right.lines if line.get_linestyle() == "--"]
    gaps, gradients = fitted.get_data()
    theta = np.polyfit(np.log(gaps), np.log(gradients), 1)[0]
    # L ~ |ε|⁴ along roots -1 + ε with Σ ε = 0, so 3/4 in the end; on the frames fitted 0.755
    np.testing.assert_allclose(theta, 0.75, atol=0.05)


def test_rate_of_a_run_cut_short_is_drawn_without_a_fit(tmp_path):
    cut = run(Experiment(OWN.architecture, data=OWN.data, method=Flow(t_max=1e-3)))
    figures.rate(cut).savefig(tmp_path / "rate.png", dpi=40)


def test_rate_is_that_of_the_flow():
    descent = Experiment(
        Architecture(4, (3, 2), (1, 1)), data=IdentityData(), method=Descent(step_size=0.1)
    )
    with pytest.raises(InvalidInput, match="rate is that of the flow"):
        figures.rate(run(descent))
