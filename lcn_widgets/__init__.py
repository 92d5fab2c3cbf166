"""See gradient flow on linear convolutional networks (LCNs)."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from lcn_widgets import core
from lcn_widgets.core import *  # noqa: F403

if TYPE_CHECKING:
    from lcn_widgets.ui.explorer import Explorer

__all__ = [*core.__all__, "Explorer"]


def __getattr__(name: str) -> Any:
    """Import the user interface and the figures when first asked for: the core needs neither."""
    if name == "Explorer":
        from lcn_widgets.ui import Explorer

        return Explorer
    if name == "figures":
        return importlib.import_module("lcn_widgets.figures")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
