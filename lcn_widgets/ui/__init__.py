"""The explorer: a session without widgets, its wire format, and the widget over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lcn_widgets.extras import needs

if TYPE_CHECKING:
    from lcn_widgets.ui.explorer import Explorer

__all__ = ["Explorer"]


def __getattr__(name: str) -> Any:
    """Import the widget when first asked for: the session needs none."""
    if name == "Explorer":
        with needs("widget"):
            from lcn_widgets.ui.explorer import Explorer

        return Explorer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
