"""Jupyter's files that this package brings along: page template and JupyterLab defaults."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "jupyter"


def find_ours() -> None:
    """Let Jupyter find them inside this package, wherever that is installed."""
    for variable in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH"):
        paths = [path for path in os.environ.get(variable, "").split(os.pathsep) if path]
        if str(FOLDER) not in paths:
            os.environ[variable] = os.pathsep.join([str(FOLDER), *paths])
