"""The order of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser tests last: Playwright leaves an event loop running in this thread.

    Whatever asks whether there is one, such as the explorer, would behave differently after them.
    """
    items.sort(key=lambda item: BROWSER in item.path.parents)
