"""The wheel holds all that runs and nothing else, and works without the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def names(checkout: Path, tmp_path_factory) -> set[str]:
    """Names of the files in the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), "."]
    subprocess.run(command, cwd=checkout, check=True, timeout=300)
    with zipfile.ZipFile(next(folder.glob("lcn_widgets-*.whl"))) as wheel:
        return set(wheel.namelist())


@pytest.mark.parametrize(
    "name",
    [
        "lcn_widgets/core/network/architecture.py",
        "lcn_widgets/static/explorer.js",
        "lcn_widgets/static/explorer.css",
        "lcn_widgets/notebooks/explorer.ipynb",
        "lcn_widgets/notebooks/01-first-steps.ipynb",
        "lcn_widgets/app/jupyter/voila/templates/lcn_widgets/index.html.j2",
    ],
)
def test_wheel_has(names, name):
    assert name in names


def test_wheel_has_neither_sources_of_the_page_nor_tests(names):
    top = {name.split("/")[0] for name in names}
    assert {part for part in top if not part.endswith(".dist-info")} == {"lcn_widgets"}
    assert not [name for name in names if "frontend" in name or "node_modules" in name]


def test_installed_package_runs_away_from_its_sources(environment, tmp_path):
    code = "import lcn_widgets; print(lcn_widgets.__file__)"
    assert str(environment.folder) in environment.run("python", "-c", code, cwd=tmp_path)
    code = "import lcn_widgets as lcn; print(lcn.run(lcn.Experiment()).summary())"
    assert "converged" in environment.run("python", "-c", code, cwd=tmp_path)


def test_console_script_explains_itself(environment, tmp_path):
    text = environment.run("lcn-widgets", "--help", cwd=tmp_path)
    assert "--port" in text
    assert "--lab" in text
