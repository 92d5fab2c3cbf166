"""Why the flow rests where layers share a root."""

from __future__ import annotations

import numpy as np
import pytest

from lcn_widgets.core.experiment import PRESETS, preset_named, run
from lcn_widgets.core.landscape import classify, shared_root_message
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset, EmpiricalRisk, SquareLoss


@pytest.mark.parametrize("name", ["spurious", "outside"])
def test_at_a_limit_that_is_not_the_best_the_common_root_of_this_run_is_told(name):
    """The root is one of p̃₁ and of p̃₂, and every derivative of v vanishes there: by columns."""
    result = run(preset_named(name).experiment)
    architecture, point = result.experiment.architecture, result.limit
    message = shared_root_message(point, architecture.final_width)
    root, layers = message.values["place"], message.values["layers"]
    assert layers == (1, 2)
    assert point.certificate is None or name == "outside"
    for polynomial in architecture.layer_polynomials(point.filters):
        assert np.polynomial.polynomial.polyval(root, polynomial) == pytest.approx(0.0, abs=1e-5)
    for column in architecture.jacobian(point.filters).T:
        size = np.linalg.norm(column)
        assert np.polynomial.polynomial.polyval(root, column) == pytest.approx(0, abs=1e-4 * size)
    assert message.values["rank"] == architecture.final_width - 1
    assert f"layers 1 and 2 share the root {root:.3g}".replace("-", "−") in str(message)


def test_where_the_best_filter_is_reached_nothing_is_said():
    limits = [run(preset.experiment).limit for preset in PRESETS]
    reached = [point for point in limits if point is not None and point.certificate is not None]
    assert len(reached) > 3
    for point in reached:
        assert shared_root_message(point, 3) is None


@pytest.mark.parametrize(
    ("filters", "widths", "layers", "place"),
    [
        ((1, 0, 1, 0), (2, 2), (1, 2), "infinity"),
        ((1, 1, 1, 1, 1, 1), (2, 2, 2), (1, 2, 3), "−1"),
        ((1, 0, 1, 1, 0, 1, 2, 1), (3, 3, 2), (1, 2), "0 ± 1i"),
    ],
)
def test_infinity_pairs_and_several_layers(filters, widths, layers, place):
    """For identity data w is critical if the target is off v at right angles to the Jacobian."""
    w, width = np.array(filters, dtype=float), sum(widths) - len(widths) + 1
    architecture = Architecture(width, widths, (1,) * len(widths))
    jacobian = architecture.jacobian(w)
    normal = np.linalg.svd(jacobian)[0][:, -1]
    target = architecture.final_filter(w) + 0.1 * normal
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.eye(width), target[None, :]))
    message = shared_root_message(classify(risk, w), width)
    assert message.values["layers"] == layers
    assert message.values["rank"] == np.linalg.matrix_rank(jacobian)
    assert f"share the root {place}." in str(message)
