"""Pictures of the page for people to look at: two widths, light and dark."""

from __future__ import annotations

import pytest
from explorer_page import ExplorerPage
from playwright.sync_api import Page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_the_page_fills_the_screen_and_no_more(
    page: Page, voila, screenshots, width: int, height: int, theme
):
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme)
    page.goto(voila.url)
    explorer = ExplorerPage(page).wait()
    content = page.locator("#rendered_cells")
    assert content.evaluate("(cells) => cells.scrollWidth") <= width
    # Edge to edge, in the theme's own colour, down to the last pixel.
    box = explorer.root.locator(".lcn-page").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"]) == (0, 0, width)
    assert box["height"] >= height
    explorer.seek("End")
    page.screenshot(path=screenshots(f"voila-{width}-{theme}"))
    tall = content.evaluate("(cells) => cells.scrollHeight")
    if tall > height:
        page.set_viewport_size({"width": width, "height": tall})
        explorer.seek("End")
        page.screenshot(path=screenshots(f"voila-{width}-{theme}-whole"))
    page.goto("about:blank")
