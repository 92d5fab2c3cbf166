"""Pings, by which the server tells a page that is far away from one that is gone."""

from __future__ import annotations

import logging

PING_INTERVAL = 30_000
"""Milliseconds between two pings; they also keep what lies between from ending an idle line."""
PING_TIMEOUT = 3 * PING_INTERVAL
"""Milliseconds of silence after which a page is gone.

Jupyter looks before it sends a ping, so the answer to the last one is an interval old, and at the
first look so is the connection. A page that answers at once is ended by any time-out up to the
interval; with three, two answers in a row may be lost.
"""


def ping_settings() -> dict[str, int]:
    """Tornado settings of the application."""
    return {"ws_ping_interval": PING_INTERVAL, "ws_ping_timeout": PING_TIMEOUT}


def hush_tornado() -> None:
    """Keep from the log that tornado would rather have a time-out no longer than the interval.

    It takes Jupyter's two numbers for those of its own pings, in seconds, and measures its own from
    ping to answer. So no two numbers suit both, and these make tornado ping every eight hours.
    """
    logging.getLogger("tornado.general").addFilter(_is_of_use)


def _is_of_use(record: logging.LogRecord) -> bool:
    complaint = f"The websocket_ping_timeout ({PING_TIMEOUT}) cannot be longer than"
    return not record.getMessage().startswith(complaint)
