"""Entries on critical points and how the flow comes to them."""

from __future__ import annotations

from lcn_widgets.core.glossary.sources import DERIVED, KMMT
from lcn_widgets.core.glossary.term import Term

LIMITS = (
    Term(
        "critical-point", "critical point",
        "Filters at which the gradient of the risk is 0: the flow stands still there. It may be a "
        "minimum or a saddle.",
        symbol="w*", spellings=("critical point", "critical points", "All critical points", "∗"),
    ),
    Term(
        "global-minimum", "global minimum",
        "Filters with the least risk that the network can have: nothing better is left.",
        spellings=("global minimum", "global min"),
    ),
    Term(
        "local-minimum", "local minimum",
        "No filters nearby have a smaller risk. If others far away have, it is called spurious: "
        "the flow stays there all the same.",
        source=KMMT,
        spellings=("local minimum", "local min", "Spurious local minimum", "spurious"),
    ),
    Term(
        "saddle", "strict saddle",
        "A critical point with a direction in which the risk falls. The flow may come near, which "
        "is seen as a plateau, but almost never ends there.",
        spellings=("strict saddle", "saddle"),
    ),
    Term(
        "degenerate", "degenerate critical point",
        "A critical point at which second derivatives are 0 in directions that rescaling does "
        "not explain; where none is negative they do not decide its kind, and the flow may come "
        "to it slowly.",
        spellings=("degenerate",),
    ),
    Term(
        "undecided", "kind not decided",
        "An eigenvalue of the Hessian is too small to be told from 0 in double precision, and "
        "nothing proves that it is 0.",
        spellings=("kind not decided", "undecided"),
    ),
    Term(
        "hessian", "Hessian",
        "The matrix of second derivatives of the risk: it says how the risk curves around a "
        "point. Positive eigenvalues curve upwards, negative ones downwards.",
        symbol="∇²L",
        spellings=("Hessian", "Eigenvalues of the Hessian", "eigenvalues", "negative eigenvalue"),
    ),
    Term(
        "scaling", "eigenvalues of scaling",
        "Directions in which one layer grows as another shrinks: v stays, so the risk is flat "
        "along them and the Hessian has N − 1 zero eigenvalues that mean nothing.",
        source=DERIVED, spellings=("of scaling", "rescaling"),
    ),
    Term(
        "jacobian", "Jacobian of the product",
        "The derivative of v by the filters of the layers. Its rank says in how many directions "
        "small changes of the layers can move v.",
        symbol="J", source=KMMT, spellings=("rank of J", "Jacobian"),
    ),
    Term(
        "pattern", "pattern of roots",
        "How often v has each root: before the bar the multiplicities of its real roots, behind "
        "it those of its conjugate pairs. (2,1|) is a double and a simple real root and no pair.",
        source=KMMT, spellings=("(2,1|)", "double root", "multiplicities"),
    ),
    Term(
        "common-root", "common root",
        "A root that two layers share. Every small change of the layers then leaves v a root "
        "there, to first order: v cannot move in all directions, and the flow can be trapped.",
        source=f"{KMMT}, Theorem 5.1",
        spellings=("common root", "common roots", "share a root", "share the root", "shared root"),
    ),
    Term(
        "rate", "rate of decay",
        "The risk above its limit falls like e to the power −rt. Twice the smallest positive "
        "eigenvalue λ of the Hessian at the limit predicts r.",
        symbol="r", source=DERIVED, spellings=("2λ", "λ", "e⁻ʳᵗ"),
    ),
    Term(
        "theta", "Łojasiewicz exponent",
        "The power of the height above the limit with which the gradient falls: ½ at an ordinary "
        "minimum; more at many a degenerate one, where the risk falls like a power of time only.",
        symbol="θ", source=DERIVED,
    ),
    Term(
        "proved", "proved or seen",
        "Proved: that a critical point of this kind lies so near follows from a theorem and "
        "bounds of all errors. Seen: the numbers look like it, without a proof.",
        source=DERIVED, spellings=("Proved", "Seen"),
    ),
    Term(
        "function-space", "function space",
        "All final filters that the network can have. If it does not contain every filter, the "
        "target may lie outside, and the best risk is out of reach.",
        source=KMMT, spellings=("function space", "Space of the final filter"),
    ),
    Term(
        "cone", "cone of double roots",
        "The filters of width 3 with a double root. Inside it filters have no real root, and two "
        "layers of width 2 cannot reach them.",
        source=KMMT, spellings=("cone", "cone of double roots"),
    ),
    Term(
        "filling", "filling architecture",
        "A network whose function space is everything: every filter of its width can be reached.",
        source=KMMT, spellings=("filling", "Filling architecture"),
    ),
)  # fmt: skip
"""In the order in which they can be read."""
