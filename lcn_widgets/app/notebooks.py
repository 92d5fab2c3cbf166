"""Where the project's notebooks are."""

from __future__ import annotations

import shutil
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
WORKING_COPY = "lcn_widgets-notebooks"
"""Folder that `copy_to` makes."""


def notebooks_directory() -> Path:
    """Folder of the notebooks: inside an installed package, beside a cloned one."""
    installed = PACKAGE / "notebooks"
    return installed if installed.is_dir() else PACKAGE.parent / "notebooks"


def explorer_notebook() -> Path:
    """The page that `lcn-widgets` serves."""
    return notebooks_directory() / "explorer.ipynb"


def working_directory(folder: Path) -> Path:
    """Folder in which the notebooks may be changed.

    A clone's own folder; for an installed package a copy inside `folder`, in which files that
    are already there are left as they are.
    """
    source = notebooks_directory()
    if source.parent != PACKAGE:
        return source
    target = folder / WORKING_COPY
    target.mkdir(exist_ok=True)
    for notebook in sorted(source.glob("*.ipynb")):
        if not (target / notebook.name).exists():
            shutil.copyfile(notebook, target / notebook.name)
    return target
