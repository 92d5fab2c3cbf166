"""Binder can build the project: what it would do, and the result of doing it here."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving.jupyter import close_code_of_a_hostile_message

PROJECT = Path(__file__).parents[2]
EXPLORER = "voila/render/notebooks/explorer.ipynb"
START_TIMEOUT = 60.0  # seconds


@pytest.fixture(scope="module")
def dockerfile(checkout: Path) -> str:
    """The Dockerfile that repo2docker makes of the project."""
    program = Path(sys.executable).with_name("jupyter-repo2docker")
    done = subprocess.run(
        [str(program), "--no-build", "--debug", "."],
        cwd=checkout, check=True, text=True, timeout=120,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.stdout


def test_binder_takes_a_python_that_the_project_allows(dockerfile):
    version = re.search(r"conda environment for python=3\.(\d+)", dockerfile)
    assert version is not None
    assert int(version[1]) in (11, 12, 13)


def test_binder_installs_the_requirements_then_runs_post_build(dockerfile):
    copied = dockerfile.index("COPY --chown=0:0 src/ ${REPO_DIR}/")
    installed = dockerfile.index('install --no-cache-dir -r "binder/requirements.txt"', copied)
    assert dockerfile.index("RUN ./binder/postBuild") > installed


def test_binder_has_the_tested_versions():
    constraints = (PROJECT / "constraints.txt").read_text().splitlines()
    lines = (PROJECT / "binder" / "requirements.txt").read_text().splitlines()
    pinned = [line for line in lines if "==" in line]
    assert pinned
    assert set(pinned) <= set(constraints)
    assert lines[-1] == ".[app]"


def test_post_build_is_bash():
    subprocess.run(["bash", "-n", str(PROJECT / "binder" / "postBuild")], check=True)


def test_notebooks_run_in_the_environment(environment, checkout):
    for notebook in sorted((checkout / "notebooks").glob("*.ipynb")):
        environment.run(
            "python", "-m", "jupyter", "execute", "--timeout=120", notebook,
            cwd=checkout, timeout=300,
        )  # fmt: skip


def test_installed_package_runs_away_from_its_sources(environment, tmp_path):
    code = "import lcn_widgets; print(lcn_widgets.__file__)"
    assert str(environment.folder) in environment.run("python", "-c", code, cwd=tmp_path)
    code = "import lcn_widgets as lcn; print(lcn.run(lcn.Experiment()).summary())"
    assert "converged" in environment.run("python", "-c", code, cwd=tmp_path)


def test_console_script_explains_itself(environment, tmp_path):
    text = environment.run("lcn-widgets", "--help", cwd=tmp_path)
    assert "--port" in text
    assert "--lab" in text


@pytest.fixture
def server(environment, checkout) -> Iterator[str]:
    """A Jupyter server of the environment, started the way Binder does; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        environment.folder / "bin" / "jupyter", "server", "--no-browser", "--allow-root",
        f"--port={port}", "--port-retries=0", "--IdentityProvider.token=test",
    ]  # fmt: skip
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=checkout, env=environment.variables,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait_for(f"{address}api/status?token=test", process)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def test_voila_serves_the_explorer_inside_jupyter_without_outside_links(server):
    with urllib.request.urlopen(f"{server}{EXPLORER}?token=test", timeout=60) as answer:
        page = answer.read().decode()
    assert "lcn_widgets" in page
    assert "Traceback" not in page
    loaded = re.findall(r"""(?:src|href)=["'](https?://[^"']+)""", page)
    assert not loaded
    assert '"fullMathjaxUrl": null' in page or "fullMathjaxUrl" not in page


def test_a_hostile_message_ends_its_connection_inside_jupyter_too(server):
    assert close_code_of_a_hostile_message(server, "test") == 1007


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer at {url}")
