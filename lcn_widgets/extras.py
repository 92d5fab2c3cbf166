"""The extras of the installation, and what is said where one is missing.

The core needs NumPy and SciPy alone. Whoever asks for figures, the explorer or the application
without having installed them gets one sentence with the command that does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

EXTRAS = {
    "figures": "lcn_widgets.figures",
    "widget": "the explorer",
    "app": "the command lcn-widgets",
}
"""What needs each extra of ``pyproject.toml``."""


class MissingExtra(ImportError):
    """A part that cannot be imported, with the command that installs what it needs.

    Parameters
    ----------
    extra : str
        A key of `EXTRAS`.
    module : str
        The module that was not found.
    """

    def __init__(self, extra: str, module: str):
        super().__init__(
            f"{module} is not installed, which {EXTRAS[extra]} needs: "
            f'pip install "lcn-widgets[{extra}]"',
            name=module,
        )
        self.extra = extra


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """Import in this block what the extra brings.

    Raises
    ------
    MissingExtra
        If one of its modules is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        module = (error.name or "").partition(".")[0]
        if module in ("", "lcn_widgets"):
            raise
        raise MissingExtra(extra, module) from error
