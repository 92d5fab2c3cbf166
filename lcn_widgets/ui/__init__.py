"""The widgets: traits, wire format, explorer."""

from lcn_widgets.extras import needs

with needs("widget"):
    from lcn_widgets.ui.explorer import Explorer

__all__ = ["Explorer"]
