"""What the wing says: every message from facts, and no template without a use."""

import dataclasses

import numpy as np
import pytest

from lcn_widgets.core.inputs import InvalidInput, Message
from lcn_widgets.core.landscape import (
    BoundaryDistance,
    Certificate,
    CommonRoot,
    CriticalFilterList,
    CriticalKind,
    CriticalPoint,
    Decay,
    Degeneracy,
    Event,
    EventKind,
    Exponent,
    Ground,
    LimitProof,
    Openness,
    Passage,
    Pattern,
    Rate,
    Reach,
    Reachability,
    Standing,
    boundary_message,
    cone_generators,
    critical_filters,
    is_reachable,
    limit_message,
    map_targets,
    refactorize,
    shared_root_message,
    unavailable_message,
)
from lcn_widgets.core.landscape.wording import say
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset, EmpiricalRisk, LogCoshLoss, SquareLoss

INFINITY = complex(np.inf, 0.0)

POINT = CriticalPoint(
    filters=np.ones(4),
    risk=1.25,
    risk_gap=0.25,
    gradient_norm=1e-9,
    kind=CriticalKind.LOCAL_MINIMUM,
    eigenvalues=np.array([-1234.5, 2.0]),
    eigenvalue_errors=np.array([1e-9, 1e-9]),
    degeneracy=None,
    scaling_directions=1,
    jacobian_rank=2,
    common_roots=(),
    uncertainty=1e-9,
    pattern=Pattern((2,)),
    certificate=None,
)


def sharing(root):
    """The same with a root that both layers share."""
    return dataclasses.replace(POINT, common_roots=(CommonRoot((1, 2), root, 1e-9),))


RATE = Rate(
    decay=Decay.EXPONENTIAL,
    converged=True,
    fitted=2.51555,
    uncertainty=0.0213,
    exponent=0.50123,
    exponent_uncertainty=1e-5,
    window=(1.0, 2.0),
    decades=5.56,
    gaps=np.ones(3),
    allowed=np.array([2.5, 9.0]),
)
LIST = CriticalFilterList((), complex_count=5, expected_count=5, openness=None, zero_risk=1.0)


def events():
    """Every kind of event with its sentence."""
    infinity = {"kind": EventKind.INFINITY, "layers": (2,), "root": INFINITY}
    one, ring = {"ring": 1}, {"ring": 3}
    return [
        (
            Event(0.5, EventKind.LEAVE_REAL_AXIS, (1,), -0.25 + 0j),
            "Two real roots of layer 1 meet at −0.25 and leave the real axis as a conjugate pair.",
        ),
        (
            Event(0.5, EventKind.BECOME_REAL, (3,), INFINITY),
            "A conjugate pair of roots of layer 3 meets at infinity and becomes real.",
        ),
        (
            Event(0.5, EventKind.LAYERS_MEET, (1, 3), 2 + 0j),
            "A root of layer 1 and one of layer 3 meet at 2 and pass each other: for this moment "
            "the two polynomials have a root in common.",
        ),
        (
            Event(0.5, **infinity, passage=Passage.ARRIVAL, numbers=one),
            "A root of layer 2 comes from infinity.",
        ),
        (
            Event(0.5, **infinity, passage=Passage.ARRIVAL, numbers=ring),
            "A ring of 3 roots of layer 2 comes from infinity.",
        ),
        (
            Event(0.5, **infinity, passage=Passage.TO_MINUS, numbers=one),
            "A root of layer 2 leaves to -∞ and comes back from +∞.",
        ),
        (
            Event(0.5, **infinity, passage=Passage.TO_PLUS, numbers=one),
            "A root of layer 2 leaves to +∞ and comes back from -∞.",
        ),
        (
            Event(0.5, **infinity, passage=Passage.RING, numbers=ring),
            "A ring of 3 roots of layer 2 grows beyond all bounds and passes infinity.",
        ),
        (
            Event(0.5, EventKind.ZERO, (2,), 0j, numbers={"ring": 2}),
            "A ring of 2 roots of layer 2 shrinks to 0, where they all meet, and opens again "
            "turned.",
        ),
        (
            Event(0.5, EventKind.PLATEAU, numbers={"gradient_norm": 0.0456, "risk": 1.23456}),
            "A plateau: ‖∇L‖ is at a low of 0.046 and grows again, the risk rests near 1.235.",
        ),
        (
            Event(
                0.5, EventKind.NEAR_SADDLE, numbers={"gradient_norm": 4.5e-7, "eigenvalue": -126.4}
            ),
            "The flow passes a saddle: ‖∇L‖ is at a low of 4.5 × 10⁻⁷, and the Hessian has the "
            "negative eigenvalue −126, along which the flow leaves.",
        ),
    ]


