"""Critical points, limits, rates and what happens on the way. May import roots and below."""

from lcn_widgets.core.landscape.critical_filters import (
    CriticalFilter,
    CriticalFilterList,
    critical_filters,
    reached_filter,
)
from lcn_widgets.core.landscape.critical_points import (
    FAR,
    CommonRoot,
    CriticalKind,
    CriticalPoint,
    classify,
    is_filling,
    is_reachable,
    largest_rank,
    layer_roots,
    pattern_in_words,
)
from lcn_widgets.core.landscape.events import Event, EventKind, find_events
from lcn_widgets.core.landscape.function_space import (
    function_space_flow,
    metric,
    metric_is_fixed,
    refactorize,
)
from lcn_widgets.core.landscape.limits import tabulate_limits
from lcn_widgets.core.landscape.rates import Decay, Rate, fit_rate
from lcn_widgets.core.landscape.spectrum import negative, transverse_eigenvalues

__all__ = [
    "FAR",
    "CommonRoot",
    "CriticalFilter",
    "CriticalFilterList",
    "CriticalKind",
    "CriticalPoint",
    "Decay",
    "Event",
    "EventKind",
    "Rate",
    "classify",
    "critical_filters",
    "find_events",
    "fit_rate",
    "function_space_flow",
    "is_filling",
    "is_reachable",
    "largest_rank",
    "layer_roots",
    "metric",
    "metric_is_fixed",
    "negative",
    "pattern_in_words",
    "reached_filter",
    "refactorize",
    "tabulate_limits",
    "transverse_eigenvalues",
]
