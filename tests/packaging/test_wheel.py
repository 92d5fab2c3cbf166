"""The wheel holds all that runs and nothing else, and asks for no more than is needed."""

from __future__ import annotations

import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from packaging.requirements import Requirement


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """Names of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def metadata(wheel: Path, names: set[str]) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in names if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def required(metadata: Message, *extras: str, platform: str = "linux") -> set[str]:
    """Names of what is installed with the extras, which may name each other."""
    found, open_extras = set(), ["", *extras]
    for extra in open_extras:
        for text in metadata.get_all("Requires-Dist") or ():
            requirement = Requirement(text)
            place = {"extra": extra, "sys_platform": platform}
            if requirement.marker is not None and not requirement.marker.evaluate(place):
                continue
            if requirement.name == "lcn-widgets":
                open_extras += [name for name in requirement.extras if name not in open_extras]
            else:
                found.add(requirement.name)
    return found


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


def test_each_extra_asks_for_what_its_part_imports(metadata):
    core, widget = {"numpy", "scipy"}, {"anywidget", "ipywidgets", "latex2mathml", "traitlets"}
    assert required(metadata) == core
    assert required(metadata, "figures") == core | {"matplotlib"}
    assert required(metadata, "widget") == core | widget
    everything = core | widget | {"matplotlib", "jupyterlab", "voila"}
    assert required(metadata, "app") == required(metadata, "all") == everything


def test_a_browser_is_not_asked_for_a_server(metadata):
    in_browser = required(metadata, "all", platform="emscripten")
    assert not in_browser & {"jupyterlab", "voila"}
    assert {"numpy", "matplotlib", "anywidget"} <= in_browser