def points():
    """What may be known of a limit, with its sentence."""

    def at(**facts):
        return dataclasses.replace(POINT, **facts)

    positive = np.array([0.24, 2.0])
    return [
        (
            at(certificate=Certificate.NO_COMMON_ROOTS),
            "A global minimum: the loss is convex and no two layers share a root (Kohn et al. "
            "2022, Theorem 5.1).",
        ),
        (
            at(certificate=Certificate.FULL_RANK),
            "A global minimum: the loss is convex and the Jacobian of π has full rank k_v "
            "(derived).",
        ),
        (
            at(certificate=Certificate.LEAST_RISK),
            "A global minimum: its risk is the least one over all filters of this width.",
        ),
        (
            at(eigenvalues=positive),
            "A local minimum: all eigenvalues of the Hessian but those of rescaling are positive "
            "(the smallest is 0.24); its risk is 0.25 above the least possible.",
        ),
        (
            at(kind=CriticalKind.STRICT_SADDLE),
            "A strict saddle: the Hessian has the negative eigenvalue −1235; its risk is 0.25 "
            "above the least possible.",
        ),
        (
            at(
                kind=CriticalKind.UNDECIDED,
                eigenvalues=np.array([0.0, 1e-9]),
                eigenvalue_errors=np.full(2, 1e-8),
            ),
            "The kind of this critical point cannot be decided: 2 eigenvalues of the Hessian "
            "cannot be told from zero, and nothing says that any is zero; its risk is 0.25 above "
            "the least possible.",
        ),
        *[
            (
                at(kind=CriticalKind.DEGENERATE, degeneracy=reason),
                f"A degenerate critical point: {words}, so the Hessian has zero eigenvalues that "
                "rescaling does not explain, and second derivatives do not decide; its risk is "
                "0.25 above the least possible.",
            )
            for reason, words in [
                (Degeneracy.VANISHING_LAYERS, "two layers or more vanish"),
                (Degeneracy.FREE_DATA, "the patch matrix leaves some filters free"),
                (
                    Degeneracy.COMMON_ROOTS,
                    "the Jacobian of π has rank 2 only, as where layers share roots",
                ),
            ]
        ],
        (
            at(eigenvalues=positive, uncertainty=0.0123),
            "A local minimum: all eigenvalues of the Hessian but those of rescaling are positive "
            "(the smallest is 0.24); its risk is 0.25 above the least possible. The limit is "
            "estimated to be still 0.01 of a layer's norm away: lower the gradient tolerance to "
            "come closer.",
        ),
        (
            at(kind=None, gradient_norm=1.5, uncertainty=0.02),
            "No critical point: ‖∇L‖ = 1.5 here, and by Newton's estimate the nearest one is 0.02 "
            "of a layer's norm away.",
        ),
        (
            at(kind=CriticalKind.STRICT_SADDLE, risk_gap=1e-20, gap_error=2.4e-19),
            "A strict saddle: the Hessian has the negative eigenvalue −1235; its risk is at most "
            "2.5 × 10⁻¹⁹ above the least possible.",
        ),
        (
            at(kind=CriticalKind.STRICT_SADDLE, least_is_known=False),
            "A strict saddle: the Hessian has the negative eigenvalue −1235; its risk is 0.25 "
            "above the least that is known, and whether that is the least possible is not known.",
        ),
        (None, "No limit of this run is settled, so there is no critical point to look at."),
    ]


def said_of(point, sentence):
    """The sentence about a settled limit of which nothing is proved says so."""
    return f"{sentence} Seen at the end of the run, not proved." if point else sentence


