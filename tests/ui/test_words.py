"""Whatever the kernel could say is said somewhere: no template outlives its sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import lcn_widgets
from lcn_widgets.ui.wording import words

SOURCES = Path(lcn_widgets.__file__).parent


def texts(tree: ast.AST) -> Iterator[str]:
    """Literals of a module, the ids and templates of its catalogue left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Catalogue":
            node.args = node.args[:1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.sub("[ -]", "_", node.value)  # as ids are made of values of enums


def test_every_template_is_said_somewhere():
    """An id is written out or put together of parts, each of which stands in the sources."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES.rglob("*.py")]
    parts = {part for tree in trees for text in texts(tree) for part in text.split(".")}

    def is_said(name: str) -> bool:
        return set(name.split(".")[1:]) <= parts

    assert [name for name in words() if not is_said(name)] == []
    assert not is_said("landscape.event.never_seen")
