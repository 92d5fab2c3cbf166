"""See gradient flow on linear convolutional networks (LCNs).

What an experiment needs is here; the rest is under the names of the parts, for example
``lcn.theorem.safe_step``, ``lcn.landscape.classify``, ``lcn.data.TerrainData`` and
``lcn.figures.sheet`` after ``import lcn_widgets as lcn``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from lcn_widgets import core

if TYPE_CHECKING:
    from lcn_widgets.core import *  # noqa: F403
    from lcn_widgets.core import (  # noqa: F401
        data,
        experiment,
        glossary,
        inputs,
        landscape,
        network,
        risk,
        roots,
        theorem,
        training,
    )
    from lcn_widgets.ui.explorer import Explorer

__all__ = [*core.__all__, "Explorer"]


def __getattr__(name: str) -> Any:
    """Import each part when something of it is first asked for."""
    if name == "Explorer":
        from lcn_widgets.ui import Explorer

        return Explorer
    if name == "figures":
        return importlib.import_module("lcn_widgets.figures")
    return getattr(core, name)


def __dir__() -> list[str]:
    """What can be completed."""
    return [*__all__, *core.WINGS, "figures"]