def rates():
    """Every state of a fit, with its sentence."""

    def fitted(**facts):
        return dataclasses.replace(RATE, **facts)

    curved = {"exponent": 0.7512, "exponent_uncertainty": 0.034}
    return [
        (
            RATE,
            "The risk falls like e⁻ʳᵗ with r = 2.516 ± 0.02 over the last 5.6 decades; the "
            "Hessian at the limit predicts 2λ = 2.5.",
        ),
        (
            fitted(fitted=8.99),
            "The risk falls like e⁻ʳᵗ with r = 8.99 ± 0.02 over the last 5.6 decades; the slowest "
            "rate the Hessian at the limit allows is 2λ = 2.5, but the run has no visible part in "
            "that direction.",
        ),
        (
            fitted(fitted=8.0),
            "The risk falls like e⁻ʳᵗ with r = 8 ± 0.02 over the last 5.6 decades; that is none "
            "of the rates that the Hessian at the limit allows, of which the slowest is 2λ = 2.5.",
        ),
        (
            fitted(allowed=np.zeros(0)),
            "The risk falls like e⁻ʳᵗ with r = 2.516 ± 0.02 over the last 5.6 decades; not "
            "all eigenvalues of the Hessian at the limit are known, so no rate was predicted.",
        ),
        (
            fitted(decay=Decay.SLOWER, **curved),
            "The risk falls slower than exponentially: over the last 5.6 decades ‖∇L‖ falls like "
            "the power θ of L − L_∞ with θ = 0.75 ± 0.03, where exponential decay needs "
            "1/2: as at a degenerate limit.",
        ),
        (
            fitted(decay=Decay.UNDECIDED, **curved),
            "Cannot be decided. Over the last 5.6 decades the decay settles neither on an "
            "exponential nor on a power of time (θ = 0.75 ± 0.03).",
        ),
        (
            fitted(decay=Decay.UNDECIDED, is_slow_yet=True, **curved),
            "Cannot be decided. Over the last 5.6 decades the risk falls slower than exponentially "
            "(θ = 0.75 ± 0.03), but no eigenvalue of the Hessian at the limit is zero: in the end "
            "the risk falls at a rate of 2λ = 2.5 or more.",
        ),
        (
            fitted(decay=Decay.UNDECIDED, converged=False),
            "Cannot be decided. The run ended before it converged; over the last 5.6 decades the "
            "gradient fell with θ = 0.5 ± 0.01, where exponential decay needs 1/2.",
        ),
        (
            fitted(decay=Decay.UNDECIDED, fitted=np.nan),
            "Cannot be decided. The risk falls by fewer than 3 decades towards its last value, "
            "which is too little to fit a rate.",
        ),
    ]


def exponents():
    """Exponents with their reasons, and whether a fit shows them."""
    slow = dataclasses.replace(
        RATE, decay=Decay.SLOWER, exponent=0.7512, exponent_uncertainty=0.002
    )
    other = dataclasses.replace(slow, exponent=0.81)
    shared, pair = Exponent(2, (1, 2, 4), -1 + 0j), Exponent(3, (1, 2), 1j)
    vanishing = Exponent(3, (1, 2, 3), None)
    three = (
        "Computed: at the limit layers 1, 2, and 4 share the root −1, so that L − L_∞ is of order "
        "4 in the slowest directions; hence θ = 3/4, and from almost every start the risk falls "
        "like t to the power −2"
    )
    return [
        (
            dataclasses.replace(slow, computed=shared).message,
            f"{slow.message} {three}; the fit agrees.",
        ),
        (
            dataclasses.replace(other, computed=shared).message,
            f"{other.message} {three}; the fit does not show it.",
        ),
        (
            Exponent(2, (1, 2), complex(np.inf)).message,
            "Computed: at the limit layers 1 and 2 share the root infinity, so that L − L_∞ is of "
            "order 4 in the slowest directions; hence θ = 3/4, and from almost every start the "
            "risk falls like t to the power −2",
        ),
        (
            pair.message,
            "Computed: at the limit layers 1 and 2 share a conjugate pair of roots, so that "
            "L − L_∞ is of order 6 in the slowest directions; hence θ = 5/6, and from almost every "
            "start the risk falls like t to the power −1.5",
        ),
        (
            vanishing.message,
            "Computed: at the limit layers 1, 2, and 3 vanish together, so that L is of order 6 in "
            "their norm; hence θ = 5/6, and the risk falls like t to the power −1.5",
        ),
    ]


