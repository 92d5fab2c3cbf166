"""What this wing says: from the facts of its results to messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lcn_widgets.core.inputs import Catalogue, Message
from lcn_widgets.core.landscape.completeness import DOUBLE_PAIRS, Openness
from lcn_widgets.core.landscape.decay_fit import LEAST_DECADES, Decay
from lcn_widgets.core.landscape.ground import Ground
from lcn_widgets.core.landscape.layer_roots import ROOT_TOLERANCE, CommonRoot, is_real
from lcn_widgets.core.roots import chordal_distance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lcn_widgets.core.landscape.critical_filters import CriticalFilterList
    from lcn_widgets.core.landscape.critical_points import CriticalPoint
    from lcn_widgets.core.landscape.double_roots import BoundaryDistance
    from lcn_widgets.core.landscape.events import Event
    from lcn_widgets.core.landscape.exponents import Exponent
    from lcn_widgets.core.landscape.limit_proof import LimitProof
    from lcn_widgets.core.landscape.patterns import Pattern
    from lcn_widgets.core.landscape.rates import Rate
    from lcn_widgets.core.landscape.reachability import Reachability
    from lcn_widgets.core.landscape.standing import Standing
    from lcn_widgets.core.landscape.target_map import TargetMap

say = Catalogue(
    "landscape",
    {
        # while it is computed
        "progress.events": "the events of the run",
        "progress.filters": "the critical filters",
        # roots
        "infinity": "infinity",
        "pattern.vanishing": "v vanishes",
        "pattern.roots": "{kinds, list}",
        "pattern.real": "{count, plural, one {# real root} other {# real roots}}",
        "pattern.pairs": "{count, plural, one {# conjugate pair} other {# conjugate pairs}}",
        "pattern.with_multiple": "{roots} ({multiple, list})",
        "pattern.double": "double",
        "pattern.multiple": "{multiplicity}-fold",
        # events
        "event.leave_real_axis": (
            "Two real roots of layer {layer} meet at {place} and leave the real axis as a "
            "conjugate pair."
        ),
        "event.become_real": (
            "A conjugate pair of roots of layer {layer} meets at {place} and becomes real."
        ),
        "event.layers_meet": (
            "A root of layer {layer} and one of layer {other} meet at {place} and pass each other: "
            "for this moment the two polynomials have a root in common."
        ),
        "event.infinity.arrival": (
            "{ring, plural, one {A root} other {A ring of # roots}} of layer {layer} comes from "
            "infinity."
        ),
        "event.infinity.to_minus": ("A root of layer {layer} leaves to -∞ and comes back from +∞."),
        "event.infinity.to_plus": "A root of layer {layer} leaves to +∞ and comes back from -∞.",
        "event.infinity.ring": (
            "A ring of {ring} roots of layer {layer} grows beyond all bounds and passes infinity."
        ),
        "event.zero": (
            "A ring of {ring} roots of layer {layer} shrinks to 0, where they all meet, and opens "
            "again turned."
        ),
        "event.plateau": (
            "A plateau: ‖∇L‖ is at a low of {gradient_norm, g, 2} and grows again, the risk rests "
            "near {risk, g, 4}."
        ),
        "event.near_saddle": (
            "The flow passes a saddle: ‖∇L‖ is at a low of {gradient_norm, g, 2}, and the Hessian "
            "has the negative eigenvalue {eigenvalue, g, 2}, along which the flow leaves."
        ),
        # the critical point at the end of a run
        "critical.no_common_roots": (
            "the loss is convex and no two layers share a root (Kohn et al. 2022, Theorem 5.1)"
        ),
        "critical.full_rank": (
            "the loss is convex and the Jacobian of π has full rank k_v (derived)"
        ),
        "critical.least_risk": "its risk is the least one over all filters of this width",
        "critical.complete_list": (
            "the list of critical filters is complete, and none of them has a lower risk"
        ),
        "critical.global_minimum": "A global minimum: {theorem}.",
        "critical.local_minimum": (
            "A local minimum: all eigenvalues of the Hessian but those of rescaling are positive "
            "(the smallest is {lowest, g, 2}); {gap}."
        ),
        "critical.strict_saddle": (
            "A strict saddle: the Hessian has the negative eigenvalue {lowest, g, 2}; {gap}."
        ),
        "critical.degenerate": (
            "A degenerate critical point: {reason}, so the Hessian has zero eigenvalues that "
            "rescaling does not explain, and second derivatives do not decide; "
            "{gap}."
        ),
        "critical.undecided": (
            "The kind of this critical point cannot be decided: {count, plural, "
            "one {an eigenvalue} other {# eigenvalues}} of the Hessian cannot be told from zero, "
            "and nothing says that any is zero; {gap}."
        ),
        "gap.known": "its risk is {gap, g} above the least possible",
        "gap.within": "its risk is at most {gap, g, 2} above the least possible",
        "gap.open": "its risk is {gap, g} above the least that is known, and whether that is the "
        "least possible is not known",
        "degeneracy.vanishing_layers": "two layers or more vanish",
        "degeneracy.free_data": "the patch matrix leaves some filters free",
        "degeneracy.common_roots": (
            "the Jacobian of π has rank {rank} only, as where layers share roots"
        ),
        "critical.none": (
            "No critical point: ‖∇L‖ = {gradient_norm, g, 2} here, and by Newton's estimate the "
            "nearest one is {distance, e} of a layer's norm away."
        ),
        "critical.uncertain": (
            "{verdict} The limit is estimated to be still {distance, e} of a layer's norm "
            "away: lower the gradient tolerance to come closer."
        ),
        "shared.root": (
            "Why it rests here: layers {layers, list} share the root {place}. Whatever small "
            "change they make, v keeps a root there, to first order: of the {width} directions of "
            "v {rank, plural, one {# is} other {# are}} left, and along none of them does the risk "
            "fall."
        ),
        "shared.pair": "{real, g} ± {imaginary, g}i",
        "limit.proved": (
            "Proved: {kind, select, global {a global minimum of the network} "
            "minimum {a local minimum of the network} "
            "spurious {a local minimum of the network that is no global one} "
            "other {a strict saddle}} lies within {distance, e} of the last point of the run; "
            "{reason}."
        ),
        "limit.full_rank": (
            "the loss is convex and the Jacobian of π has full rank there, so that no filter at "
            "all has a lower risk"
        ),
        "limit.other_filter": "the network can have a risk that is lower by {gap, g} at least",
        "limit.index": (
            "its Hessian has {count, plural, one {# negative eigenvalue} "
            "other {# negative eigenvalues}}"
        ),
        "limit.gap": "no network has a risk that is lower by more than {gap, g}",
        "limit.no_gap": "how much lower a risk can be is not proved",
        "limit.global_seen": "{proved} Seen, not proved: it is a global one, since {theorem}.",
        "limit.seen": "{verdict} Seen at the end of the run, not proved.",
        "limit.bounded": (
            "{seen} Proved is that no network has a risk lower than that of the last point by more "
            "than {gap, g}."
        ),
        "limit.none": (
            "No limit of this run is settled, so there is no critical point to look at."
        ),
        # the boundary of the function space
        "boundary.reach": (
            "The nearest filter at which reach changes, where two real roots meet, is "
            "{places, list}."
        ),
        "boundary.roots": (
            "Every filter is reached. The nearest one at which two real roots meet is "
            "{places, list}."
        ),
        "boundary.place": "{distance} from the {name}",
        "distance.known": "{high, g}",
        "distance.small": "at most {high, e}",
        "distance.between": "from {low, g} to {high, g}",
        "distance.least": "at least {low, g}",
        # all critical filters
        "filters.complete": (
            "{expected, plural, one {The one complex critical final filter was} "
            "other {All # complex critical final filters were}} found, "
            "{real, plural, one {# of them comes from a real network} "
            "other {# of them come from real networks}}: the list is complete."
        ),
        "filters.special": (
            "{real, plural, one {# critical final filter of real networks was found} "
            "other {# critical final filters of real networks were found}}: the list is complete. "
            "The data are special: of complex ones there are fewer than the {expected} that "
            "generic data have."
        ),
        "filters.open": (
            "{real, plural, one {# critical final filter of real networks was found} "
            "other {# critical final filters of real networks were found}}, but whether these are "
            "all is open: {reason}."
        ),
        "filters.open.curve": (
            "the data are special, and the equations have a whole curve of complex solutions, none "
            "of which is listed"
        ),
        "filters.open.cluster": (
            "with two double roots there can be {expected} complex ones, and not so many could be "
            "proved isolated and different from each other"
        ),
        "filters.open.unresolved": (
            "of some solutions it could not be proved that they are different from others, or "
            "which of their roots are real"
        ),
        "filters.unavailable": "They cannot be listed here, since {reason}.",
        "filters.loss": "the loss is {loss}: all critical points can be listed for square loss",
        "filters.strides": (
            "strides {strides} exceed one before the last layer: all critical points can be "
            "listed for stride one"
        ),
        "filters.rank": (
            "the patch matrix has rank {rank} < {width}: the critical points are not isolated; "
            "use more or other data"
        ),
        "filters.multiplicities": (
            "widths {widths} allow filters with several multiple roots {multiplicities}: all "
            "critical points can be listed up to k_v = 5, and beyond where v can have only one "
            "multiple root"
        ),
        # the map of targets
        "targets.here": (
            "This target, the best filter of the data, has {count, plural, one {# critical filter} "
            "other {# critical filters}}."
        ),
        "targets.open": "How many critical filters this target has is open.",
        "targets.on": "{here} It lies on a wall, where this number changes.",
        "targets.wall": (
            "{here} The nearest wall, between {low} and {high}, is {distance, g, 2} % of its "
            "outputs away."
        ),
        "targets.at_edge": "{told} It lies on the edge of what is reached.",
        "targets.edge": "{told} The edge of what is reached is {distance, g, 2} % away.",
        "targets.all": (
            "A point is a target up to a factor; opposite points of the rim are one. Filters "
            "inside the dashed circle have no real root and are not reached."
        ),
        "targets.slice": (
            "A point is a target up to a factor, on the slice through the present one (middle), "
            "the nearest wall (right of it) and {third, select, limit {the limit} other {a "
            "critical filter}}; other filters are projected."
        ),
        "targets.widths": (
            "widths {widths} have no map of targets: it is drawn where one layer has width 2 "
            "and another width 2, 3 or 4"
        ),
        "targets.condition": (
            "the data measure some filters {condition, g, 2} times as well as others: the map of "
            "targets would be lost in rounding"
        ),
        "targets.data": "the best filter of the data vanishes or is not determined by them",
        # rates
        "rate.exponential": (
            "The risk falls like e⁻ʳᵗ with r = {rate, g, 4} ± {uncertainty, e} over the last "
            "{decades, g, 2} decades; {hessian}."
        ),
        "rate.predicted": "the Hessian at the limit predicts 2λ = {slowest, g, 4}",
        "rate.unpredicted": (
            "not all eigenvalues of the Hessian at the limit are known, so no rate was predicted"
        ),
        "rate.other": (
            "that is none of the rates that the Hessian at the limit allows, of which the slowest "
            "is 2λ = {slowest, g, 4}"
        ),
        "rate.invisible": (
            "the slowest rate the Hessian at the limit allows is 2λ = {slowest, g, 4}, but the run "
            "has no visible part in that direction"
        ),
        "rate.slower": (
            "The risk falls slower than exponentially: over the last {decades, g, 2} decades ‖∇L‖ "
            "falls like the power θ of L − L_∞ with {theta}, where exponential decay needs "
            "1/2: as at a degenerate limit."
        ),
        "rate.later": (
            "Over the last {decades, g, 2} decades the risk falls slower than exponentially "
            "({theta}), but no eigenvalue of the Hessian at the limit is zero: in the end the risk "
            "falls at a rate of 2λ = {slowest, g, 4} or more."
        ),
        "rate.theta": "θ = {exponent, g} ± {uncertainty, e}",
        "rate.computed": (
            "{finding} {exponent}; {agrees, select, yes {the fit agrees} other {the fit does not "
            "show it}}."
        ),
        "exponent.shared": (
            "Computed: at the limit layers {layers, list} share {kind, select, pair {a conjugate "
            "pair of roots} other {the root {root}}}, so that L − L_∞ is of order {order} in the "
            "slowest directions; hence θ = {top}/{bottom}, and from almost every start the risk "
            "falls like t to the power −{decay, g, 3}"
        ),
        "exponent.vanishing": (
            "Computed: at the limit layers {layers, list} vanish together, so that L is of order "
            "{order} in their norm; hence θ = {top}/{bottom}, and the risk falls like t to the "
            "power −{decay, g, 3}"
        ),
        "rate.undecided": "Cannot be decided. {finding}",
        "rate.short": (
            "The risk falls by fewer than {decades, g} decades towards its last value, which is "
            "too little to fit a rate."
        ),
        "rate.cut": (
            "The run ended before it converged; over the last {decades, g, 2} decades the gradient "
            "fell with {theta}, where exponential decay needs 1/2."
        ),
        "rate.neither": (
            "Over the last {decades, g, 2} decades the decay settles neither on an exponential nor "
            "on a power of time ({theta})."
        ),
        # what cannot be asked
        "reachable.strides": (
            "strides {strides} exceed one before the last layer: which filters can be reached is "
            "known through real roots for stride one only"
        ),
        "reachable.reached": (
            "Reached: the filter has {least, plural, one {# real root} other {# real roots}} at "
            "least, and {needed} are needed."
        ),
        "reachable.missed": (
            "Not reached: the filter has {most, plural, one {# real root} other {# real roots}} at "
            "most, and {needed} are needed."
        ),
        "reachable.undecided": (
            "Cannot be decided: within its error the filter has from {least} to {most} real roots, "
            "and {needed} are needed."
        ),
        "reachable.shape": "v has shape {shape}: the final filter has width {width}",
        "exchange.none": (
            "the layers of widths {widths} with strides {strides} have no roots to exchange: use "
            "two layers with stride one between them and different real roots, or different "
            "conjugate pairs, in each"
        ),
        "cone.none": (
            "widths {widths} with strides {strides} have another function space: the cone is that "
            "of widths (2, 2) with stride one between them"
        ),
    },
)
"""The English templates of this wing."""

NEARLY = 5e-4
"""Bounds that differ by less than this, relative, are one number of three digits."""
GAP_DIGITS = 100.0
"""A gap is a number if it is so many times its error, and a bound if it is not."""
DECIMALS = 2
"""Decimals to which θ is given: it is read off a curve."""

ON_WALL = 1e-9
"""A target nearer to a wall than this part of its size is called on it."""


def pattern_message(pattern: Pattern) -> Message:
    """A multiplicity pattern in words."""
    kinds = [
        _with_multiple(say(f"pattern.{kind}", count=len(found)), found)
        for kind, found in (("real", pattern.real), ("pairs", pattern.pairs))
        if found
    ]
    return say("pattern.roots", kinds=kinds) if kinds else say("pattern.vanishing")


def _with_multiple(roots: Message, multiplicities: tuple[int, ...]) -> Message:
    multiple = [
        say("pattern.double") if m == 2 else say("pattern.multiple", multiplicity=m)
        for m in multiplicities
        if m > 1
    ]
    return say("pattern.with_multiple", roots=roots, multiple=multiple) if multiple else roots


def event_message(event: Event) -> Message:
    """What happens in an event, where, and to which layers."""
    name = event.kind.name if event.passage is None else f"{event.kind.name}.{event.passage.name}"
    values: dict[str, float | Message] = dict(event.numbers)
    values |= zip(("layer", "other"), event.layers, strict=False)
    if event.root is not None:
        values["place"] = say("infinity") if np.isinf(event.root) else event.root.real
    return say(f"event.{name.lower()}", **values)


def theorem_message(point: CriticalPoint) -> Message | None:
    """Why a critical point is a global minimum, None if nothing says so."""
    if point.certificate is None:
        return None
    return say(f"critical.{point.certificate.name.lower()}")


def critical_point_message(point: CriticalPoint) -> Message:
    """The kind of a critical point, with the numbers it rests on."""
    if point.theorem is not None:
        return say("critical.global_minimum", theorem=point.theorem)
    if point.kind is None:
        distance = point.uncertainty
        return say("critical.none", gradient_norm=point.gradient_norm, distance=distance)
    numbers: dict[str, float | Message] = {"gap": _gap(point), "count": point.open_eigenvalues}
    if point.degeneracy is not None:
        reason = point.degeneracy.name.lower()
        numbers["reason"] = say(f"degeneracy.{reason}", rank=point.jacobian_rank)
    if len(point.eigenvalues):
        numbers["lowest"] = point.eigenvalues[0]
    verdict = say(f"critical.{point.kind.name.lower()}", **numbers)
    if point.is_certain:
        return verdict
    return say("critical.uncertain", verdict=verdict, distance=point.uncertainty)


def _gap(point: CriticalPoint) -> Message:
    """The risk above the least possible, as far as it is known."""
    if not point.least_is_known:
        return say("gap.open", gap=point.risk_gap)
    if point.risk_gap > GAP_DIGITS * point.gap_error:
        return say("gap.known", gap=point.risk_gap)
    return say("gap.within", gap=point.risk_gap + point.gap_error)


def shared_root_message(point: CriticalPoint, width: int) -> Message | None:
    """Why the flow rests at a point that need not be the best: the root that most layers share.

    The product of all polynomials but one vanishes at a root that two of them have, whichever is
    left out; so does whatever is in the image of the Jacobian of π, in R^`width`. None without
    such a root, where w is not critical, or if the risk is the least over all filters.
    """
    shared = point.common_roots
    if not shared or point.kind is None or point.certificate is not None:
        return None
    groups = [(_sharing(common, shared), common.root) for common in shared]
    layers, root = max(groups, key=lambda group: len(group[0]))
    return say(
        "shared.root",
        layers=layers,
        place=_place(root),
        rank=point.jacobian_rank,
        width=width,
    )


def _sharing(common: CommonRoot, shared: tuple[CommonRoot, ...]) -> tuple[int, ...]:
    """All layers that share this root."""
    reach = max(ROOT_TOLERANCE, *(other.distance for other in shared))
    near = [other for other in shared if chordal_distance(other.root, common.root) <= reach]
    return tuple(sorted({layer for other in near for layer in other.layers}))


def _place(root: complex) -> Message | float:
    """A root, or infinity; one that is not real stands for its conjugate, too."""
    if np.isinf(root):
        return say("infinity")
    if is_real(root):
        return root.real
    return say("shared.pair", real=root.real, imaginary=abs(root.imag))


def limit_message(
    point: CriticalPoint | None,
    proof: LimitProof | None = None,
    standing: Standing | None = None,
) -> Message:
    """What is known of the limit of a run, None standing for one that is not settled."""
    if point is None:
        return say("limit.none")
    if proof is None:
        seen = say("limit.seen", verdict=point.message)
        if standing is None or not _says_something(standing.gap, point):
            return seen
        return say("limit.bounded", seen=seen, gap=_rounded(standing.gap, 1, up=True))
    distance = _rounded(proof.distance, 1, up=True)
    kind, reason = _proved_kind(point, proof, standing)
    proved = say("limit.proved", kind=kind, distance=distance, reason=reason)
    if kind == "minimum" and point.theorem is not None:
        return say("limit.global_seen", proved=proved, theorem=point.theorem)
    return proved


def _proved_kind(
    point: CriticalPoint, proof: LimitProof, standing: Standing | None
) -> tuple[str, Message]:
    """What kind of critical point is proved, and the reason or what is known beside it."""
    if standing is None:
        return "saddle", say("limit.index", count=proof.index)
    if standing.ground is None:
        if not _says_something(standing.gap, point):
            return "minimum", say("limit.no_gap")
        return "minimum", say("limit.gap", gap=_rounded(standing.gap, 1, up=True))
    if standing.ground is Ground.FULL_RANK:
        return "global", say("limit.full_rank")
    if standing.ground is Ground.COMPLETE_LIST:
        return "global", say("critical.complete_list")
    return "spurious", say("limit.other_filter", gap=_rounded(standing.gap, 3, up=False))


def _says_something(gap: float, point: CriticalPoint) -> bool:
    """Whether a bound of what risks can be lower by says more than that no risk is negative.

    At a risk that is the least, to rounding, it says how small that is.
    """
    return gap < 0.5 * point.risk or (np.isfinite(gap) and point.theorem is not None)


def _rounded(value: float, digits: int, *, up: bool) -> float:
    """A value ≥ 0 to so many digits in one direction: what is proved stays so."""
    if value == 0.0:
        return 0.0
    unit = 10.0 ** (np.floor(np.log10(value)) - digits + 1)
    return float((np.ceil if up else np.floor)(value / unit) * unit)


def boundary_message(places: Sequence[tuple[BoundaryDistance, Message]]) -> Message | None:
    """How far some filters with their names are from where reach changes, None if there are none.

    All belong to the same network.
    """
    if not places:
        return None
    told = [say("boundary.place", distance=found.message, name=name) for found, name in places]
    return say("boundary.reach" if places[0][0].changes_reach else "boundary.roots", places=told)


def distance_message(found: BoundaryDistance) -> Message:
    """A distance between bounds, as exactly as it is known, with three digits."""
    if np.isinf(found.high):
        return say("distance.least", low=_rounded(found.low, 3, up=False))
    if found.high - found.low <= NEARLY * found.high:
        return say("distance.known", high=found.high)
    if found.low == 0.0:
        return say("distance.small", high=_rounded(found.high, 1, up=True))
    low, high = _rounded(found.low, 3, up=False), _rounded(found.high, 3, up=True)
    return say("distance.between", low=low, high=high)


def filters_message(found: CriticalFilterList) -> Message:
    """Whether a list of critical filters is complete."""
    real, expected = len(found.filters), found.expected_count
    if found.openness is not None:
        return say("filters.open", real=real, reason=_openness(found.openness))
    name = "complete" if found.complex_count == expected else "special"
    return say(f"filters.{name}", expected=expected, real=real)


def target_message(found: TargetMap) -> Message:
    """How many critical filters the present target has, and how far the next wall is."""
    if found.count is None:
        return say("targets.open")
    here = say("targets.here", count=found.count)
    told = here
    if found.distance <= ON_WALL:
        told = say("targets.on", here=here)
    elif found.sides is not None:
        low, high = found.sides
        distance = 100.0 * found.distance
        told = say("targets.wall", here=here, distance=distance, low=low, high=high)
    if found.edge is None:
        return told
    to_edge = found.distance_to(found.edge)
    if to_edge <= ON_WALL:
        return say("targets.at_edge", told=told)
    return say("targets.edge", told=told, distance=100.0 * to_edge)


def sheet_message(found: TargetMap) -> Message:
    """Which targets are drawn."""
    if not found.is_slice:
        return say("targets.all")
    return say("targets.slice", third="limit" if found.through_limit else "critical")


def _openness(openness: Openness) -> Message:
    numbers = {"expected": DOUBLE_PAIRS} if openness is Openness.CLUSTER else {}
    return say(f"filters.open.{openness.name.lower()}", **numbers)


def reachability_message(found: Reachability) -> Message:
    """Whether a filter is reached, by its real roots."""
    least, most = found.real_roots
    numbers = {"needed": found.needed, "least": least, "most": most}
    return say(f"reachable.{found.reach.name.lower()}", **numbers)


def unavailable_message(reason: Message) -> Message:
    """Why there is no list of all critical filters."""
    return say("filters.unavailable", reason=reason)


def rate_message(rate: Rate) -> Message:
    """The verdict on a rate and what it rests on."""
    finding = rate_finding(rate)
    return say("rate.undecided", finding=finding) if rate.decay is Decay.UNDECIDED else finding


def exponent_message(exponent: Exponent) -> Message:
    """The exponent of a degenerate limit with its reason."""
    numbers: dict[str, object] = {
        "layers": [str(layer) for layer in exponent.layers],
        "order": 2 * exponent.order,
        "top": exponent.theta.numerator,
        "bottom": exponent.theta.denominator,
        "decay": float(exponent.decay),
    }
    root = exponent.root
    if root is None:
        return say("exponent.vanishing", **numbers)
    kind = "pair" if root.imag else "real"
    place = say("infinity") if np.isinf(root) else root.real
    return say("exponent.shared", kind=kind, root=place, **numbers)


def rate_finding(rate: Rate) -> Message:
    """What the fit of a rate shows, beside what its structure gives."""
    finding = _fit_finding(rate)
    if rate.computed is None:
        return finding
    agrees = "yes" if rate.shows_computed else "no"
    return say("rate.computed", finding=finding, exponent=rate.computed.message, agrees=agrees)


def _fit_finding(rate: Rate) -> Message:
    if np.isnan(rate.fitted):
        return say("rate.short", decades=LEAST_DECADES)
    decades = rate.decades
    if rate.decay is Decay.EXPONENTIAL:
        return say(
            "rate.exponential",
            rate=rate.fitted,
            uncertainty=rate.uncertainty,
            decades=decades,
            hessian=_hessian(rate),
        )
    theta = say(
        "rate.theta",
        exponent=round(rate.exponent, DECIMALS),
        uncertainty=max(rate.exponent_uncertainty, 10.0**-DECIMALS),
    )
    if rate.decay is Decay.SLOWER:
        return say("rate.slower", decades=decades, theta=theta)
    if rate.is_slow_yet:
        return say("rate.later", decades=decades, theta=theta, slowest=rate.predicted)
    return say("rate.neither" if rate.converged else "rate.cut", decades=decades, theta=theta)


def _hessian(rate: Rate) -> Message:
    """What the Hessian at the end has to say of an exponential decay."""
    if not len(rate.allowed):
        return say("rate.unpredicted")
    name = "rate.predicted" if rate.slowest_is_visible else "rate.invisible"
    name = name if rate.agrees else "rate.other"
    return say(name, slowest=rate.predicted)
