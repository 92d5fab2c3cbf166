"""The explorer in a real JupyterLab, as `lcn-widgets --lab` serves it."""

from __future__ import annotations

import pytest
from explorer_page import ExplorerPage, Traffic
from playwright.sync_api import Page, expect
from servers import TOKEN, Server

from lcn_widgets import Architecture, Experiment, run


@pytest.fixture
def notebook(page: Page, lab: Server, traffic: Traffic):
    page.goto(f"{lab.url}lab/tree/explorer.ipynb?token={TOKEN}&reset")
    expect(page.get_by_text("Explorer()")).to_be_visible(timeout=60_000)
    yield page
    traffic.check()


def test_the_explorer_runs_in_a_notebook(notebook: Page, traffic: Traffic):
    notebook.get_by_role("menuitem", name="Run", exact=True).click()
    notebook.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    explorer = ExplorerPage(notebook).wait(60_000)
    expect(explorer.sentence).to_have_text(run(Experiment()).summary())
    explorer.type("Input size", "19")
    first = Experiment().architecture
    larger = Experiment(architecture=Architecture(19, first.widths, first.strides))
    expect(explorer.sentence).to_have_text(run(larger).summary())
    messages = traffic.messages
    assert explorer.plays_fluently(60)
    assert traffic.messages == messages
