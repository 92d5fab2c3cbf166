"""Predict, then play: what is hidden, what is asked, and what the page says of the answers."""

from __future__ import annotations

import re

import pytest
from explorer_page import LAST, ExplorerPage
from playwright.sync_api import Locator, expect

from lcn_widgets.core.experiment import PRESETS, preset_named, run, score

SPURIOUS = preset_named("spurious")


@pytest.fixture
def asked(explorer: ExplorerPage) -> ExplorerPage:
    """The explorer that asks for predictions of the run that ends in a spurious minimum."""
    explorer.example.select_option(SPURIOUS.name)
    expect(explorer.root.locator(".lcn-lesson")).to_have_text(SPURIOUS.lesson)
    explorer.root.get_by_role("button", name="Predict", exact=True).click()
    expect(panel(explorer)).to_be_visible()
    return explorer


def panel(explorer: ExplorerPage) -> Locator:
    return explorer.root.locator("[data-panel=predict]")


def test_nothing_gives_the_end_away_until_it_has_been_played(asked: ExplorerPage):
    root = asked.root
    scrub = root.locator(".lcn-scrub")
    expect(scrub).to_have_value("0")
    asked.page.keyboard.press("End")
    expect(scrub).to_have_value("0")
    expect(root.locator(".lcn-lesson")).to_be_hidden()
    names = asked.example.locator("option").all_inner_texts()
    assert not set(names) & {preset.title for preset in PRESETS}
    assert SPURIOUS.title not in root.inner_text()
    expect(root.locator(".lcn-sentence")).not_to_contain_text("converged")
    expect(root.locator("[data-panel=theorem], [data-panel=critical]")).to_have_count(0)
    expect(root.locator(".lcn-event")).to_have_count(0)


def test_the_page_says_of_an_answer_what_the_core_says(asked: ExplorerPage):
    root = asked.root
    root.get_by_label("yes, it reaches the best").check()
    root.get_by_label("all grow, by the same amount").check()
    asked.choice("Speed").select_option("4")
    root.get_by_role("button", name="Play and see").click()
    expect(root.locator(".lcn-scrub")).to_have_value(str(LAST), timeout=20_000)
    expected = score(run(SPURIOUS.experiment), {"best": "yes", "norms": "grow"})
    for name, told in expected.items():
        field = panel(asked).locator(f"[data-question={name}]")
        expect(field.locator(".lcn-score")).to_have_text(told.sentence)
        expect(field.locator(".lcn-score")).to_have_attribute("data-mark", told.mark)
    expect(root.locator(".lcn-sentence")).to_contain_text("converged")
    expect(root.locator("[data-panel=theorem]")).to_have_count(1)


def test_the_next_run_is_hidden_again_and_the_questions_can_be_put_away(asked: ExplorerPage):
    root = asked.root
    root.get_by_label("no, it ends above it").check()
    asked.example.select_option("filling")
    expect(root.get_by_label("no, it ends above it")).not_to_be_checked()
    expect(root.locator(".lcn-scrub")).to_have_value("0")
    root.get_by_role("button", name="Predict", exact=True).click()
    expect(panel(asked)).to_have_count(0)
    expect(root.locator(".lcn-lesson")).to_have_text(preset_named("filling").lesson)
    expect(root.locator("[data-panel=theorem]")).to_have_count(1)


def prediction(asked: ExplorerPage) -> list[complex]:
    """The places of the question marks, from the data table of the picture."""
    panel = asked.panel("roots")
    panel.get_by_role("button", name=re.compile("^Table of")).click()
    rows = panel.locator("tr", has_text="your prediction")
    values = [row.locator("td").last.inner_text() for row in rows.all()]
    panel.get_by_role("button", name=re.compile("^Table of")).click()
    return [
        complex(v.split(",")[0].replace("−", "-").replace(" ", "").replace("i", "j"))
        for v in values
    ]


def test_a_prediction_of_the_roots_is_placed_by_mouse_and_keys_and_scored(asked: ExplorerPage):
    root, page = asked.root, asked.page
    stage = asked.panel("roots").locator(".lcn-panel-stage")
    start = prediction(asked)
    assert len(start) == SPURIOUS.experiment.architecture.final_width - 1
    stage.focus()
    page.keyboard.press("ArrowRight")  # the first mark
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    moved = prediction(asked)
    assert moved != start
    assert sum(a != b for a, b in zip(start, moved, strict=True)) == 1  # a real root, alone
    before = asked.sentence.inner_text()
    asked.choice("Speed").select_option("4")
    root.get_by_role("button", name="Play and see").click()
    expect(root.locator(".lcn-scrub")).to_have_value(str(LAST), timeout=20_000)
    told = panel(asked).locator("[data-question=roots] .lcn-score")
    expect(told).to_contain_text("of 3 are in place")
    assert before != asked.sentence.inner_text()
