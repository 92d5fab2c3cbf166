"""Critical points, limits, rates and what happens on the way. May import roots and below."""

from lcn_widgets.core.landscape.completeness import Openness
from lcn_widgets.core.landscape.cone import Side, cone_generators, has_cone, side_of_cone
from lcn_widgets.core.landscape.critical_filters import (
    CriticalFilter,
    CriticalFilterList,
    critical_filters,
    reached_filter,
)
from lcn_widgets.core.landscape.critical_points import (
    Certificate,
    CriticalKind,
    CriticalPoint,
    classify,
    limit_of,
)
from lcn_widgets.core.landscape.decay_fit import Decay
from lcn_widgets.core.landscape.degeneracy import Degeneracy
from lcn_widgets.core.landscape.event_search import find_events
from lcn_widgets.core.landscape.events import Event, EventKind, Passage
from lcn_widgets.core.landscape.exponents import Exponent, exponent_at
from lcn_widgets.core.landscape.function_space import (
    function_space_flow,
    metric,
    metric_is_fixed,
)
from lcn_widgets.core.landscape.jacobian_rank import largest_rank
from lcn_widgets.core.landscape.layer_roots import CommonRoot, layer_roots
from lcn_widgets.core.landscape.limit_proof import LimitProof, prove_limit
from lcn_widgets.core.landscape.limits import LimitTable, tabulate_limits
from lcn_widgets.core.landscape.patterns import Pattern
from lcn_widgets.core.landscape.rates import Rate, fit_rate
from lcn_widgets.core.landscape.reachability import (
    Reach,
    Reachability,
    is_filling,
    is_reachable,
    reachability,
)
from lcn_widgets.core.landscape.refactorization import refactorize
from lcn_widgets.core.landscape.spectrum import (
    Spectrum,
    transverse_eigenvalues,
    transverse_spectrum,
)
from lcn_widgets.core.landscape.target_map import Region, TargetMap, map_targets
from lcn_widgets.core.landscape.wording import limit_message, unavailable_message

__all__ = [
    "Certificate",
    "CommonRoot",
    "CriticalFilter",
    "CriticalFilterList",
    "CriticalKind",
    "CriticalPoint",
    "Decay",
    "Degeneracy",
    "Event",
    "EventKind",
    "Exponent",
    "LimitProof",
    "LimitTable",
    "Openness",
    "Passage",
    "Pattern",
    "Rate",
    "Reach",
    "Reachability",
    "Region",
    "Side",
    "Spectrum",
    "TargetMap",
    "classify",
    "cone_generators",
    "critical_filters",
    "exponent_at",
    "find_events",
    "fit_rate",
    "function_space_flow",
    "has_cone",
    "is_filling",
    "is_reachable",
    "largest_rank",
    "layer_roots",
    "limit_message",
    "limit_of",
    "map_targets",
    "metric",
    "metric_is_fixed",
    "prove_limit",
    "reachability",
    "reached_filter",
    "refactorize",
    "side_of_cone",
    "tabulate_limits",
    "transverse_eigenvalues",
    "transverse_spectrum",
    "unavailable_message",
]
