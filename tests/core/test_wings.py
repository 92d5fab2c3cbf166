"""The wings of the core: one door each, and nothing comes in by another way."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

import lcn_widgets

PACKAGE = Path(lcn_widgets.__file__).parent
CORE = PACKAGE / "core"
WINGS = sorted(path.parent.name for path in CORE.glob("*/__init__.py"))


def wing_of(path):
    parts = path.relative_to(PACKAGE).parts
    return parts[1] if parts[0] == "core" and len(parts) > 2 else None


def imports(path):
    """Pairs (module, names) of the imports from the core."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lcn_widgets.core."):
            yield node.module.split("."), [alias.name for alias in node.names]


SOURCES = [path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_wing_is_entered_by_its_door(path):
    for module, names in imports(path):
        if module[2] == wing_of(path):
            continue
        assert len(module) == 3, f"{'.'.join(module)} is inside a wing: import from its __init__"
        door = importlib.import_module(".".join(module))
        assert set(names) <= set(door.__all__)


@pytest.mark.parametrize("wing", WINGS)
def test_a_door_names_what_leaves_and_what_may_be_imported(wing):
    door = importlib.import_module(f"lcn_widgets.core.{wing}")
    assert "import" in door.__doc__.lower()
    for name in door.__all__:
        assert hasattr(door, name)


def test_nothing_stands_outside_the_wings():
    assert [path.name for path in CORE.glob("*.py")] == ["__init__.py"]
