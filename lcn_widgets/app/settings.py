"""How Voilà serves the explorer, alone or inside a Jupyter server (Binder)."""

from __future__ import annotations

from typing import Any

from lcn_widgets.app.connection import CarefulConnection
from lcn_widgets.app.jupyter_data import find_ours

TEMPLATE = "lcn_widgets"

CULL_AFTER = 600
"""Seconds after which a kernel that no page is connected to is ended."""
CULL_EVERY = 60
"""Seconds between two looks for such kernels."""


def configure(c: Any) -> None:
    """Set up Voilà's page on the traitlets configuration `c`.

    In a ``jupyter_server_config.py`` this is all that is needed::

        from lcn_widgets.app.settings import configure
        configure(c)
    """
    find_ours()
    c.VoilaConfiguration.template = TEMPLATE
    c.VoilaConfiguration.allow_template_override = "NO"
    c.VoilaConfiguration.strip_sources = True
    c.VoilaConfiguration.show_tracebacks = False
    c.VoilaConfiguration.page_config_hook = without_outside_requests
    c.VoilaExecutor.cell_error_instruction = "Please reload the page."
    c.Voila.kernel_websocket_connection_class = CarefulConnection
    c.ServerApp.kernel_websocket_connection_class = CarefulConnection
    # Voilà's own cull options do nothing; these are read by the manager underneath.
    c.MappingKernelManager.cull_idle_timeout = CULL_AFTER
    c.MappingKernelManager.cull_interval = CULL_EVERY


def without_outside_requests(page_config: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Leave out MathJax, which Voilà would load from a content network (formulas are MathML)."""
    return {**page_config, "fullMathjaxUrl": None, "mathjaxConfig": None}
