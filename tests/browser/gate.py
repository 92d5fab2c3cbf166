"""A gate on the way from the kernel to the page."""

from __future__ import annotations

import math
import re

from playwright.sync_api import Page, WebSocketRoute


class Gate:
    """Holds back what the kernel says of the theory, as if that took long to compute.

    It has to be built before the page is opened. It is open until `close`.
    """

    def __init__(self, page: Page):
        self._passes = math.inf  # so many pieces may still pass
        self._held: list[str | bytes] = []
        self._page = page
        self._has_all = False
        page.route_web_socket(re.compile("/channels"), self._connected)

    def close(self) -> None:
        """Hold back what comes from now on, once all is said of the run on the screen."""
        while not self._has_all:
            self._page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 50))")
        self._passes = 0

    def let_one_through(self) -> None:
        """Hand on the piece that has waited longest, or the next one to come."""
        self._passes += 1
        self._hand_on()

    def open(self) -> None:
        """Hand on everything that has waited, in order, and hold back nothing any more."""
        self._passes = math.inf
        self._hand_on()

    def _connected(self, to_page: WebSocketRoute) -> None:
        self._to_page = to_page
        to_page.connect_to_server().on_message(self._received)

    def _received(self, message: str | bytes) -> None:
        content = message.encode() if isinstance(message, str) else message
        if b'"_insights"' in content:
            self._has_all = b'"pending": []' in content or b'"pending":[]' in content
            self._held.append(message)
            self._hand_on()
        else:
            self._to_page.send(message)

    def _hand_on(self) -> None:
        while self._held and self._passes > 0:
            self._passes -= 1
            self._to_page.send(self._held.pop(0))
