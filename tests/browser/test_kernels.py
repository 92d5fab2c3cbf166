"""Kernels wait for pages, end with them, and do not outlive a page that vanished."""

from __future__ import annotations

import sys

import psutil
import pytest
from explorer_page import ExplorerPage
from playwright.sync_api import Page
from serving.servers import lcn_widgets

# The console script, with patience of seconds instead of minutes.
IMPATIENT = """
import lcn_widgets.app.settings as settings
settings.CULL_AFTER, settings.CULL_EVERY = 8, 1
from lcn_widgets.app.command_line import main
main()
"""


@pytest.fixture
def impatient(tmp_path):
    with lcn_widgets(folder=tmp_path, command=(sys.executable, "-c", IMPATIENT)) as server:
        yield server


def test_leaving_the_page_ends_its_kernel(page: Page, voila):
    page.goto(voila.url)
    kernel = ExplorerPage(page).wait().kernel()
    process = voila.kernel_process(kernel)
    assert voila.status(f"api/kernels/{kernel}") == 200
    page.goto("about:blank")
    voila.wait_for_status(f"api/kernels/{kernel}", 404)
    assert psutil.wait_procs([process], timeout=10)[1] == []


def test_a_kernel_whose_page_vanished_is_culled_and_the_waiting_one_is_not(page: Page, impatient):
    page.route("**/shutdown/**", lambda route: route.abort())  # the farewell gets lost
    page.goto(impatient.url)
    kernel = ExplorerPage(page).wait().kernel()
    page.goto("about:blank")
    impatient.wait_for_status(f"api/kernels/{kernel}", 404, timeout=60)
    (waiting,) = impatient.kernels()
    page.goto(impatient.url)
    assert impatient.kernel_process(ExplorerPage(page).wait().kernel()) == waiting
    page.unroute_all()
    page.goto("about:blank")


def test_the_server_takes_its_kernels_along(tmp_path, page: Page):
    with lcn_widgets(folder=tmp_path) as server:
        page.goto(server.url)
        ExplorerPage(page).wait()
        kernels = server.kernels()
        page.route("**/shutdown/**", lambda route: route.abort())
        page.goto("about:blank")
    assert kernels
    assert psutil.wait_procs(kernels, timeout=10)[1] == []
