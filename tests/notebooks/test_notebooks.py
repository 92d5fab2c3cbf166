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
from lcn_widgets.core.theorem import Status

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
FIRST_STEPS = next(path for path in NOTEBOOKS if path.stem == "01-first-steps")
WHY = next(path for path in NOTEBOOKS if path.stem == "02-why-it-converges")

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


def solution(mark: str, path: Path = FIRST_STEPS) -> dict:
    """Names that the Python of the solution with this mark defines, after the notebook's own."""
    cells = [cell.source for cell in read(path).cells if cell.cell_type == "code"]
    names: dict = {}
    experiment = next(source for source in cells if source.startswith("experiment ="))
    code = next(c for c in re.findall(r"```python\n(.*?)```", prose(path), re.S) if mark in c)
    imports = next(source for source in cells if "import lcn_widgets" in source)
    exec(f"import dataclasses\n{imports}\n{experiment}\n{code}", names)
    return names


def test_solution_of_task_3():
    result = solution("unreachable")["unreachable"]
    np.testing.assert_allclose(
        result.trajectory.final_filters[-1], np.array([1, 2, 1]) * 2 / 3, atol=1e-3
    )
    assert result.trajectory.risks[-1] == pytest.approx(1 / 3, abs=1e-4)


def test_solution_of_task_4():
    names = solution("descent = ")

    def drift(result) -> float:
        return float(np.abs(result.trajectory.drifts[-1]).max())

    def after(halvings: int) -> float:
        """The drift of the solution's descent with half the step and twice as many, repeatedly."""
        coarse = names["descent"].experiment.method
        step_size, max_steps = coarse.step_size / 2**halvings, coarse.max_steps * 2**halvings
        method = dataclasses.replace(coarse, step_size=step_size, max_steps=max_steps)
        return drift(lcn.run(dataclasses.replace(names["experiment"], method=method)))

    assert drift(names["descent"]) > 1e3 * drift(names["result"])
    assert after(2) / after(3) == pytest.approx(2.0, rel=0.2)


def test_solution_of_task_5():
    names = solution("unreachable")
    result = lcn.run(dataclasses.replace(names["experiment"], loss=lcn.AbsoluteLoss()))
    assert not result.trajectory.converged


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_without_outputs(path):
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert not cell.outputs
            assert cell.execution_count is None


def test_why_it_converges_has_goals_theory_tasks_and_legend_in_this_order():
    text = prose(WHY)
    marks = ["After it you can", "The theory it leans on", "## 1 Your", "## 12 Tasks", "## Legend"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)
    assert text.count("**Task ") == text.count("<details><summary>Solution</summary>") >= 6
    assert text.count("<details>") == text.count("</details>")


def test_why_it_converges_meets_every_step_of_the_proof():
    text = prose(WHY)
    for step in ("Lemma 2.2", "Lemma 2.3", "Lemma 2.4", "Lemma 3.5", "Lemma 3.6", "Theorem 3.8"):
        assert step in text


def test_prose_of_why_it_converges_describes_its_run():
    names = solution("single", WHY)
    experiment = names["experiment"]
    other = lcn.run(
        dataclasses.replace(experiment, initialization=lcn.NormalInitialization(seed=4))
    )
    own = lcn.run(experiment)
    best, spurious = (
        lcn.landscape.classify(r.risk, r.trajectory.filters[-1]) for r in (own, other)
    )
    assert (best.kind, spurious.kind) == ("global minimum", "local minimum")
    assert (best.jacobian_rank, spurious.jacobian_rank) == (4, 3)
    assert (round(best.eigenvalues[0]), round(spurious.eigenvalues[0])) == (139, 15)


def test_solution_of_task_1_of_why():
    first, second = lcn.theorem.root_bound((2, -3, 1)), lcn.theorem.root_bound((1, 1, 1e-3))
    assert first.bound == 6.0
    np.testing.assert_allclose(np.sort(first.roots), [1.0, 2.0])
    assert second.bound == pytest.approx(2000.0)
    exact = (1.0 + 0.996**0.5) / 2e-3  # "about 1/ε"
    assert np.abs(second.roots).max() == pytest.approx(exact)
    assert float(f"{exact:.2g}") == 1000.0
    assert np.isinf(lcn.theorem.root_bound((1, 1, 0)).roots).sum() == 1


def test_solution_of_task_2_of_why():
    two = lcn.Architecture(3, (2, 2), (1, 1))
    assert lcn.theorem.certified_bound(two, 6**0.5, (0,)).value == pytest.approx(4 * 6**0.5)
    assert lcn.theorem.paper_bound(two, 4, (0,)).value == pytest.approx(2 * 72**6)
    balanced = two.join([(1, 1), (1, 1)])
    assert two.final_filter(balanced).tolist() == [1, 2, 1]
    assert two.squared_norms(balanced).tolist() == [2, 2]


def test_solution_of_task_3_of_why():
    single = solution("single", WHY)["single"]
    report = single.theorem
    statuses = [report[name].status for name in ("data_rank", "patch_rank", "convergence")]
    assert statuses == [Status.FAILS, Status.HOLDS, Status.HOLDS]


def test_solution_of_task_4_of_why():
    trajectory = lcn.run(lcn.preset_named("counterexample").experiment).trajectory
    t = trajectory.times[-1]
    assert np.linalg.norm(trajectory.filters[-1]) == pytest.approx(
        2**0.5 * (12 * t) ** (1 / 6), rel=1e-4
    )
    assert trajectory.risks[-1] == pytest.approx((12 * t) ** (-2 / 3), rel=1e-3)


def test_solution_of_task_5_of_why():
    experiment = solution("single", WHY)["experiment"]
    own = lcn.run(experiment)
    safe = lcn.theorem.safe_step(own.risk, own.start)
    largest = lcn.theorem.stability_limit(own.risk, own.trajectory.filters[-1])
    assert round(largest / safe.step_size, -1) == 140  # "some 140 times smaller"
    steps = {"careful": safe.step_size, "restless": 1.1 * largest}
    runs = {
        name: lcn.gradient_descent(own.risk, own.start, step_size=step, max_steps=10_000)
        for name, step in steps.items()
    }
    assert runs["careful"].converged
    assert round(len(runs["careful"].times), -3) == 3000  # "about 3000 steps"
    assert np.abs(runs["careful"].drifts).max() <= safe.drift
    assert not runs["restless"].converged
    assert np.linalg.norm(runs["restless"].filters[-1]) < 10  # it stays bounded all the same


def test_solution_of_task_6_of_why():
    degenerate = lcn.run(lcn.preset_named("degenerate").experiment)
    rate = lcn.landscape.fit_rate(degenerate.risk, degenerate.trajectory)
    assert rate.decay is lcn.landscape.Decay.SLOWER
    assert abs(rate.exponent - 0.75) < 0.01  # "about 0.75", 3/4 in the limit
    times, gaps = degenerate.trajectory.times, rate.gaps
    known = gaps > 0.0
    late = known & (times > times[known][-1] / 10)
    slope = np.polyfit(np.log(times[late]), np.log(gaps[late]), 1)[0]
    assert slope == pytest.approx(-2.0, abs=0.1)
