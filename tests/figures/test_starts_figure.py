"""The bars of many starts, for print: lengths, intervals and names of the limits."""

from __future__ import annotations

import numpy as np
import pytest

from lcn_widgets import Descent, Experiment, InvalidInput, figures, preset_named
from lcn_widgets.core.experiment.ensemble import ensemble


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_limit_has_a_bar_as_long_as_its_share(theme):
    found = ensemble(preset_named("spurious").experiment, range(12))
    (axes,) = figures.limit_shares(found, theme=theme).axes
    assert [bar.get_width() for bar in axes.patches] == [limit.share for limit in found.limits]
    (whiskers,) = (c for c in axes.collections if hasattr(c, "get_segments"))
    drawn = [tuple(segment[:, 0]) for segment in whiskers.get_segments()]
    np.testing.assert_allclose(drawn, [limit.interval for limit in found.limits], rtol=1e-12)
    names = [label.get_text() for label in axes.get_yticklabels()]
    for name, limit in zip(names, found.limits, strict=True):
        assert str(limit.first.kind) in name
        assert str(limit.first.pattern) in name
    assert axes.get_title(loc="left") == str(found.message)


def test_without_a_limit_there_is_nothing_to_draw():
    found = ensemble(Experiment(method=Descent(1e-6, 2)), range(2))
    with pytest.raises(InvalidInput, match="no run of this ensemble has a settled limit"):
        figures.limit_shares(found)
