"""A copy of the project, its wheel, and environments into which it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PIP = (sys.executable, "-m", "pip")


@dataclass(frozen=True)
class Environment:
    """A fresh virtual environment; pip is the one of the tests."""

    folder: Path

    @property
    def variables(self) -> dict[str, str]:
        """Those of a shell in which it is active."""
        path = os.pathsep.join([str(self.folder / "bin"), os.environ["PATH"]])
        outside = ("PYTHONPATH", "PYTHONHOME", "JUPYTER_PATH", "JUPYTER_CONFIG_DIR")
        kept = {name: value for name, value in os.environ.items() if name not in outside}
        home = self.folder / "home"  # no settings of the person who runs the tests
        return {**kept, "PATH": path, "JUPYTER_CONFIG_DIR": str(home), "IPYTHONDIR": str(home)}

    def run(self, *command: str | Path, cwd: Path, timeout: float = 120, status: int = 0) -> str:
        """Output of a command, which must end with this status."""
        program = self.folder / "bin" / str(command[0])
        done = subprocess.run(
            [str(program if program.exists() else command[0]), *map(str, command[1:])],
            cwd=cwd, env=self.variables, timeout=timeout, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        assert done.returncode == status, done.stdout
        return done.stdout

    def pip(self, *arguments: str | Path, cwd: Path) -> str:
        """Output of pip, which need not be in the environment itself."""
        python = str(self.folder / "bin" / "python")
        return self.run(*PIP, "--python", python, *arguments, cwd=cwd, timeout=600)


def made(folder: Path) -> Environment:
    """An environment without any package."""
    venv.create(folder, symlinks=True)
    return Environment(folder)


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
def wheel(checkout: Path, tmp_path_factory) -> Path:
    """The wheel that is built from a clone."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [*PIP, "wheel", "-q", "--no-deps", "-w", str(folder), "."]
    subprocess.run(command, cwd=checkout, check=True, timeout=300)
    return next(folder.glob("lcn_widgets-*.whl"))


@pytest.fixture(scope="session")
def core_only(wheel: Path, tmp_path_factory) -> Environment:
    """An environment with the wheel and what the core needs."""
    environment = made(tmp_path_factory.mktemp("core") / "environment")
    environment.pip("install", "-q", wheel, cwd=wheel.parent)
    return environment


@pytest.fixture(scope="session")
def environment(checkout: Path, tmp_path_factory) -> Environment:
    """What Binder makes of the project: its requirements installed, then postBuild run."""
    environment = made(tmp_path_factory.mktemp("binder") / "environment")
    environment.pip("install", "-q", "-r", "binder/requirements.txt", cwd=checkout)
    environment.run("./binder/postBuild", cwd=checkout)
    return environment
