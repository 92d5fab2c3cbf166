"""The map of targets on the page: a target that crosses a wall has two more critical filters."""

from __future__ import annotations

import numpy as np
from explorer_page import ExplorerPage
from playwright.sync_api import expect

from lcn_widgets import run
from lcn_widgets.core.experiment.presets import preset_named


def test_a_target_that_crosses_the_wall_has_two_more_critical_filters(explorer: ExplorerPage):
    """1 + 0.6x + 0.9x² has 2; 1 + 0.1x + x² lies between the cusps 1 ± x/2 + x², and has 4."""
    explorer.example.select_option("outside")
    explorer.tab("Targets").click()
    panel = explorer.panel("targets")
    expect(panel).to_contain_text("has 2 critical filters. The nearest wall, between 2 and 4")
    target = explorer.root.get_by_role("textbox", name="target", exact=True)
    target.fill("1, 0.1, 1")
    target.press("Enter")
    expect(panel).to_contain_text("has 4 critical filters")
    expect(explorer.tab("Targets")).to_have_attribute("aria-pressed", "true")


def test_what_is_drawn_can_be_read_in_the_table(explorer: ExplorerPage):
    explorer.example.select_option("outside")
    explorer.tab("Targets").click()
    panel = explorer.panel("targets")
    expect(panel).to_contain_text("has 2 critical filters")
    explorer.seek("End")
    panel.get_by_role("button", name="Table of the values").click()
    rows = panel.get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(9)
    result = run(preset_named("outside").experiment)
    end = [float(f"{c:.3g}") for c in result.trajectory.final_filters[-1]]
    told = rows.nth(0).inner_text().replace("−", "-").strip().split("(", 2)[-1].rstrip(")")
    np.testing.assert_allclose([float(c) for c in told.split(",")], end, rtol=1e-2)
    expect(rows.nth(2)).to_contain_text("2 critical filters")
    expect(rows.nth(3)).to_contain_text("reached by this run")
    for row, count in ((6, 2), (7, 3), (8, 4)):
        expect(rows.nth(row)).to_contain_text(f"{count} critical filters")
