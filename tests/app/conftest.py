"""One server for all tests of what pages may do to it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from serving.servers import Server, lcn_widgets
from serving.students import visit


@pytest.fixture(scope="package")
def server(tmp_path_factory) -> Iterator[Server]:
    with lcn_widgets(folder=tmp_path_factory.mktemp("server")) as server:
        yield server
    assert server.process.returncode == 0  # it took the signal to end, whatever had come before


@pytest.fixture(scope="package")
def quiet_kernel(server: Server) -> str:
    """The kernel of a student whom the others' troubles must not concern."""
    return asyncio.run(visit(server.url))


@pytest.fixture(scope="package")
def troubled_kernel(server: Server) -> str:
    """The kernel of a page that makes trouble."""
    return asyncio.run(visit(server.url))
