"""Where the project's notebooks are."""

from __future__ import annotations

import shutil
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
WORKING_COPY = "lcn_widgets-notebooks"
"""Name of the folder that `working_directory` makes."""


def notebooks_directory() -> Path:
    """Folder of the notebooks: inside an installed package, beside a cloned one."""
    installed = PACKAGE / "notebooks"
    return installed if installed.is_dir() else PACKAGE.parent / "notebooks"


def explorer_notebook() -> Path:
    """The page that `lcn-widgets` serves."""
    return notebooks_directory() / "explorer.ipynb"


def working_directory(folder: Path | None = None) -> Path:
    """Folder in which the notebooks may be changed.

    With `folder`, a copy in it; files that are already there are left as they are. Without, a
    clone's own folder, or for an installed package a copy in `WORKING_COPY` below the present
    folder.
    """
    source = notebooks_directory()
    if folder is None and source.parent != PACKAGE:
        return source
    target = folder or Path.cwd() / WORKING_COPY
    target.mkdir(parents=True, exist_ok=True)
    for notebook in sorted(source.glob("*.ipynb")):
        if not (target / notebook.name).exists():
            shutil.copyfile(notebook, target / notebook.name)
    return target
