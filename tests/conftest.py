"""The order of the tests, and what several parts of them share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from nodejs import FRONTEND, npm

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser tests last: Playwright leaves an event loop running in this thread.

    Whatever asks whether there is one, such as the explorer, would behave differently after them.
    """
    items.sort(key=lambda item: BROWSER in item.path.parents)


@pytest.fixture(scope="session")
def frontend(tmp_path_factory) -> Path:
    """A copy of the page's sources with the dependencies of the lock file."""
    folder = tmp_path_factory.mktemp("page") / "frontend"
    shutil.copytree(FRONTEND, folder, ignore=shutil.ignore_patterns("node_modules"))
    npm("ci", "--no-audit", "--no-fund", cwd=folder)
    return folder
