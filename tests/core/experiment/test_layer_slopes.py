"""Why δ is conserved: the slope of the risk along a filter is the same for all layers."""

from __future__ import annotations

import numpy as np
import pytest

from lcn_widgets.core.experiment import PRESETS, preset_named, run

SMOOTH = [preset.name for preset in PRESETS if preset.name != "not-covered"]


@pytest.fixture(scope="module", params=SMOOTH)
def result(request):
    return run(preset_named(request.param).experiment)


def test_rescaling_any_layer_changes_the_risk_alike(result):
    """d/dc L(…, c w⁽ⁱ⁾, …) at c = 1, by a difference quotient for each layer."""
    frames, architecture = result.frames, result.experiment.architecture
    layers = np.repeat(np.arange(architecture.depth), architecture.widths)
    step = 1e-6
    for row in (0, len(frames.times) // 3):
        w = frames.filters[row]
        for layer in range(architecture.depth):
            change = step * (layers == layer)
            difference = result.risk.value(w * (1 + change)) - result.risk.value(w * (1 - change))
            slope = difference / (2 * step)
            size = max(abs(frames.layer_slopes[row, layer]), 1e-3 * frames.risks[row])
            assert frames.layer_slopes[row, layer] == pytest.approx(slope, abs=1e-4 * size)


def test_for_square_loss_it_is_twice_the_outputs_times_the_residuals(result):
    """⟨v, ∇_vL⟩ = 2⟨Pv, Pv - y⟩, from the patches alone."""
    P = result.dataset.patch_matrix(result.experiment.architecture)
    y = result.dataset.Y.T.ravel()
    for row in (0, len(result.frames.times) // 2):
        outputs = P @ result.frames.final_filters[row]
        residuals = outputs - y
        slopes = result.frames.layer_slopes[row]
        size = np.linalg.norm(outputs) * np.linalg.norm(residuals)
        assert slopes == pytest.approx(2 * outputs @ residuals, abs=1e-11 * size)


def test_the_numbers_on_the_page_agree_to_four_digits_in_every_frame(result):
    slopes = result.frames.layer_slopes
    mean = slopes.mean(axis=1, keepdims=True)
    np.testing.assert_allclose(slopes, np.broadcast_to(mean, slopes.shape), rtol=1e-5)
