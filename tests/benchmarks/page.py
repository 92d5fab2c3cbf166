"""The page in a Chromium, served by `lcn-widgets`: playback, and a change to its first frame."""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.measure import title
from tests.browser.chromium import FLAGS, chromium
from tests.browser.explorer_page import ExplorerPage
from tests.serving.servers import lcn_widgets

FRAMES = 300
CHANGES = 40
REROLL = "[data-section=initialization] .lcn-reroll"


def report() -> None:
    title("page: playback (goal: 55 frames/s at least), change to first frame (100 ms at most)")
    with (
        tempfile.TemporaryDirectory() as folder,
        lcn_widgets(folder=Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        path = chromium(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        _measure(browser.new_page(), server.url)
        browser.close()


def _measure(page: Page, url: str) -> None:
    page.goto(url)
    explorer = ExplorerPage(page).wait()
    times = [time for time, _ in explorer.playback(FRAMES)]
    rate = 1e3 * (len(times) - 1) / (times[-1] - times[0])
    explorer.play_button.click()
    waits = sorted(explorer.change(REROLL) for _ in range(CHANGES))
    print(
        f"{rate:.1f} frames/s; change to frame: median {statistics.median(waits):.0f} ms, "
        f"nine of ten below {waits[CHANGES * 9 // 10]:.0f} ms",
        flush=True,
    )
