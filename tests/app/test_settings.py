"""What Voilà is told: no outside request, no source, no traceback, kernels that end."""

from __future__ import annotations

import os

import jinja2
import nbformat
import pytest
from jupyter_server.services.config.manager import ConfigManager
from traitlets.config import Config
from voila.paths import collect_template_paths

from lcn_widgets.app import settings
from lcn_widgets.app.jupyter_data import FOLDER, find_ours
from lcn_widgets.app.notebooks import explorer_notebook, notebooks_directory, working_directory


@pytest.fixture
def configuration(monkeypatch):
    for variable in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH"):
        monkeypatch.setenv(variable, "")
    c = Config()
    settings.configure(c)
    return c


def test_sources_and_tracebacks_stay_off_the_page(configuration):
    assert configuration.VoilaConfiguration.strip_sources is True
    assert configuration.VoilaConfiguration.show_tracebacks is False


def test_voila_finds_the_template_wherever_the_package_is(configuration):
    paths = collect_template_paths(["voila", "nbconvert"], settings.TEMPLATE, prune=True)
    assert str(FOLDER / "voila" / "templates" / settings.TEMPLATE) in paths
    assert any(path.endswith(os.path.join("voila", "templates", "lab")) for path in paths)


def test_a_jupyter_path_of_the_user_is_kept(monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "")
    monkeypatch.setenv("JUPYTER_PATH", "/somewhere")
    find_ours()
    find_ours()
    assert os.environ["JUPYTER_PATH"].split(os.pathsep) == [str(FOLDER), "/somewhere"]


@pytest.mark.parametrize("name", ["index.html.j2", "page.html"])
def test_the_templates_name_no_outside_address(name):
    text = (FOLDER / "voila" / "templates" / settings.TEMPLATE / name).read_text()
    assert "http:" not in text
    assert "https:" not in text
    jinja2.Environment().parse(text)


def test_jupyterlab_asks_the_network_for_no_news(configuration):
    overrides = ConfigManager(config_dir_name="labconfig").get("default_setting_overrides")
    notification = overrides["@jupyterlab/apputils-extension:notification"]
    assert notification == {"fetchNews": "false", "checkForUpdates": False}


def test_mathjax_is_left_out():
    config = {"fullMathjaxUrl": "https://elsewhere", "mathjaxConfig": "x", "baseUrl": "/"}
    hooked = settings.without_outside_requests(config, base_url="/", notebook_path="n")
    assert hooked == {"fullMathjaxUrl": None, "mathjaxConfig": None, "baseUrl": "/"}


def test_the_app_notebook_is_calls_only():
    notebook = nbformat.read(explorer_notebook(), as_version=4)
    nbformat.validate(notebook)
    (cell,) = notebook.cells
    assert cell.outputs == []
    assert cell.execution_count is None
    assert len(cell.source.splitlines()) <= 3


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A package with its notebooks inside, as in a wheel; the present folder is empty."""
    notebooks = tmp_path / "package" / "notebooks"
    notebooks.mkdir(parents=True)
    (notebooks / "explorer.ipynb").write_text("new")
    (notebooks / "first.ipynb").write_text("new")
    monkeypatch.setattr("lcn_widgets.app.notebooks.PACKAGE", notebooks.parent)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def test_installed_notebooks_are_copied_and_changes_are_kept(installed):
    copy = working_directory()
    assert copy.parent == installed
    (copy / "first.ipynb").write_text("changed by me")
    (copy / "explorer.ipynb").unlink()
    assert working_directory() == copy
    assert (copy / "first.ipynb").read_text() == "changed by me"
    assert (copy / "explorer.ipynb").read_text() == "new"


def test_notebooks_are_copied_where_one_says(installed, tmp_path):
    chosen = tmp_path / "a" / "b"
    assert working_directory(chosen) == chosen
    assert (chosen / "first.ipynb").read_text() == "new"
    assert list(installed.iterdir()) == []


def test_a_clone_serves_its_own_notebooks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert working_directory() == notebooks_directory()
    assert list(tmp_path.iterdir()) == []
