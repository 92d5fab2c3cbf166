"""axe-core finds nothing wrong with the page, light or dark, wide or narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from explorer_page import ExplorerPage
from playwright.sync_api import Page

# Voilà's own frame around the widget is not ours to judge.
WITHIN = ".lcn"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(page: Page, voila, width: int, theme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    page.goto(voila.url)
    ExplorerPage(page).wait()
    results = Axe().run(page, context=WITHIN)
    page.goto("about:blank")
    found = [
        f"{violation['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
    assert found == []


def test_axe_accepts_a_complaint(explorer: ExplorerPage):
    explorer.type("Input size", "3")
    explorer.complaint.wait_for()
    assert Axe().run(explorer.page, context=WITHIN).violations_count == 0
