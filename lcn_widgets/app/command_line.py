"""The console script ``lcn-widgets``."""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from lcn_widgets.app.ports import HIGHEST_PORT, is_free, nearest_free
from lcn_widgets.extras import MissingExtra, needs

DEFAULT_PORT = 8866


def main(argv: Sequence[str] | None = None) -> None:
    """Serve the explorer, or with ``--lab`` the notebooks, and open the browser."""
    parser = _parser()
    options = parser.parse_args(argv)
    port = options.port
    if port is None:
        port = nearest_free(DEFAULT_PORT)
    elif not is_free(port):
        parser.error(f"port {port} is in use or reserved: {nearest_free(port)} is free")
    _skip_slow_imports()
    try:
        serve = _explorer() if options.lab is None else _lab(options.lab)
    except MissingExtra as error:
        sys.exit(f"{parser.prog}: {error}")
    serve(port, browser=options.browser)


def _explorer() -> Callable[..., None]:
    """What serves the explorer; imported late, so that --help and mistakes answer at once."""
    with needs("app"):
        from lcn_widgets.app.server import serve
    return serve


def _lab(folder: str) -> Callable[..., None]:
    """What serves the notebooks, or copies of them in `folder`."""
    with needs("app"):
        from lcn_widgets.app.lab import serve_lab
    return functools.partial(serve_lab, folder=Path(folder).resolve() if folder else None)


def _skip_slow_imports() -> None:
    """Spare jsonschema a grammar for international addresses, of which Jupyter checks none.

    It is optional, and compiling it takes as long as all other imports of the server together.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lcn-widgets",
        description="Watch gradient flow on linear convolutional networks in the browser.",
    )
    parser.add_argument(
        "--port",
        type=_port,
        help=f"port of localhost to serve on (default: {DEFAULT_PORT} or the nearest free one)",
    )
    parser.add_argument(
        "--no-browser",
        dest="browser",
        action="store_false",
        help="only print the address, do not open it",
    )
    parser.add_argument(
        "--lab",
        nargs="?",
        const="",
        metavar="FOLDER",
        help="open the notebooks in JupyterLab; with a folder, copies of them in it",
    )
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= HIGHEST_PORT:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a port: use a whole number from 1 to {HIGHEST_PORT}"
        )
    return int(text)
