"""A copy of the project and an environment with what Binder installs from it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Environment:
    """A fresh virtual environment."""

    folder: Path

    @property
    def variables(self) -> dict[str, str]:
        """Those of a shell in which it is active."""
        path = os.pathsep.join([str(self.folder / "bin"), os.environ["PATH"]])
        outside = ("PYTHONPATH", "PYTHONHOME", "JUPYTER_PATH", "JUPYTER_CONFIG_DIR")
        kept = {name: value for name, value in os.environ.items() if name not in outside}
        home = self.folder / "home"  # no settings of the person who runs the tests
        return {**kept, "PATH": path, "JUPYTER_CONFIG_DIR": str(home), "IPYTHONDIR": str(home)}

    def run(self, *command: str | Path, cwd: Path, timeout: float = 120) -> str:
        """Output of a command, which must succeed."""
        program = self.folder / "bin" / str(command[0])
        done = subprocess.run(
            [str(program if program.exists() else command[0]), *map(str, command[1:])],
            cwd=cwd, env=self.variables, timeout=timeout, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
        return done.stdout


@pytest.fixture(scope="session")
def checkout(tmp_path_factory) -> Path:
    """The files of the project as a clone has them."""
    folder = tmp_path_factory.mktemp("checkout")
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    for name in listing.stdout.splitlines():
        if (PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def environment(tmp_path_factory, checkout: Path) -> Environment:
    """What Binder makes of the project: its requirements installed, then postBuild run."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=120)
    made = Environment(folder)
    made.run("pip", "install", "-q", "-r", "binder/requirements.txt", cwd=checkout, timeout=600)
    made.run("./binder/postBuild", cwd=checkout)
    return made
