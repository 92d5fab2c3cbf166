"""The tour: one thing to do at each stop, by mouse and by keyboard; one can leave it and resume."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from explorer_page import ExplorerPage
from playwright.sync_api import Locator, Page, expect
from static_page import render
from test_accessibility import found_by_axe

from lcn_widgets import Explorer
from lcn_widgets.ui.tour import TOUR

DONE = "✓ Done"

# What a student does at each stop.
ACTS: dict[str, Callable[[ExplorerPage], object]] = {
    "play": lambda page: page.play(),
    "scrub": lambda page: page.position.fill("3000"),
    "delta": lambda page: page.panel("conserved").locator("[data-term=rescaling]").click(),
    "stride": lambda page: page.number("Stride of layer 2").press("ArrowDown"),
    "spurious": lambda page: page.example.select_option("spurious"),
    "limit": lambda page: page.tab("Limit").click(),
    "theorem": lambda page: page.tab("Theorem").click(),
}


def card(explorer: ExplorerPage, name: str) -> Locator:
    """The card of a stop."""
    (stop,) = (stop for stop in TOUR if stop.name == name)
    return explorer.root.get_by_role("dialog", name=stop.title, exact=True)


def test_a_student_takes_the_tour(explorer: ExplorerPage):
    explorer.root.get_by_role("button", name="Tour: 3 minutes").first.click()
    for number, stop in enumerate(TOUR, start=1):
        shown = card(explorer, stop.name)
        expect(shown).to_be_focused()
        expect(shown).to_contain_text(stop.text)
        expect(shown).to_contain_text(f"{number} of {len(TOUR)}")
        expect(explorer.root.locator(".lcn-toured")).to_have_count(1)
        expect(explorer.root.locator(".lcn-toured")).to_be_visible()
        expect(shown).not_to_contain_text(DONE)
        ACTS[stop.name](explorer)
        expect(shown).to_contain_text(DONE)
        if stop.name == "delta":
            assert found_by_axe(explorer.page) == []
        if stop.name == "spurious":
            expect(explorer.lesson).to_contain_text("local minimum")
        shown.get_by_role("button", name="Finish" if stop is TOUR[-1] else "Next").click()
    expect(explorer.root.locator(".lcn-toured")).to_have_count(0)
    expect(explorer.root).to_be_focused()


def test_it_is_left_and_resumed_by_keyboard(explorer: ExplorerPage):
    press = explorer.page.keyboard.press
    explorer.root.get_by_role("button", name="Tour: 3 minutes").first.focus()
    press("Enter")
    expect(card(explorer, "play")).to_be_focused()
    for _ in range(2):
        card(explorer, "play").get_by_role("button", name="Next").focus()
    press("Enter")
    expect(card(explorer, "scrub")).to_be_focused()
    press("Escape")
    expect(card(explorer, "scrub")).to_be_hidden()
    expect(explorer.root).to_be_focused()
    explorer.page.reload()
    explorer.wait()
    explorer.root.focus()
    press("?")
    dialog = explorer.root.get_by_role("dialog", name="Help")
    dialog.get_by_role("button", name="Tour: 3 minutes").press("Enter")
    expect(dialog).to_be_hidden()
    expect(card(explorer, "scrub")).to_be_focused()
    card(explorer, "scrub").get_by_role("button", name="Back").press("Enter")
    expect(card(explorer, "play")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 700), (390, 844), (320, 500)])
def test_every_stop_points_at_something_on_any_screen(page: Page, width: int, height: int):
    page.set_viewport_size({"width": width, "height": height})
    explorer = render(page, Explorer())
    explorer.root.get_by_role("button", name="Tour: 3 minutes").first.click()
    for stop in TOUR:
        shown = card(explorer, stop.name)
        target = explorer.root.locator(".lcn-toured")
        expect(target).to_have_count(1)
        expect(target).to_be_in_viewport()
        box = shown.bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
        assert 0 <= box["y"] <= box["y"] + box["height"] <= height
        assert target.evaluate("(shown) => !shown.classList.contains('lcn')")
        shown.get_by_role("button", name="Finish" if stop is TOUR[-1] else "Next").click()
