"""The notebooks run in a real kernel, hold no logic, and say what is so."""

from __future__ import annotations

import ast
import dataclasses
import re
from pathlib import Path

import nbclient
import nbformat
import numpy as np
import pytest

import lcn_widgets as lcn

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
FIRST_STEPS = next(path for path in NOTEBOOKS if path.stem == "01-first-steps")

LOGIC = (
    ast.For, ast.While, ast.If, ast.IfExp, ast.Try, ast.With, ast.FunctionDef, ast.ClassDef,
    ast.Lambda, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp,
)  # fmt: skip


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def prose(path: Path) -> str:
    return "\n\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def executed(request) -> nbformat.NotebookNode:
    """The notebook after a run in a kernel of its own."""
    notebook = read(request.param)
    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3",
        resources={"metadata": {"path": str(request.param.parent)}},
    )  # fmt: skip
    client.execute()
    return notebook


def test_every_cell_runs_and_says_nothing_on_stderr(executed):
    for cell in executed.cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error"
            assert output.get("name") != "stderr", output.text


def test_figures_and_explorer_are_displayed(executed):
    for cell in executed.cells:
        last = cell.source.strip().splitlines()[-1] if cell.source.strip() else ""
        kinds = {kind for output in cell.get("outputs", []) for kind in output.get("data", {})}
        if cell.cell_type == "code" and last.startswith("figures."):
            assert "image/png" in kinds
        if cell.cell_type == "code" and re.match(r"explorer$|Explorer\(", last):
            assert "application/vnd.jupyter.widget-view+json" in kinds


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_hold_calls_and_no_logic(path):
    for cell in read(path).cells:
        if cell.cell_type == "code":
            found = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, LOGIC)]
            assert not found, cell.source


def test_first_steps_has_goals_theory_tasks_and_legend_in_this_order():
    text = prose(FIRST_STEPS)
    marks = ["After it you can", "## 1 The network", "## 6 The same", "## 7 Tasks", "## Legend"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)
    assert text.count("**Task ") == text.count("<details><summary>Solution</summary>") >= 4
    assert text.count("<details>") == text.count("</details>")


def test_solution_of_task_1():
    smallest = lcn.Architecture(9, (3, 2, 2), (2, 2, 1))
    assert (smallest.final_width, smallest.final_stride) == (9, 4)
    assert smallest.exponents[2] == 4
    with pytest.raises(lcn.InvalidInput, match="9 and 13"):
        lcn.Architecture(10, (3, 2, 2), (2, 2, 1))


def test_solution_of_task_2():
    start = lcn.PrescribedDifferences(differences=(4.0,))
    result = lcn.run(lcn.Experiment(lcn.Architecture(16, (3, 3), (1, 1)), initialization=start))
    assert result.trajectory.squared_norms[:, 1].min() >= 4.0 - 1e-8


def solution(mark: str) -> dict:
    """Names that the Python of the solution with this mark defines, after the notebook's own."""
    cells = [cell.source for cell in read(FIRST_STEPS).cells if cell.cell_type == "code"]
    names: dict = {}
    experiment = next(source for source in cells if source.startswith("experiment ="))
    code = next(
        c for c in re.findall(r"```python\n(.*?)```", prose(FIRST_STEPS), re.S) if mark in c
    )
    start = "import dataclasses\nimport lcn_widgets as lcn\nfrom lcn_widgets import figures\n"
    exec(f"{start}{experiment}\n{code}", names)
    return names


def test_solution_of_task_3():
    result = solution("unreachable")["unreachable"]
    np.testing.assert_allclose(
        result.trajectory.final_filters[-1], np.array([1, 2, 1]) * 2 / 3, atol=1e-3
    )
    assert result.trajectory.risks[-1] == pytest.approx(1 / 3, abs=1e-4)


def test_solution_of_task_4():
    names = solution("descent = ")
    method = dataclasses.replace(
        names["descent"].experiment.method, step_size=1.25e-5, max_steps=16000
    )
    halved = lcn.run(dataclasses.replace(names["experiment"], method=method))
    runs = (names["result"], names["descent"], halved)
    flow, coarse, fine = (np.abs(r.trajectory.drifts[-1]).max() for r in runs)
    assert coarse > 1e3 * flow
    assert coarse / fine == pytest.approx(2.0, rel=0.2)


def test_solution_of_task_5():
    names = solution("unreachable")
    result = lcn.run(dataclasses.replace(names["experiment"], loss=lcn.AbsoluteLoss()))
    assert not result.trajectory.converged