def patterns():
    """Patterns in words."""
    return [
        (Pattern(), "v vanishes"),
        (Pattern((1, 1)), "2 real roots"),
        (Pattern((2, 1), (1,)), "2 real roots (double) and 1 conjugate pair"),
        (Pattern((3, 2, 1), (1,)), "3 real roots (3-fold and double) and 1 conjugate pair"),
    ]


def lists():
    """Lists of critical filters, complete or not."""
    return [
        (
            LIST,
            "All 5 complex critical final filters were found, 0 of them come from real networks: "
            "the list is complete.",
        ),
        (
            dataclasses.replace(LIST, complex_count=4),
            "0 critical final filters of real networks were found: the list is complete. The data "
            "are special: of complex ones there are fewer than the 5 that generic data have.",
        ),
        *(
            (
                dataclasses.replace(LIST, openness=openness),
                "0 critical final filters of real networks were found, but whether these are all "
                f"is open: {reason}.",
            )
            for openness, reason in (
                (
                    Openness.CURVE,
                    "the data are special, and the equations have a whole curve of complex "
                    "solutions, none of which is listed",
                ),
                (
                    Openness.CLUSTER,
                    "with two double roots there can be 13 complex ones, and not so many could be "
                    "proved isolated and different from each other",
                ),
                (
                    Openness.UNRESOLVED,
                    "of some solutions it could not be proved that they are different from others, "
                    "or which of their roots are real",
                ),
            )
        ),
    ]


def charted(widths, target, reached=None, X=None):
    """The map of targets for X = I, unless given, and the target (v_0, v_1, …)."""
    X = np.eye(len(target)) if X is None else X
    data = Dataset(X, (np.array(target) @ X)[None])
    architecture = Architecture(len(target), widths, (1,) * len(widths))
    risk = EmpiricalRisk(architecture, SquareLoss(), data)
    two = EmpiricalRisk(
        Architecture(3, (2, 2), (1, 1)), SquareLoss(), Dataset(np.eye(3), np.ones((1, 3)))
    )
    known = risk if widths in ((2, 2), (3, 2)) else two
    return map_targets(risk, critical_filters(known), reached)


def maps():
    """What is known of a target and of the picture it is in."""
    cubic = charted((3, 2), (1.0, 0.0, 0.0, 1.0))
    slice_ = "A point is a target up to a factor, on the slice through the present one (middle)"
    rest = "other filters are projected."
    here = "This target, the best filter of the data, has"
    return [
        (
            charted((2, 2), (1.0, 0.6, 0.9)).message,
            f"{here} 2 critical filters. The nearest wall, between 2 and 4, is 9.3 % of its "
            "outputs away. The edge of what is reached is 50 % away.",
        ),
        (
            charted((3, 2), (1.0, 0.0, 0.0, 0.0)).message,
            f"{here} 1 critical filter. It lies on a wall, where this number changes.",
        ),
        (
            charted((2, 2), (1.0, 2.0, 1.0)).message,
            f"{here} 2 critical filters. The nearest wall, between 2 and 4, is 58 % of its outputs "
            "away. It lies on the edge of what is reached.",
        ),
        (
            dataclasses.replace(cubic, count=None).message,
            "How many critical filters this target has is open.",
        ),
        (
            charted((2, 2), (1.0, 0.6, 0.9)).sheet_message,
            "A point is a target up to a factor; opposite points of the rim are one. Filters "
            "inside the dashed circle have no real root and are not reached.",
        ),
        (
            cubic.sheet_message,
            f"{slice_}, the nearest wall (right of it) and a critical filter; {rest}",
        ),
        (
            charted((3, 2), (1.0, 0.0, 0.0, 1.0), 2).sheet_message,
            f"{slice_}, the nearest wall (right of it) and the limit; {rest}",
        ),
    ]


