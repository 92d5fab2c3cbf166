"""The order of the tests, their examples and margins, and what several parts of them share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ("margins",)

# Tests run side by side: a second thread of BLAS would only wait for the first one's core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is loaded

# The same examples everywhere, and however slow the machine is: what fails can be repeated.
hypothesis.settings.register_profile(
    "reproducible", derandomize=True, deadline=None, print_blob=True
)
hypothesis.settings.load_profile("reproducible")

TESTS = Path(__file__).parent
LONGEST = ("packaging", "blas", "figures", "notebooks", "frontend")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that all processes end at about the same time.

    The browser tests are last: Playwright leaves an event loop running in its thread. Whatever asks
    whether there is one, such as the explorer, would behave differently after them.
    """

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(TESTS).parts[0]
        if folder == "browser":
            return len(LONGEST) + 1
        return LONGEST.index(folder) if folder in LONGEST else len(LONGEST)

    items.sort(key=place)


@pytest.fixture(scope="session")
def frontend(tmp_path_factory) -> Path:
    """A copy of the page's sources with the dependencies of the lock file."""
    from nodejs import FRONTEND, npm  # here, since the tests of the core do without

    folder = tmp_path_factory.mktemp("page") / "frontend"
    shutil.copytree(FRONTEND, folder, ignore=shutil.ignore_patterns("node_modules"))
    npm("ci", "--no-audit", "--no-fund", cwd=folder)
    return folder
