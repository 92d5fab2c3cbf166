"""axe-core finds nothing wrong with the page, light or dark, wide or narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from explorer_page import ExplorerPage
from playwright.sync_api import Page, expect

# Voilà's own frame around the widget is not ours to judge.
WITHIN = ".lcn"


def found_by_axe(page: Page) -> list[str]:
    """What axe-core finds wrong, an element each."""
    return [
        f"{violation['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for violation in Axe().run(page, context=WITHIN).response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(page: Page, voila, width: int, theme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    page.goto(voila.url)
    ExplorerPage(page).wait()
    found = found_by_axe(page)
    page.goto("about:blank")
    assert found == []


def test_axe_accepts_a_complaint(explorer: ExplorerPage):
    explorer.type("Input size", "3")
    explorer.complaint.wait_for()
    assert found_by_axe(explorer.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_accepts_the_theory(explorer: ExplorerPage, theme):
    explorer.page.emulate_media(color_scheme=theme)
    explorer.example.select_option("outside")  # it has a map, an event and a coefficient space
    expect(explorer.tab("Space")).to_be_visible()
    violations = []
    for tab in ("Theorem", "Limit", "Space", "Starts"):
        explorer.tab(tab).click()
        expect(explorer.root.get_by_text("computing …").filter(visible=True)).to_have_count(0)
        violations += found_by_axe(explorer.page)
    explorer.tab("Theorem").click()
    explorer.panel("theorem").get_by_role("button", name="Bound on v").click()
    expect(explorer.root.get_by_role("dialog")).to_be_visible()
    violations += found_by_axe(explorer.page)
    assert violations == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_accepts_a_history_and_pinned_runs(explorer: ExplorerPage, theme):
    explorer.choice("Theme").select_option(theme)
    explorer.root.get_by_role("button", name="Pin this run").click()
    expect(explorer.root.locator(".lcn-pin")).to_have_count(1)
    explorer.number("seed").last.press("ArrowUp")
    expect(explorer.root.get_by_role("region", name="Pinned runs")).to_contain_text("Against")
    expect(explorer.root.locator("[aria-current=step]")).to_have_count(1)
    assert found_by_axe(explorer.page) == []