def reaches():
    """Whether a filter is reached, and by how many real roots."""
    return [
        (
            Reachability(Reach.REACHED, 2, (2, 4)),
            "Reached: the filter has 2 real roots at least, and 2 are needed.",
        ),
        (
            Reachability(Reach.MISSED, 2, (0, 1)),
            "Not reached: the filter has 1 real root at most, and 2 are needed.",
        ),
        (
            Reachability(Reach.UNDECIDED, 4, (0, 4)),
            "Cannot be decided: within its error the filter has from 0 to 4 real roots, and 4 are "
            "needed.",
        ),
    ]


def complaints():
    """What cannot be asked for, with its sentence."""
    two, strided = Architecture(3, (2, 2), (1, 1)), Architecture(7, (3, 3), (2, 1))
    wide = Architecture(6, (3, 3, 2), (1, 1, 1))

    def listed(architecture, loss=None, samples=9):
        X = np.random.default_rng(0).normal(size=(architecture.input_dim, samples))
        data = Dataset(X, np.ones((architecture.dims[-1], samples)))
        return lambda: critical_filters(EmpiricalRisk(architecture, loss or SquareLoss(), data))

    return [
        (
            listed(two, LogCoshLoss()),
            f"the loss is {LogCoshLoss().label}: all critical points can be listed for square loss",
        ),
        (
            listed(strided),
            "strides (2, 1) exceed one before the last layer: all critical points can be listed "
            "for stride one",
        ),
        (
            listed(two, samples=1),
            "the patch matrix has rank 1 < 3: the critical points are not isolated; use more or "
            "other data",
        ),
        (
            listed(wide),
            "widths (3, 3, 2) allow filters with several multiple roots (3, 2): all critical "
            "points can be listed up to k_v = 5, and beyond where v can have only one multiple "
            "root",
        ),
        (
            lambda: is_reachable(strided, np.ones(7)),
            "strides (2, 1) exceed one before the last layer: which filters can be reached is "
            "known through real roots for stride one only",
        ),
        (
            lambda: is_reachable(two, [1.0, 0.0]),
            "v has shape (2,): the final filter has width 3",
        ),
        (
            lambda: refactorize(two, [1.0, 1.0, 1.0, 1.0]),
            "the layers of widths (2, 2) with strides (1, 1) have no roots to exchange: use two "
            "layers with stride one between them and different real roots, or different conjugate "
            "pairs, in each",
        ),
        (
            lambda: cone_generators(strided, 8),
            "widths (3, 3) with strides (2, 1) have another function space: the cone is that of "
            "widths (2, 2) with stride one between them",
        ),
        (
            lambda: charted((3, 3), np.ones(5)),
            "widths (3, 3) have no map of targets: it is drawn where one layer has width 2 and "
            "another width 2, 3 or 4",
        ),
        (
            lambda: charted((2, 2), np.zeros(3)),
            "the best filter of the data vanishes or is not determined by them",
        ),
        (
            lambda: charted((2, 2), np.ones(3), X=np.diag([1.0, 1.0, 1e-6])),
            "the data measure some filters 10⁶ times as well as others: the map of targets would "
            "be lost in rounding",
        ),
    ]


def complaint(ask):
    with pytest.raises(InvalidInput) as problem:
        ask()
    return problem.value.message


def proofs():
    """What is proved of limits, with its rounding on the safe side, and what is only seen."""
    minimum, lies = LimitProof(2.2e-7, 0), "lies within 3 × 10⁻⁷ of the last point of the run"
    local = f"Proved: a local minimum of the network {lies}"
    yield (
        (POINT, minimum, Standing(Ground.FULL_RANK, 0.0)),
        f"Proved: a global minimum of the network {lies}; the loss is convex and the Jacobian of π "
        "has full rank there, so that no filter at all has a lower risk.",
    )
    yield (
        (POINT, minimum, Standing(Ground.COMPLETE_LIST, 0.0)),
        f"Proved: a global minimum of the network {lies}; the list of critical filters is "
        "complete, and none of them has a lower risk.",
    )
    yield (
        (POINT, minimum, Standing(Ground.OTHER_FILTER, 0.12399)),
        f"Proved: a local minimum of the network that is no global one {lies}; the network can "
        "have a risk that is lower by 0.123 at least.",
    )
    yield (
        (POINT, minimum, Standing(None, 0.0)),
        f"{local}; no network has a risk that is lower by more than 0.",
    )
    seen = dataclasses.replace(POINT, certificate=Certificate.LEAST_RISK)
    yield (
        (seen, minimum, Standing(None, 2.1e-20)),
        f"{local}; no network has a risk that is lower by more than 3 × 10⁻²⁰. Seen, not proved: "
        "it is a global one, since its risk is the least one over all filters of this width.",
    )
    yield (
        (POINT, minimum, Standing(None, np.inf)),
        f"{local}; how much lower a risk can be is not proved.",
    )
    flat = dataclasses.replace(POINT, kind=CriticalKind.DEGENERATE)
    yield (
        (flat, LimitProof(0.5, 2), None),
        "Proved: a strict saddle lies within 0.5 of the last point of the run; its Hessian has 2 "
        "negative eigenvalues.",
    )


