"""A copy of the package in which something new has been written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import lcn_widgets

PACKAGE = Path(lcn_widgets.__file__).parent

Edit = str | tuple[tuple[str, str], ...]
"""What is written at the end of a file, perhaps a new one; or texts that are there exactly once,
and what takes the place of each."""
Edits = Mapping[str, Edit]
"""By file, within the package."""


@pytest.fixture(scope="session")
def look(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Edits, str], str]:
    """Run a program in a copy with these edits, and return what it prints."""

    def look(edits: Edits, program: str) -> str:
        home = tmp_path_factory.mktemp("copy")
        copy = home / "lcn_widgets"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("frontend"))
        for name, edit in edits.items():
            _write(copy / name, edit)
        here = f"import lcn_widgets\nassert lcn_widgets.__file__ == {str(copy / '__init__.py')!r}\n"
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", here + program],
            cwd=home,
            env={**os.environ, "PYTHONPATH": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return look


def _write(file: Path, edit: Edit) -> None:
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if isinstance(edit, str):
        text, edit = text + edit, ()
    for old, new in edit:
        assert text.count(old) == 1, f"{file.name} has {old!r} {text.count(old)} times"
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
