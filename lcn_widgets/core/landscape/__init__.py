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
from lcn_widgets.core.landscape.double_roots import BoundaryDistance, boundary_distance
from lcn_widgets.core.landscape.event_search import find_events
from lcn_widgets.core.landscape.events import Event, EventKind, Passage
from lcn_widgets.core.landscape.exponents import Exponent, exponent_at
from lcn_widgets.core.landscape.function_space import (
    function_space_flow,
    metric,
    metric_is_fixed,
)
from lcn_widgets.core.landscape.ground import Ground
from lcn_widgets.core.landscape.jacobian_rank import largest_rank
from lcn_widgets.core.landscape.layer_roots import CommonRoot, layer_roots
from lcn_widgets.core.landscape.limit_proof import LimitProof, prove_limit
from lcn_widgets.core.landscape.patterns import Pattern
from lcn_widgets.core.landscape.product_bounds import ProductBounds
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
from lcn_widgets.core.landscape.standing import (
    Standing,
    decided_kind,
    prove_standing,
)
from lcn_widgets.core.landscape.target_map import Region, TargetMap, map_targets
from lcn_widgets.core.landscape.wording import (
    boundary_message,
    limit_message,
    shared_root_message,
    unavailable_message,
)

__all__ = [
    "BoundaryDistance",
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
    "Ground",
    "LimitProof",
    "Openness",
    "Passage",
    "Pattern",
    "ProductBounds",
    "Rate",
    "Reach",
    "Reachability",
    "Region",
    "Side",
    "Spectrum",
    "Standing",
    "TargetMap",
    "boundary_distance",
    "boundary_message",
    "classify",
    "cone_generators",
    "critical_filters",
    "decided_kind",
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
    "prove_standing",
    "reachability",
    "reached_filter",
    "refactorize",
    "shared_root_message",
    "side_of_cone",
    "transverse_eigenvalues",
    "transverse_spectrum",
    "unavailable_message",
]
