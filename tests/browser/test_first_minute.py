"""Who opens the page for the first time meets a question, four sentences and the start of a run."""

from __future__ import annotations

import pytest
from explorer_page import LAST, ExplorerPage
from playwright.sync_api import Page, expect
from static_page import render

from lcn_widgets import Explorer
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
