"""What the README says is so."""

from __future__ import annotations

import ast
import re
import struct
from pathlib import Path

import numpy as np
import pytest

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
REPOSITORY = "https://github.com/lcn-widgets/lcn_widgets"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_ci_runs_the_command_of_the_readme():
    command = next(block.strip() for block in blocks("sh") if "pytest" in block)
    assert (PROJECT / ".ci" / "run").read_text().splitlines()[-1] == command


def test_core_in_ten_lines_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code = next(block for block in blocks("python") if "import lcn_widgets" in block)
    assert len([line for line in code.splitlines() if line]) == 10
    names: dict = {}
    exec(compile(code, "README.md", "exec"), names)
    result, experiment, v = names["result"], names["experiment"], names["v"]
    assert "converged" in capsys.readouterr().out
    layers = experiment.architecture.split(result.trajectory.filters[-1])
    np.testing.assert_allclose(v, np.convolve(*layers))
    assert np.load("run.npz")["final_filters"].shape[1] == len(v)


def test_attributes_of_the_widget_exist():
    from lcn_widgets import Explorer

    code = next(block for block in blocks("python") if "Explorer" in block)
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            assert Explorer.class_traits()[node.attr].metadata["sync"]


@pytest.mark.parametrize("target", re.findall(r"\]\((?!https?://)([^)#]+)", README))
def test_links_inside_the_project_lead_somewhere(target):
    assert (PROJECT / target).is_file()


def test_badges_open_what_binder_serves():
    badges = re.findall(r"\((https://mybinder\.org/[^)]+)\)", README)
    assert {badge.split("?")[0] for badge in badges} == {
        REPOSITORY.replace("https://github.com/", "https://mybinder.org/v2/gh/") + "/main"
    }
    paths = [badge.split("urlpath=")[1] for badge in badges]
    assert [path.split("/notebooks/")[0] for path in paths] == ["lab/tree", "voila/render"]
    for path in paths:
        assert (PROJECT / "notebooks" / path.split("/notebooks/")[1]).is_file()


def test_repository_has_one_address():
    for name in ("README.md", "CHANGELOG.md", "CITATION.cff", "pyproject.toml"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        assert set(re.findall(r"https://github\.com/[\w-]+/[\w-]+", text)) <= {REPOSITORY}


def test_versions_agree():
    version = re.search(r'^version = "(.+)"', (PROJECT / "pyproject.toml").read_text(), re.M)
    assert version is not None
    assert f"\nversion: {version[1]}\n" in (PROJECT / "CITATION.cff").read_text()
    assert f"## [{version[1]}]" in (PROJECT / "CHANGELOG.md").read_text()


def test_picture_is_there():
    picture = (PROJECT / "docs" / "images" / "explorer.png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])
    assert width >= 1280
    assert height >= 720
