"""Busy is not dead: a kernel that computes says so, can be stopped, and drops what nobody wants."""

from __future__ import annotations

import re

from explorer_page import ExplorerPage, summary
from playwright.sync_api import expect

from lcn_widgets.core.experiment.presets import PRESETS, preset_named


def set_up_what_takes_minutes(explorer: ExplorerPage) -> None:
    """Some hundred thousand steps over as many windows as are allowed."""
    explorer.choice("Method").select_option("descent")
    explorer.choice("Loss").select_option("log_cosh")
    explorer.type("samples", "9000")
    explorer.type("step size η", "1e-9")
    explorer.type("steps", "100000")


def test_a_long_run_tells_how_far_it_is_and_is_stopped_or_superseded(explorer: ExplorerPage):
    root = explorer.root
    work, stop = root.locator(".lcn-work-line"), root.get_by_role("button", name="Stop")
    again = root.get_by_role("button", name="Compute it after all")
    expect(work).to_be_hidden()
    set_up_what_takes_minutes(explorer)
    expect(work).to_contain_text(re.compile(r"computing descent after \d+ steps · \d+ s"))
    before = explorer.sentence.text_content() or ""
    expect(root.get_by_role("progressbar", name="computing …")).to_be_visible()
    expect(work).to_contain_text("5 s", timeout=15_000)  # longer than a silent kernel is given
    expect(explorer.badge.filter(visible=True)).to_have_count(0)
    explorer.play()  # the last run plays on
    explorer.root.get_by_role("button", name="Pause", exact=True).click()

    stop.click()
    expect(root.get_by_text("Stopped before it was done")).to_be_visible()
    expect(work).to_be_hidden()
    expect(explorer.sentence).to_have_text(before)
    expect(explorer.number("steps")).to_have_value("100000")  # the controls stay for the next try

    again.click()
    expect(again).to_be_hidden()
    expect(stop).to_be_visible()
    preset = PRESETS[0]
    explorer.example.select_option(preset.name)
    expect(explorer.sentence).to_have_text(summary(preset_named(preset.name).experiment))
    expect(work).to_be_hidden()
    expect(explorer.badge.filter(visible=True)).to_have_count(0)
