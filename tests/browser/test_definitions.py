"""Whatever symbol or term the page shows has a definition, one tap, one hover or one key away."""

from __future__ import annotations

import re

import pytest
from explorer_page import ExplorerPage
from playwright.sync_api import Page, expect
from static_page import render
from test_accessibility import found_by_axe

from lcn_widgets import Explorer
from lcn_widgets.core.glossary import GLOSSARY

# Whatever is drawn on a canvas, which no reader can select.
LISTEN = """
window.drawn = new Set();
const fill = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
  window.drawn.add(String(text));
  return fill.call(this, text, ...rest);
};
"""
SYMBOL = re.compile(r"(?<!\w)[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]̃?[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ⁱ]*[₀₁₂₃₄₅₆₇₈₉ᵥ]*(?!\w)")
"""A letter alone, with its indices."""
WORDS = {"a", "A", "I"}
"""Letters that are words."""

# By tab: terms that a newcomer cannot know and must find explained there.
EXPECTED = {
    "Curves": {
        "input-size", "sizes", "width", "stride", "final-width", "final-stride", "covered",
        "target", "gap", "gradient", "squared-norm", "delta", "drift", "time", "layer-matrix",
        "network-matrix", "final-filter", "filter", "risk",
    },
    "Theorem": {"theorem", "g", "tau", "patch-matrix", "mahler", "derived", "general-theorem"},
    "Limit": {"local-minimum", "hessian", "rate", "jacobian", "pattern", "common-root", "gap"},
}  # fmt: skip


@pytest.fixture
def spurious(page: Page) -> ExplorerPage:
    """A run with a limit that is not the best, everything known of it."""
    page.add_init_script(LISTEN)
    return render(page, Explorer(preset="spurious"))


def names(explorer: ExplorerPage) -> set[str]:
    """Entries of the glossary that can be opened now."""
    shown = explorer.root.locator("[data-term]").filter(visible=True)
    return set(shown.evaluate_all("(terms) => terms.map((term) => term.dataset.term)"))


def unknown(texts: list[str]) -> list[str]:
    """Letters that stand alone in texts, with their indices, and have no entry."""
    letters = [letter for text in texts for letter in SYMBOL.findall(text)]
    return [each for each in letters if each not in WORDS and GLOSSARY.find(each) is None]


@pytest.mark.parametrize("tab", EXPECTED)
def test_what_a_newcomer_cannot_know_is_explained_where_it_stands(spurious, tab):
    spurious.tab(tab).click()
    shown = names(spurious)
    assert EXPECTED[tab] <= shown
    assert shown <= {term.name for term in GLOSSARY}


def test_every_formula_and_every_letter_of_a_picture_has_an_entry(spurious):
    formulas = spurious.root.locator("math")
    assert formulas.count() > 5
    loose = formulas.evaluate_all(
        "(all) => all.filter((one) => !one.closest('[data-term]')).map((one) => one.textContent)"
    )
    assert loose == []
    assert unknown(spurious.page.evaluate("[...window.drawn]")) == []


def test_every_letter_in_a_legend_has_an_entry(spurious):
    assert unknown(spurious.root.locator(".lcn-panel-legend").all_inner_texts()) == []


def test_a_definition_opens_by_hover_focus_and_tap(spurious):
    delta = spurious.panel("conserved").locator("[data-term=delta]").first
    definition = spurious.root.get_by_role("tooltip")
    entry = GLOSSARY.explain("δ")

    delta.hover()
    expect(definition).to_contain_text(entry.definition)
    expect(definition).to_contain_text(entry.source)
    spurious.root.get_by_role("heading", name="Roots of the layers").hover()
    expect(definition).to_be_hidden()

    delta.focus()
    expect(definition).to_be_visible()
    expect(delta).to_have_accessible_description(re.compile(re.escape(entry.definition)))
    spurious.page.keyboard.press("Escape")
    expect(definition).to_be_hidden()
    expect(delta).to_be_focused()
    expect(delta).not_to_have_accessible_description(re.compile("."))

    delta.click()
    expect(definition).to_be_visible()
    box = definition.bounding_box()
    size = spurious.page.viewport_size
    assert box is not None
    assert size is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= size["height"]
    spurious.root.get_by_role("heading", name="Roots of the layers").click()
    expect(definition).to_be_hidden()


def test_the_help_dialog_holds_the_whole_glossary(spurious):
    spurious.root.get_by_role("button", name="Help", exact=True).click()
    dialog = spurious.root.get_by_role("dialog", name="Help")
    dialog.get_by_text("Glossary: every symbol and term").click()
    expect(dialog.get_by_role("definition")).to_have_count(len(GLOSSARY))
    expect(dialog).to_contain_text("patch matrix")
    assert found_by_axe(spurious.page) == []


def test_definitions_are_accessible_and_open_within_a_dialog(explorer: ExplorerPage):
    definition = explorer.root.get_by_role("tooltip")
    explorer.panel("conserved").locator("[data-term=delta]").first.click()
    expect(definition).to_be_visible()
    assert found_by_axe(explorer.page) == []
    explorer.tab("Theorem").click()
    explorer.panel("theorem").get_by_role("button", name="Loss and data").click()
    dialog = explorer.root.get_by_role("dialog")
    dialog.locator(".lcn-symbols [data-term=h]").first.click()
    expect(definition).to_contain_text(GLOSSARY.explain("h").definition)
    explorer.page.keyboard.press("Escape")
    expect(definition).to_be_hidden()
    expect(dialog).to_be_visible()


def test_tab_stops_once_at_the_terms_of_a_card_and_arrows_go_on(spurious):
    panel = spurious.panel("conserved")
    terms = panel.locator(".lcn-term")
    stops = panel.locator(".lcn-term[tabindex='0']")
    assert terms.count() > 1
    expect(stops).to_have_count(1)
    first = stops.first
    name = first.get_attribute("data-term")
    first.focus()
    before = spurious.position.input_value()
    spurious.page.keyboard.press("ArrowRight")
    expect(panel.locator(".lcn-term:focus")).not_to_have_attribute("data-term", name)
    expect(stops).to_have_count(1)
    assert spurious.position.input_value() == before  # the player did not take the key
    spurious.page.keyboard.press("ArrowLeft")
    expect(panel.locator(".lcn-term:focus")).to_have_attribute("data-term", name)
