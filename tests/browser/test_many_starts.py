"""Many starts on the page: bars that grow, a click that opens a run, a stop that leaves nothing."""

from __future__ import annotations

import dataclasses

import psutil
import pytest
from explorer_page import ExplorerPage, summary
from playwright.sync_api import Locator, expect

from lcn_widgets.core.experiment.ensemble import ensemble
from lcn_widgets.core.experiment.presets import preset_named

SPURIOUS = preset_named("spurious").experiment


@pytest.fixture
def panel(explorer: ExplorerPage) -> Locator:
    """The panel of many starts, beside a problem with three limits."""
    explorer.example.select_option("spurious")
    expect(explorer.sentence).to_have_text(summary(SPURIOUS))
    explorer.tab("Starts").click()
    return explorer.panel("starts")


def test_bars_tell_where_the_runs_end_and_open_one(explorer: ExplorerPage, panel: Locator):
    panel.get_by_role("combobox", name="How many starts").select_option("30")
    panel.get_by_role("button", name="Start", exact=True).press("Enter")
    expect(panel.get_by_role("progressbar")).to_be_visible()
    bars = panel.get_by_role("list").first.get_by_role("button")
    expect(bars.first).to_be_visible(timeout=30_000)
    found = ensemble(SPURIOUS, range(30))
    expect(panel).to_contain_text(f"{found.message}.", timeout=30_000)
    expect(bars).to_have_count(len(found.limits))
    for bar, limit in zip(bars.all(), found.limits, strict=True):
        low, high = limit.interval
        expect(bar).to_contain_text(str(limit.first.kind))
        expect(bar).to_contain_text(str(limit.first.pattern))
        expect(bar).to_contain_text(
            f"{limit.count} runs · {limit.share:.0%}, probably {low:.0%} to {high:.0%}"
        )
    bars.last.focus()
    expect(explorer.legend("roots")).to_contain_text("limit with risk 0.951")
    bars.last.press("Enter")
    start = dataclasses.replace(SPURIOUS.initialization, seed=found.limits[-1].first.seed)
    opened = dataclasses.replace(SPURIOUS, initialization=start)
    expect(explorer.sentence).to_have_text(summary(opened))
    expect(bars).to_have_count(len(found.limits))  # they are of the same problem
    expect(bars.last).to_be_focused()
    explorer.choice("Loss").select_option("log_cosh")
    expect(bars).to_have_count(0)  # of another one nothing is known


def test_stopping_leaves_no_process(explorer: ExplorerPage, panel: Locator, voila):
    kernel = voila.kernel_process(explorer.kernel())
    panel.get_by_role("combobox", name="How many starts").select_option("300")
    panel.get_by_role("button", name="Start", exact=True).click()
    expect(panel.get_by_role("list").first.get_by_role("button").first).to_be_visible(
        timeout=30_000
    )
    workers = [child for child in kernel.children() if "spawn_main" in " ".join(child.cmdline())]
    assert workers
    panel.get_by_role("button", name="Stop").click()
    expect(panel).to_contain_text("Stopped before all 300 had ended.")
    assert psutil.wait_procs(workers, timeout=10)[1] == []
    explorer.play()  # the page was never in the way


def test_a_start_without_a_seed_says_what_to_do(explorer: ExplorerPage, panel: Locator):
    explorer.root.locator("[data-section=initialization] select").first.select_option("filters")
    panel.get_by_role("button", name="Start", exact=True).click()
    expect(panel).to_contain_text("has no seed, so that every run would be the same")
