"""Make the README's picture: the explorer in Voilà, in the middle of the opening run.

Run it with the test environment: ``PYTHONPATH=tests python tests/browser/picture.py``.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from chromium import FLAGS, chromium
from explorer_page import ExplorerPage
from playwright.sync_api import sync_playwright
from serving.servers import lcn_widgets

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "explorer.png"
SIZE = {"width": 1280, "height": 900}
PART = 0.55  # of the playback: roots have met and parted, the plateau is behind


def main() -> None:
    """Serve the explorer, move to the middle of the run, take the picture."""
    with (
        tempfile.TemporaryDirectory() as folder,
        lcn_widgets(folder=Path(folder), ready="voila/static/voila.js") as server,
        sync_playwright() as playwright,
    ):
        path = chromium(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport=SIZE, color_scheme="light", device_scale_factor=1.5)
        page.goto(server.url)
        explorer = ExplorerPage(page).wait()
        if explorer.root.get_by_role("button", name="Pause", exact=True).count():
            explorer.root.get_by_role("button", name="Pause", exact=True).click()
        explorer.position.evaluate(
            "(slider, part) => { slider.value = part * slider.max;"
            " slider.dispatchEvent(new Event('input', { bubbles: true })); }",
            PART,
        )
        page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(1)))")
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURE)
        page.goto("about:blank")
        browser.close()


if __name__ == "__main__":
    main()
