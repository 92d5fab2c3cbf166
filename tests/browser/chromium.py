"""Getting a Chromium: the system's, else Playwright's own, else Debian's package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Nothing here asks the network; --no-sandbox because test machines often run as root.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium(bundled: str) -> str:
    """Path of a Chromium, installed if there is none; `bundled` is where Playwright puts its own.

    Raises
    ------
    RuntimeError
        If none can be had: the tests then fail, they are not skipped.
    """
    path = _on_path() or _from_playwright(bundled) or _from_debian()
    if path is None:
        raise RuntimeError(
            "the browser tests need Chromium: install it, or run `playwright install chromium`"
        )
    return path


def _on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _from_playwright(bundled: str) -> str | None:
    """Playwright's download works on ordinary machines, not in closed networks."""
    if not Path(bundled).exists():
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False, capture_output=True, timeout=600)
    return bundled if Path(bundled).exists() else None


def _from_debian() -> str | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", *step], check=False, capture_output=True, timeout=900)
    return _on_path()
