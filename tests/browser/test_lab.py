"""The explorer in a real JupyterLab, as `lcn-widgets --lab` serves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import nbformat
import pytest
from explorer_page import ExplorerPage, Traffic, summary
from playwright.sync_api import Page, expect
from serving.jupyter import close_code_of_a_hostile_message
from serving.servers import TOKEN, Server

from lcn_widgets import Architecture, Experiment

START = 60_000  # ms


@pytest.fixture
def open_notebook(page: Page, lab: Server, traffic: Traffic) -> Iterator[Callable[[str], Page]]:
    """Open a notebook by its name and run all its cells."""

    def opened(name: str) -> Page:
        page.goto(f"{lab.url}lab/tree/{name}?token={TOKEN}&reset")
        expect(page.get_by_role("tab", name=name)).to_be_visible(timeout=START)
        expect(page.get_by_text("| Idle")).to_be_visible(timeout=START)  # the kernel
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        return page

    yield opened
    traffic.check()


def write_notebook(lab: Server, name: str, *cells: str) -> str:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, lab.log.parent / "notebooks" / name)
    return name


def test_the_explorer_runs_in_a_notebook(open_notebook, traffic: Traffic):
    explorer = ExplorerPage(open_notebook("explorer.ipynb")).wait(START)
    expect(explorer.sentence).to_have_text(summary(Experiment()))
    explorer.type("Input size", "19")
    first = Experiment().architecture
    larger = Experiment(architecture=Architecture(19, first.widths, first.strides))
    expect(explorer.sentence).to_have_text(summary(larger))
    messages = traffic.settle()
    explorer.check_playback(60)
    assert traffic.messages == messages


def test_two_explorers_share_a_page_and_nothing_else(open_notebook, lab: Server):
    name = write_notebook(
        lab,
        "two.ipynb",
        "from lcn_widgets import Explorer",
        "first = Explorer(panels=['roots']); first",
        "second = Explorer(panels=['flow'], theme='dark', initialization_seed=1); second",
    )
    page = open_notebook(name)
    first, second = (ExplorerPage(page, number).wait(START) for number in range(2))
    expect(first.panel("roots")).to_be_visible()
    expect(first.panel("flow")).to_have_count(0)
    summary = second.sentence.text_content() or ""
    second.seek("Home")
    first.seek("End")
    first.type("Input size", "19")
    expect(first.sentence).not_to_have_text(summary)
    expect(second.sentence).to_have_text(summary)
    expect(second.position).to_have_value("0")
    first.choice("Theme").select_option("light")
    expect(first.root).to_have_attribute("data-theme", "light")
    expect(second.root).to_have_attribute("data-theme", "dark")


def test_python_moves_the_controls_and_the_player(open_notebook, lab: Server):
    name = write_notebook(
        lab,
        "python.ipynb",
        "from lcn_widgets import Explorer\nexplorer = Explorer()\nexplorer",
        "explorer.input_dim = 19\nexplorer.loss = 'lp'\nexplorer.run.summary()",
    )
    explorer = ExplorerPage(open_notebook(name)).wait(START)
    expect(explorer.number("Input size")).to_have_value("19")
    expect(explorer.choice("Loss")).to_have_value("lp")
    expect(explorer.page.locator(".jp-OutputArea-executeResult").last).to_contain_text(
        explorer.sentence.text_content() or ""
    )


def test_a_hostile_message_ends_its_connection_in_jupyterlab_too(lab: Server):
    assert close_code_of_a_hostile_message(lab.url, TOKEN) == 1007
