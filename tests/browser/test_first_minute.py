"""Who opens the page for the first time meets a question, four sentences and the start of a run."""

from __future__ import annotations

import pytest
from explorer_page import LAST, ExplorerPage
from playwright.sync_api import Page, expect
from static_page import render

from lcn_widgets import Explorer, preset_named, run
from lcn_widgets.ui.welcome import WELCOME


def test_it_opens_at_the_start_with_four_sentences(explorer: ExplorerPage):
    expect(explorer.position).to_have_value("0")
    expect(explorer.play_button).to_have_accessible_name("Play")
    strip = explorer.root.get_by_role("region", name="What this is")
    expect(strip.get_by_role("listitem")).to_have_count(len(WELCOME))
    for word in WELCOME:
        expect(strip).to_contain_text(f"{word.title} {word.text}")
    strip.get_by_role("button", name="Put these sentences away").click()
    expect(strip).to_be_hidden()
    explorer.page.reload()
    explorer.wait()
    expect(strip).to_be_hidden()


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_python_says_where_it_opens(page: Page, share: float):
    """Without a kernel, and where nothing can be remembered."""
    explorer = render(page, Explorer(opens_at=share))
    expect(explorer.position).to_have_value(str(round(share * LAST)))


def test_the_page_says_why_delta_is_flat_and_why_a_shared_root_traps(page: Page):
    explorer = render(page, Explorer(preset="spurious"))
    slopes = explorer.panel("conserved").locator(".lcn-why .lcn-live")
    first, second = run(preset_named("spurious").experiment).frames.layer_slopes[0]
    for value, slope in zip(slopes.all_text_contents(), (first, second), strict=True):
        assert float(value) == pytest.approx(slope, rel=1e-3)
    assert len(set(slopes.all_text_contents())) == 1
    explorer.seek("End")
    explorer.panel("conserved").locator("[data-term=rescaling]").click()
    expect(explorer.root.get_by_role("tooltip")).to_contain_text("their differences stay")
    explorer.tab("Limit").click()
    card = explorer.panel("critical")
    expect(card).to_contain_text("layers 1 and 2 share the root 0.435")
    expect(explorer.legend("roots")).to_contain_text("roots of v")


def test_one_control_of_the_time_axis_moves_the_player_and_the_curves(page: Page):
    explorer = render(page, Explorer(preset="spurious", opens_at=1.0))
    flow = explorer.panel("flow").locator(".lcn-timeplot")
    ticks = "(plot) => plot.querySelector('canvas').toDataURL()"
    differs = f"([plot, before]) => ({ticks})(plot) !== before"
    explorer.seek("End")  # the curves have been drawn by then
    along_path = flow.evaluate(ticks)
    explorer.choice("Time axis").select_option("log")
    explorer.seek("Home")
    assert flow.evaluate(ticks) == along_path
    explorer.choice("Time axis").select_option("linear")
    page.wait_for_function(differs, arg=[flow.element_handle(), along_path])
    times = run(preset_named("spurious").experiment).frames.times
    start = explorer.time.text_content() or ""
    explorer.position.fill(str(LAST // 4))
    expect(explorer.time).not_to_have_text(start)
    shown = float(explorer.time.text_content() or "nan")
    assert shown == pytest.approx(times[-1] / 4, rel=0.02)
