"""The order of the tests, the examples of property tests, and the margins of tolerances."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ("margins",)

BROWSER = Path(__file__).parent / "browser"

# The same examples everywhere, and however slow the machine is: what fails can be repeated.
hypothesis.settings.register_profile(
    "reproducible", derandomize=True, deadline=None, print_blob=True
)
hypothesis.settings.load_profile("reproducible")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser tests last: Playwright leaves an event loop running in this thread.

    Whatever asks whether there is one, such as the explorer, would behave differently after them.
    """
    items.sort(key=lambda item: BROWSER in item.path.parents)
