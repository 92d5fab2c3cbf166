"""Real servers and a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import FLAGS, chromium
from explorer_page import ExplorerPage, Traffic
from playwright.sync_api import Browser, BrowserType, Page
from serving.servers import TOKEN, Server, delayed, lcn_widgets

DELAY = 0.15  # seconds in each direction


@pytest.fixture(scope="session")
def base_url() -> None:
    """Addresses here are whole; the plugin's own fixture is of a form that pytest 9 warns of."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict, browser_type: BrowserType) -> dict:
    path = chromium(browser_type.executable_path)
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def voila(tmp_path_factory) -> Iterator[Server]:
    with lcn_widgets(folder=tmp_path_factory.mktemp("voila")) as server:
        yield server


@pytest.fixture(scope="session")
def lab(tmp_path_factory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("lab")
    ready = f"api/status?token={TOKEN}"
    with lcn_widgets("--lab=notebooks", folder=folder, ready=ready) as server:
        yield server


@pytest.fixture(scope="session")
def far_voila(voila: Server) -> Iterator[str]:
    """Voilà's address through a connection as slow as one to another continent."""
    with delayed(voila.url, DELAY) as url:
        yield url


@pytest.fixture
def traffic(page: Page) -> Traffic:
    """Watches the page of the test from its first request."""
    return Traffic(page)


@pytest.fixture
def explorer(page: Page, voila: Server, traffic: Traffic) -> Iterator[ExplorerPage]:
    """The explorer in Voilà; afterwards the page is left, so that its kernel ends."""
    page.goto(voila.url)
    yield ExplorerPage(page).wait()
    traffic.check()
    page.goto("about:blank")


@pytest.fixture(scope="module")
def shared(browser: Browser, voila: Server) -> Iterator[ExplorerPage]:
    """One explorer for all tests of a file, each of which says what it needs of it."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    traffic = Traffic(page)
    page.goto(voila.url)
    yield ExplorerPage(page).wait()
    traffic.check()
    page.close()


@pytest.fixture(scope="session")
def screenshots() -> Callable[[str], Path]:
    """Where screenshots go, for people to look at."""
    folder = Path(__file__).parents[2] / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return lambda name: folder / f"{name}.png"
