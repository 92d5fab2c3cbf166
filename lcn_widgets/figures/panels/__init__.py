"""One picture a file: each draws a `Moment` into a figure or a part of one."""

from lcn_widgets.figures.panels import conserved, filters, flow, network, roots, sheet

__all__ = ["conserved", "filters", "flow", "network", "roots", "sheet"]
