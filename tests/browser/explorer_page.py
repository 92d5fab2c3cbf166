"""The explorer as a visitor finds it: by roles, names and what is written on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, WebSocket, expect

from lcn_widgets import Experiment, run

LAST = 10_000
"""Position of the player at the end of a run."""

# A control is changed; wait for the sentence of the new run and one more frame. In milliseconds.
CHANGE_TO_FRAME = """
(root, button) => new Promise((resolve) => {
  const sentence = root.querySelector(".lcn-sentence");
  const before = sentence.textContent;
  const start = performance.now();
  const look = () => {
    if (sentence.textContent === before) requestAnimationFrame(look);
    else requestAnimationFrame((drawn) => resolve(drawn - start));
  };
  root.querySelector(button).click();
  look();
})
"""

# Frames in which the player moved: when, in milliseconds, and where to.
WATCH_PLAYBACK = """
(root, frames) => new Promise((resolve) => {
  const scrub = root.querySelector(".lcn-scrub");
  const moved = [];
  let last = scrub.value;
  const look = (now) => {
    if (scrub.value !== last) moved.push([now, Number(scrub.value)]);
    last = scrub.value;
    const playing = root.querySelector("[aria-label=Pause]");
    if (playing && moved.length < frames) requestAnimationFrame(look);
    else resolve(moved);
  };
  requestAnimationFrame(look);
})
"""


def summary(experiment: Experiment) -> str:
    """The sentence that the page says of the run of `experiment`."""
    return run(experiment).summary()


@dataclass
class Traffic:
    """What a page asked for and said since it was opened."""

    page: Page
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    messages: int = 0

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._requested(request.url))
        self.page.on("websocket", self._connected)
        self.page.on("response", self._answered)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._said)

    def settle(self) -> int:
        """Wait until the kernel has nothing more to say; the number of messages so far."""
        before = -1
        while before != self.messages:
            before = self.messages
            self.page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 400))")
        return before

    def _requested(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme in ("data", "blob", "about"):
            return
        if address.hostname not in ("localhost", "127.0.0.1"):
            self.outside.append(url)

    def _connected(self, socket: WebSocket) -> None:
        self._requested(socket.url)
        socket.on("framesent", lambda _: self._count())
        socket.on("framereceived", lambda _: self._count())

    def _count(self) -> None:
        self.messages += 1

    def _answered(self, response) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.status} {response.url}")

    def _said(self, message) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def check(self) -> None:
        """Nothing left the machine and nothing was complained about."""
        assert self.outside == []
        assert self.failed == []
        assert self.complaints == []


class ExplorerPage:
    """One explorer on a page."""

    def __init__(self, page: Page, number: int = 0):
        self.page = page
        self.root = page.locator(".lcn").nth(number)

    def wait(self, timeout: float = 30_000) -> ExplorerPage:
        """Wait until a run is shown."""
        expect(self.play_button).to_be_enabled(timeout=timeout)
        return self

    @property
    def play_button(self) -> Locator:
        return self.root.get_by_role("button", name=re.compile("^(Play|Pause)$"))

    @property
    def position(self) -> Locator:
        return self.root.get_by_role("slider", name="Playback position")

    @property
    def sentence(self) -> Locator:
        return self.root.locator(".lcn-sentence")

    @property
    def badge(self) -> Locator:
        return self.root.locator(".lcn-badge")

    @property
    def complaint(self) -> Locator:
        """Sentences shown at controls."""
        return self.root.get_by_role("alert").filter(visible=True)

    def number(self, label: str) -> Locator:
        """A number field by its label."""
        return self.root.get_by_role("spinbutton", name=label, exact=True)

    def choice(self, label: str) -> Locator:
        return self.root.get_by_role("combobox", name=label, exact=True)

    @property
    def example(self) -> Locator:
        return self.choice("Example")

    @property
    def lesson(self) -> Locator:
        return self.root.locator(".lcn-lesson")

    @property
    def events(self) -> Locator:
        """Marks under the player."""
        return self.root.get_by_role("list", name="Events of this run").get_by_role("button")

    @property
    def time(self) -> Locator:
        """Flow time at the cursor."""
        return self.root.locator(".lcn-time")

    def tab(self, title: str) -> Locator:
        """The button that shows a group of pictures beside the roots."""
        return self.root.get_by_role("button", name=title, exact=True)

    def panel(self, name: str) -> Locator:
        return self.root.locator(f"[data-panel={name}]")

    def legend(self, panel: str) -> Locator:
        return self.panel(panel).locator(".lcn-panel-legend")

    def type(self, label: str, text: str) -> None:
        """Type into a field and leave it."""
        self.number(label).fill(text)
        self.number(label).press("Enter")

    def seek(self, key: str) -> None:
        """Go to the start ("Home") or the end ("End") and wait until it is drawn."""
        self.position.press(key)
        expect(self.position).to_have_value("0" if key == "Home" else str(LAST))
        self.page.evaluate("() => new Promise(requestAnimationFrame)")

    def play(self) -> None:
        self.root.get_by_role("button", name="Play", exact=True).click()

    def playback(self, frames: int) -> list[tuple[float, float]]:
        """Play from the start; time in ms and position of the first `frames` moves."""
        if self.play_button.get_attribute("aria-label") == "Pause":
            self.play_button.click()
        self.seek("Home")
        self.play()
        return [(time, position) for time, position in self.root.evaluate(WATCH_PLAYBACK, frames)]

    def check_playback(self, frames: int) -> None:
        """Every frame is a step forward; how fast they follow is measured in the benchmarks."""
        positions = [position for _, position in self.playback(frames)]
        assert positions == sorted(set(positions))
        assert len(positions) == frames or positions[-1] == LAST  # on a slow machine

    def change(self, button: str) -> float:
        """Click on `button` and wait for the first frame of the new run; the time in ms."""
        return float(self.root.evaluate(CHANGE_TO_FRAME, button))

    def kernel(self) -> str:
        """Id of the kernel of a Voilà page."""
        text = self.page.locator("#jupyter-config-data").text_content()
        found = re.search(r'"kernelId": "([\w-]+)"', text or "")
        assert found is not None
        return found.group(1)
