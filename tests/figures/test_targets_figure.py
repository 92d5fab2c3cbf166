"""The printed map of targets: its numbers are those of the certified list."""

import numpy as np
import pytest

from lcn_widgets import figures
from lcn_widgets.core.data.synthetic import IdentityData
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.presets import preset_named
from lcn_widgets.core.experiment.run import run
from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.landscape import critical_filters
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk import Dataset, EmpiricalRisk, SquareLoss
from lcn_widgets.figures.panels.targets import unbroken


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["outside", "spurious"])
def test_regions_bear_the_number_of_critical_filters(name, theme, tmp_path):
    result = run(preset_named(name).experiment)
    figure = figures.targets(result, theme=theme)
    figure.savefig(tmp_path / "figure.pdf")
    (axes,) = figure.axes
    numbers = [text for text in axes.texts if text.get_text().isdigit()]
    assert len(numbers) == 3
    X = result.dataset.X
    for text in numbers:
        u = result.target_map.sheet.filters(text.get_position())
        risk = EmpiricalRisk(result.risk.architecture, SquareLoss(), Dataset(X, (u @ X)[None]))
        assert int(text.get_text()) == len(critical_filters(risk).filters)


def test_half_of_a_run_draws_half_of_its_path():
    result = run(preset_named("outside").experiment)
    times = result.frames.times
    middle = float(times[len(times) // 2])
    lengths = [
        next(len(line.get_xdata()) for line in axes.lines if line.get_label() == "$v(t)$")
        for axes in (figures.targets(result, time=t).axes[0] for t in (middle, times[-1]))
    ]
    assert lengths[0] == len(times) // 2 + 1
    assert lengths[1] == len(times)


def test_a_path_is_not_drawn_across_the_sheet():
    path = unbroken(np.array([[0.9, 0.1], [0.99, 0.1], [-0.99, -0.1], [-0.9, -0.1]]))
    assert np.isnan(path[2]).all()
    assert len(path) == 5


def test_other_networks_have_no_map():
    wide = run(Experiment(Architecture(5, (3, 3), (1, 1)), data=IdentityData()))
    with pytest.raises(InvalidInput, match="have no map"):
        figures.targets(wide)
