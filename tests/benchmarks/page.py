"""The page in a Chromium, served by `lcn-widgets`: playback, a change to its frame, a drag."""

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
DRAGS = 30
REROLL = "[data-section=initialization] .lcn-reroll"


# From a move of the pointer to the frame that shows it, and to the sentence of the new run.
WATCH_DRAG = """
(root) => {
  const times = { frames: [], runs: [] };
  let moved = 0;
  root.addEventListener("pointermove", () => {
    moved = performance.now();
    const at = moved;
    requestAnimationFrame(() => times.frames.push(performance.now() - at));
  });
  const told = new MutationObserver(() => times.runs.push(performance.now() - moved));
  const sentence = root.querySelector(".lcn-sentence");
  told.observe(sentence, { childList: true, characterData: true, subtree: true });
  window.drag = times;
}
"""


def report() -> None:
    title(
        "page: playback (goal: 55 frames/s at least), change to first frame (100 ms at most), "
        "drag to picture (16 ms) and to run (150 ms)"
    )
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
    _measure_drag(explorer)


def _measure_drag(explorer: ExplorerPage) -> None:
    """Move a root by a pixel or two, again and again, each time until its run is there."""
    page = explorer.page
    explorer.seek("Home")
    explorer.panel("roots").get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    box = explorer.panel("roots").locator(".lcn-ring").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y)
    page.wait_for_timeout(1000)
    explorer.root.evaluate(WATCH_DRAG)
    for step in range(DRAGS):
        page.mouse.move(x + 8 + 2 * step, y)
        page.wait_for_function("(many) => window.drag.runs.length > many", arg=step)
    page.mouse.up()
    times = page.evaluate("() => window.drag")
    print(
        f"drag: to the picture median {statistics.median(times['frames']):.0f} ms, "
        f"to the run median {statistics.median(times['runs']):.0f} ms",
        flush=True,
    )
