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


def test_constraints_are_versions_without_addresses():
    lines = (PROJECT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+(?: ; .+)?", line)] == []
    assert not [line for line in pins if ADDRESS.search(line)]


def test_constraints_pin_every_direct_dependency():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    names = {re.split(r"[<>=]", requirement)[0].lower() for requirement in wanted}
    lines = (PROJECT / "constraints.txt").read_text().splitlines()
    assert names <= {line.split("==")[0].lower() for line in lines}


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
