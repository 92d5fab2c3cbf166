"""The figures show the run: what is drawn is compared with independent computations."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lcn_widgets import figures
from lcn_widgets.core.data.synthetic import CounterexampleData, TeacherData
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.run import Run, run
from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.training.initialization import ExplicitFilters, FromRoots
from lcn_widgets.core.training.methods import Descent, Flow

PANELS = ("network", "roots", "flow", "conserved", "filters", "sheet")

EXPERIMENTS = {
    "opening": Experiment(),
    "one layer": Experiment(Architecture(6, (4,), (1,))),
    "width one": Experiment(Architecture(6, (1, 2), (1, 1))),
    "deep": Experiment(Architecture(24, (3, 2, 3, 2, 3), (1,) * 5), data=TeacherData(seed=3)),
    "strided": Experiment(Architecture(23, (3, 3, 2), (2, 2, 1)), data=TeacherData(noise=0.3)),
    "wide": Experiment(Architecture(60, (9, 7), (1, 1))),
    "more layers than colours": Experiment(
        Architecture(16, (2,) * 10, (1,) * 10), method=Flow(t_max=1.0)
    ),
    "growing": Experiment(
        Architecture(4, (2, 2), (2, 1)),
        data=CounterexampleData(),
        initialization=ExplicitFilters(((1.0, 1.0), (1.0, 1.0))),
        method=Flow(t_max=1e4),
    ),
    "descent": Experiment(method=Descent(step_size=1e-4, max_steps=300)),
    "diverging": Experiment(method=Descent(step_size=1.0, max_steps=50)),
    "zero start": Experiment(
        Architecture(5, (3, 3), (1, 1)), initialization=ExplicitFilters(((0.0,) * 3, (0.0,) * 3))
    ),
}


@pytest.fixture(scope="module")
def strided() -> Run:
    return run(EXPERIMENTS["strided"])


def marked(axes, marker, *, filled):
    """Points of the lines with this marker, hollow or filled, as complex numbers."""
    surface = axes.get_facecolor()[:3]
    points = []
    for line in axes.lines:
        hollow = tuple(np.round(_rgb(line.get_markerfacecolor()), 6)) == tuple(np.round(surface, 6))
        if line.get_marker() == marker and hollow != filled:
            x, y = line.get_data()
            points.append(np.asarray(x) + 1j * np.asarray(y))
    return np.concatenate(points)


def _rgb(colour):
    from matplotlib.colors import to_rgb

    return to_rgb(colour)


def by_angle(points):
    points = np.asarray(points)
    return points[np.lexsort((np.abs(points).round(9), np.angle(points).round(9)))]


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_kind_of_run_is_drawn_without_a_warning(name, tmp_path):
    result = run(EXPERIMENTS[name])
    figures.sheet(result).savefig(tmp_path / "sheet.png", dpi=40)
    middle = float(result.frames.times[len(result.frames.times) // 2])
    figures.sheet(result, time=middle, theme="dark").savefig(tmp_path / "dark.pdf")


@pytest.mark.parametrize("panel", PANELS)
def test_every_panel_is_drawn_alone_without_a_warning(panel, strided, tmp_path):
    getattr(figures, panel)(strided).savefig(tmp_path / "panel.svg")


def test_figure_shows_itself_in_a_notebook_without_pyplot():
    code = (
        "import sys, lcn_widgets as lcn\n"
        "from lcn_widgets import figures\n"
        "picture, size = figures.flow(lcn.run(lcn.Experiment()))._repr_png_()\n"
        "assert picture.startswith(b'\\x89PNG')\n"
        "width = int.from_bytes(picture[16:20], 'big')\n"
        "assert width == 2 * size['width'] > 600, (width, size)\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_network_draws_the_banded_matrices_and_their_product(strided):
    axes = figures.network(strided).axes[0]
    W = [np.zeros(shape) for shape in ((11, 23), (5, 11), (4, 5))]
    w = strided.trajectory.filters[-1]
    filters, strides = (w[:3], w[3:6], w[6:8]), (2, 2, 1)
    for matrix, f, s in zip(W, filters, strides, strict=True):
        for row in range(len(matrix)):
            matrix[row, row * s : row * s + len(f)] = f
    expected = [W[2], W[1], W[0], W[2] @ W[1] @ W[0]]
    frames = [p for p in axes.patches if isinstance(p, Rectangle)]
    drawn = [c for c in axes.collections if isinstance(c, PatchCollection)]
    for frame, squares, matrix in zip(frames, drawn, expected, strict=True):
        seen = np.zeros(matrix.shape)
        for path, face in zip(squares.get_paths(), squares.get_facecolors(), strict=True):
            box = path.get_extents()
            column = math.floor((box.x0 + box.x1) / 2 - frame.get_x())
            row = math.floor((box.y0 + box.y1) / 2 - frame.get_y())
            sign = -1.0 if np.allclose(face, axes.figure.get_facecolor()) else 1.0
            seen[row, column] = sign * (box.width / 0.92) ** 2
        np.testing.assert_allclose(seen, matrix / np.abs(matrix).max(), atol=1e-9)


def test_roots_are_those_of_the_layer_polynomials(strided):
    axes = figures.roots(strided).axes[0]
    w = strided.trajectory.filters[-1]
    for f, S, marker in ((w[:3], 1, "o"), (w[3:6], 2, "s"), (w[6:8], 4, "^")):
        p = np.zeros((len(f) - 1) * S + 1)
        p[::S] = f
        expected = np.roots(p[::-1])
        expected = expected[np.abs(expected) < axes.get_xlim()[1]]
        found = marked(axes, marker, filled=True)
        np.testing.assert_allclose(by_angle(found), by_angle(expected), atol=1e-6)


def test_at_time_zero_nothing_has_moved(strided):
    axes = figures.roots(strided, time=0.0).axes[0]
    for marker in ("o", "s", "^"):
        start = marked(axes, marker, filled=False)
        np.testing.assert_array_equal(start, marked(axes, marker, filled=True))
    assert not [c for c in axes.collections if isinstance(c, LineCollection)]
    filters = figures.filters(strided, time=0.0).axes[0]
    heights = [bar.get_height() for bar in filters.patches]
    np.testing.assert_allclose(heights, strided.trajectory.filters[0], rtol=1e-14)


@pytest.mark.parametrize(
    ("root", "text"), [(1000.0, "$|x|$ = 1000"), (complex(math.inf, 0.0), "$|x|$ = ∞")]
)
def test_root_out_of_view_is_marked_at_the_edge(root, text):
    start = FromRoots(((root, -0.5), (0.5, -0.5)))
    experiment = Experiment(Architecture(5, (3, 3), (1, 1)), initialization=start)
    axes = figures.roots(run(experiment), time=0.0).axes[0]
    assert text in [label.get_text() for label in axes.texts]
    assert axes.get_xlim()[1] < 10


def test_flow_draws_risk_gap_and_gradient_norm():
    result = run(Experiment(Architecture(5, (3, 3), (1, 1))))
    X, Y, w = result.dataset.X, result.dataset.Y, result.trajectory.filters[0]
    v = np.convolve(w[:3], w[3:])
    gap, gradient = (axes.lines[0].get_ydata() for axes in figures.flow(result).axes)
    assert gap[0] == pytest.approx(np.sum((v @ X - Y[0]) ** 2))  # the teacher has risk 0
    tangents = np.array([np.convolve(e, w[3:]) for e in np.eye(3)])
    tangents = np.concatenate([tangents, [np.convolve(w[:3], e) for e in np.eye(3)]])
    slope = 2 * tangents @ (X @ (v @ X - Y[0]))
    assert gradient[0] == pytest.approx(np.linalg.norm(slope))
    assert gap[-1] < 1e-10 * gap[0]


def test_conserved_draws_norms_that_move_and_differences_that_stay(strided):
    norms, differences, drift = figures.conserved(strided).axes
    w = strided.trajectory.filters[0]
    start = [np.sum(f**2) for f in (w[:3], w[3:6], w[6:8])]
    curves = np.array([line.get_ydata() for line in norms.lines])
    np.testing.assert_allclose(curves[:, 0], start)
    assert np.ptp(curves, axis=1).min() > 1e-3
    constant = np.array([line.get_ydata() for line in differences.lines])
    np.testing.assert_allclose(
        constant, np.diff(start)[:, None] * np.ones_like(constant), rtol=1e-5
    )
    assert np.ptp(differences.get_ylim()) > 0.1  # so that rounding does not look like motion
    assert np.nanmax([line.get_ydata() for line in drift.lines]) < 1e-8


def test_titles_claim_conservation_for_the_flow_only(strided):
    flow = [axes.get_title(loc="left") for axes in figures.conserved(strided).axes]
    assert flow[1].endswith("stay")
    descent = figures.conserved(run(EXPERIMENTS["descent"])).axes
    titles = [axes.get_title(loc="left") for axes in descent]
    assert len(titles) == 3
    assert not [title for title in titles if "stay" in title or "together" in title]


def test_filters_draws_every_entry_and_the_target(strided):
    layers, final = figures.filters(strided).axes
    w = strided.trajectory.filters[-1]
    np.testing.assert_allclose([bar.get_height() for bar in layers.patches], w, rtol=1e-14)
    spread = [np.kron(w[3:6], [1, 0])[:-1], np.kron(w[6:8], [1, 0, 0, 0])[:-3]]
    v = np.convolve(np.convolve(w[:3], spread[0]), spread[1])
    np.testing.assert_allclose([bar.get_height() for bar in final.patches], v, atol=1e-12)
    target = [segment[0][1] for segment in final.collections[0].get_segments()]
    np.testing.assert_array_equal(target, strided.reference)


def test_cursor_marks_the_time_and_only_then(strided):
    time = float(strided.frames.times[50])
    for axes in figures.flow(strided, time=time).axes:
        assert [line for line in axes.lines if list(line.get_xdata()) == [time, time]]
    assert all(len(axes.lines) == 1 for axes in figures.flow(strided).axes)


@pytest.mark.parametrize(
    ("time", "nearest"), [(-1.0, "0"), (1e9, None), (math.nan, None), (math.inf, None)]
)
def test_time_outside_the_run_is_refused_with_the_nearest(strided, time, nearest):
    last = strided.trajectory.times[-1]
    nearest = nearest or f"{last:g}"
    with pytest.raises(InvalidInput, match=f"nearest that works is {nearest}"):
        figures.roots(strided, time=time)


def test_unknown_theme_is_refused(strided):
    with pytest.raises(InvalidInput, match="'blue' is not known: use 'light' or 'dark'"):
        figures.flow(strided, theme="blue")


def test_sheet_carries_the_sentence_of_the_run(strided):
    figure = figures.sheet(strided)
    assert isinstance(figure, Figure)
    assert figure.get_suptitle().replace("\n", " ") == strided.summary()
