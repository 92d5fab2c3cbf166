"""Entries on the convergence theorem and its proof."""

from __future__ import annotations

from lcn_widgets.core.glossary.sources import DERIVED, PAPER
from lcn_widgets.core.glossary.term import Term

THEOREM = (
    Term(
        "theorem", "the convergence theorem",
        "For the losses it names and data of full rank, gradient flow converges to a critical "
        "point of the risk from every start. It does not promise that this is the best point, "
        "nor how fast, and says nothing of descent.",
        source=f"{PAPER}, Theorem 3.8",
        spellings=("Theorem 3.8", "The theorem", "the theorem"),
    ),
    Term(
        "covered", "covered by the theorem",
        "Whether the theorem speaks of this loss: it must be analytic, which means smooth enough "
        "to be a power series near every point, and large where residuals are large. A loss that "
        "is not covered may converge all the same.",
        source=f"{PAPER}, Theorem 3.8", spellings=("covered by the theorem", "not covered"),
    ),
    Term(
        "analytic", "analytic",
        "A function that near every point is the sum of its power series; it has no kinks and no "
        "jumps in any derivative.",
        source=f"{PAPER}, Theorem 3.8", spellings=("analytic", "real analytic", "C²"),
    ),
    Term(
        "general-theorem", "the general theorem",
        "The flow of an analytic risk converges if a bound of the risk bounds the final filter v. "
        "Theorem 3.8 is the case of the losses it names.",
        source=f"{PAPER}, Theorem 3.4",
        spellings=("Theorem 3.4", "Theorems 3.4 and 3.8"),
    ),
    Term(
        "lojasiewicz", "Łojasiewicz inequality",
        "Near a point the gradient of an analytic function cannot be much smaller than a power of "
        "its height above that point. So a bounded flow cannot creep on for ever.",
        source=f"{PAPER}, Theorem 3.4", spellings=("Łojasiewicz inequality",),
    ),
    Term(
        "rank", "rank",
        "How many rows of a matrix are independent. If the inputs X, or the patches P, have full "
        "rank, no direction of v is unseen by the data.",
        source=f"{PAPER}, Theorem 3.8", spellings=("rank", "full rank"),
    ),
    Term(
        "sigma", "smallest singular value",
        "The least factor by which a matrix stretches a vector. It is 0 if the rank is not full; "
        "a small one says that the data hardly see some direction.",
        symbol="σ_min", spellings=("σ", "singular values"),
    ),
    Term(
        "h", "bound of the residuals",
        "A function of the risk that bounds the sum of the sizes of all residuals; each loss has "
        "its own.",
        symbol="h", source=f"{PAPER}, Lemma 3.6",
    ),
    Term(
        "g", "bound of the final filter",
        "A function of the risk that bounds v: the risk bounds the residuals, and data of full "
        "rank let one conclude from the residuals to v.",
        symbol="g", source=f"{PAPER}, Lemma 3.6", spellings=("Lemma 3.6",),
    ),
    Term(
        "T", "bound on v",
        "The number below which the norm of v stays in the whole run.",
        symbol="T", source=f"{PAPER}, Lemma 3.5",
    ),
    Term(
        "tau", "bound of the layers",
        "A bound of the squared norm of every layer, from the bound T of v and the conserved "
        "differences δ: if v stays small and the layers cannot grow apart, none can grow. C is "
        "the bound of their product in it.",
        symbol="τ", source=f"{PAPER}, Lemmas 2.3 to 3.5", spellings=("Lemma 3.5", "C"),
    ),
    Term(
        "mahler", "Mahler measure",
        "The product of the sizes of all roots beyond the unit circle, times the leading "
        "coefficient. That of v is the product of those of the layers, which bounds the layers "
        "by v much better than the constants of the paper.",
        source=DERIVED, spellings=("Mahler", "Mahler measure"),
    ),
    Term(
        "derived", "derived",
        "Not in the paper: it follows from its lemmas by a few lines, which are given in "
        "docs/THEORY.md and checked by the tests.",
        source=DERIVED, spellings=("derived",),
    ),
    Term(
        "verdict", "holds, fails, not covered, cannot be decided",
        "Holds and fails are said of what the numbers of this run decide beyond rounding; not "
        "covered means that the theorem does not speak of it.",
        spellings=("cannot be decided",),
    ),
)  # fmt: skip
"""In the order in which they can be read."""
