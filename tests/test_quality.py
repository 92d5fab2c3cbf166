"""Style, types, direction of imports and cleanliness of what is committed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest

PROJECT = Path(__file__).parents[1]

MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:home|root|work|Users|tmp|opt)/\w|[A-Z]:\\\\?Users")
ADDRESS = re.compile(r"https?://|file:|@ ")


def tracked() -> list[Path]:
    """Files of the project: those committed, and those that would be."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    paths = [PROJECT / name for name in listing.stdout.splitlines()]
    return [path for path in paths if path.is_file()]


def check(*command: str) -> None:
    """Run a tool of the test environment, which must be content."""
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [str(program), *command[1:]], cwd=PROJECT, text=True, timeout=300,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_ruff_finds_nothing():
    check("ruff", "check", ".")


def test_code_is_formatted():
    check("ruff", "format", "--check", ".")


@pytest.mark.parametrize("package", ["lcn_widgets.core", "lcn_widgets.ui"])
def test_types_are_strict(package):
    check("mypy", "--strict", "--package", package)


def test_imports_point_one_way():
    check("lint-imports", "--no-cache")  # its cache can outlive what it describes


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("lcn_widgets.core", ("matplotlib", "ipywidgets", "anywidget", "IPython", "traitlets")),
        ("lcn_widgets", ("matplotlib", "ipywidgets", "anywidget", "IPython", "traitlets")),
        ("lcn_widgets.app.command_line", ("numpy", "scipy")),
        ("lcn_widgets.figures", ("matplotlib.pyplot", "ipywidgets", "anywidget", "IPython")),
        ("lcn_widgets.ui", ("matplotlib", "voila", "jupyterlab")),
    ],
)
def test_importing_a_layer_does_not_load_those_above(module, absent):
    code = f"import sys, {module}; print([name for name in {absent!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "path", sorted((PROJECT / "notebooks").glob("*.ipynb")), ids=lambda path: path.name
)
def test_notebook_is_valid_and_stripped(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
    assert "widgets" not in notebook.metadata


def test_no_file_names_a_place_on_one_machine():
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        if path.parent.name == "static":
            continue  # minified: regular expressions look like paths
        found += [f"{path.relative_to(PROJECT)}: {m[0]}" for m in MACHINE_PATH.finditer(text)]
    assert not found


def pins(name: str) -> list[str]:
    """Lines of a file of constraints that are no comments."""
    lines = (PROJECT / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def floors(*extras: str) -> dict[str, str]:
    """The oldest version allowed of each direct dependency, with those of some extras."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    found = [re.match(r"([\w-]+)>=([\d.]+)", requirement) for requirement in wanted]
    return {match[1].lower(): match[2] for match in found if match is not None}


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-oldest.txt"])
def test_constraints_are_versions_without_addresses(name):
    assert [line for line in pins(name) if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    assert not [line for line in pins(name) if ADDRESS.search(line)]


def test_constraints_pin_every_direct_dependency():
    pinned = {line.split("==")[0].lower() for line in pins("constraints.txt")}
    assert set(floors("figures", "widget", "app", "test")) <= pinned


def test_the_oldest_constraints_are_the_floors():
    oldest = dict(line.lower().split("==") for line in pins("constraints-oldest.txt"))
    wanted = floors("figures", "widget")
    wanted |= {name: floors("test")[name] for name in ("pytest", "hypothesis")}
    for name, floor in wanted.items():
        parts = floor.split(".")
        assert oldest[name].split(".")[: len(parts)] == parts
        assert set(oldest[name].split(".")[len(parts) :]) <= {"0"}


def is_small(node: ast.AST) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, float) and 0.0 < value <= 1e-5


def test_tolerances_of_the_core_are_noted():
    """An error or a slack is compared by approx, assert_allclose or at_most: see margins.py."""
    found = []
    for path in sorted((PROJECT / "tests" / "core").rglob("test_*.py")):
        for statement in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(statement, ast.Assert) or not isinstance(statement.test, ast.Compare):
                continue
            test = statement.test
            for relation, right in zip(test.ops, test.comparators, strict=True):
                slack = isinstance(relation, ast.GtE) and isinstance(right, ast.BinOp)
                if slack or isinstance(relation, ast.Lt | ast.LtE):
                    found += [f"{path.name}:{n.lineno}" for n in ast.walk(right) if is_small(n)]
    assert not found