def boundaries():
    """Distances that are known to three digits, to one, between bounds, or from below."""
    target, limit = say("infinity"), say("pattern.vanishing")
    yield (
        [
            (BoundaryDistance(0.0, 2.1e-12, True), limit),
            (BoundaryDistance(0.25431, 0.25432, True), target),
        ],
        "The nearest filter at which reach changes, where two real roots meet, is at most "
        "3 × 10⁻¹² from the v vanishes and 0.254 from the infinity.",
    )
    yield (
        [
            (BoundaryDistance(0.12399, 0.33301, False), limit),
            (BoundaryDistance(0.12399, np.inf, False), target),
        ],
        "Every filter is reached. The nearest one at which two real roots meet is from 0.123 to "
        "0.334 from the v vanishes and at least 0.123 from the infinity.",
    )


SAID = [
    *((event.message, sentence) for event, sentence in events()),
    *((limit_message(point), said_of(point, sentence)) for point, sentence in points()),
    *((limit_message(*known), sentence) for known, sentence in proofs()),
    *((boundary_message(places), sentence) for places, sentence in boundaries()),
    (
        shared_root_message(sharing(0.5 + 2.0j), 3),
        "Why it rests here: layers 1 and 2 share the root 0.5 ± 2i. Whatever small change they "
        "make, v keeps a root there, to first order: of the 3 directions of v 2 are left, and "
        "along none of them does the risk fall.",
    ),
    (
        shared_root_message(sharing(INFINITY), 3),
        "Why it rests here: layers 1 and 2 share the root infinity. Whatever small change they "
        "make, v keeps a root there, to first order: of the 3 directions of v 2 are left, and "
        "along none of them does the risk fall.",
    ),
    *((rate.message, sentence) for rate, sentence in rates()),
    *((pattern.message, sentence) for pattern, sentence in patterns()),
    *((found.message, sentence) for found, sentence in lists()),
    *maps(),
    *exponents(),
    *((found.message, sentence) for found, sentence in reaches()),
    *((complaint(ask), sentence) for ask, sentence in complaints()),
]


@pytest.mark.parametrize(("message", "sentence"), SAID, ids=lambda value: getattr(value, "id", ""))
def test_facts_are_put_into_words(message, sentence):
    assert str(message) == sentence


def test_why_there_is_no_list_is_a_sentence_of_its_own():
    reason = say("filters.rank", rank=1, width=3)
    assert str(unavailable_message(reason)) == (
        "They cannot be listed here, since the patch matrix has rank 1 < 3: the critical points "
        "are not isolated; use more or other data."
    )


def test_a_finding_is_a_rate_without_its_verdict():
    undecided = dataclasses.replace(RATE, decay=Decay.UNDECIDED, converged=False)
    assert str(undecided.message) == f"Cannot be decided. {undecided.finding}"
    assert RATE.message == RATE.finding


def ids(value):
    """Ids of a message and of all messages in it."""
    if isinstance(value, Message):
        yield value.id
        value = list(value.values.values())
    if isinstance(value, list):
        for entry in value:
            yield from ids(entry)


def test_every_template_has_a_use():
    used = {found for message, _ in SAID for found in ids(message)}
    # what work in progress is called is held by tests/core/inputs/test_work.py
    progress = {name for name in say.words() if name.startswith("landscape.progress.")}
    assert used | progress | {"landscape.filters.unavailable"} == set(say.words())
