"""Entries on gradient flow, descent and what they conserve."""

from __future__ import annotations

from lcn_widgets.core.glossary.sources import DERIVED, PAPER
from lcn_widgets.core.glossary.term import Term

FLOW = (
    Term(
        "flow", "gradient flow",
        "All filters move downhill at once: at each moment their velocity is minus the gradient "
        "of the risk. It is descent with infinitely small steps.",
        symbol="ẇ = −∇L(w)", source=f"{PAPER}, equation 1.4",
        spellings=("Gradient flow", "gradient flow", "flow"),
    ),
    Term(
        "time", "flow time",
        "The time of the gradient flow. It has nothing to do with seconds: playing shows a whole "
        "run in about ten of them.",
        symbol="t", source=f"{PAPER}, equation 1.4",
    ),
    Term(
        "time-axis", "time axis",
        "What passes evenly while one plays. Along the path length, filters and roots move "
        "evenly; along log time, each power of ten of the flow time takes as long as the next; "
        "along linear time, the flow time itself passes evenly.",
        spellings=("path length", "log time", "linear time"),
    ),
    Term(
        "descent", "gradient descent",
        "Steps of fixed size against the gradient: w becomes w − η∇L(w). Computers train networks "
        "this way; the flow is what becomes of it for small η.",
        spellings=("Gradient descent", "descent"),
    ),
    Term(
        "step-size", "step size",
        "How far a step of gradient descent goes, as a multiple of the gradient.",
        symbol="η", spellings=("step size η",),
    ),
    Term(
        "safe-step", "safe step",
        "Up to this step size every step of descent is proved to lower the risk.",
        source=DERIVED,
    ),
    Term(
        "stability-limit", "stability limit",
        "With larger steps than 2 over the largest eigenvalue of the Hessian, descent does not "
        "stay at this limit: it overshoots further each time.",
        source=DERIVED, spellings=("2/λ_max",),
    ),
    Term(
        "converged", "converged",
        "The limit lies within 1e-3 of the last point (relative to the norm of w where that is "
        "above 1). That the gradient is small does not suffice.",
        source=DERIVED, spellings=("converged",),
    ),
    Term(
        "plateau", "plateau",
        "A stretch of the run on which the risk hardly falls, often near a saddle, before it "
        "falls again.",
        spellings=("plateau",),
    ),
    Term(
        "squared-norm", "squared norm of a layer",
        "The sum of the squares of the entries of its filter. For all layers it changes at the "
        "same rate.",
        symbol="‖w⁽ⁱ⁾‖²", source=f"{PAPER}, equation 3.3",
    ),
    Term(
        "delta", "conserved difference",
        "The difference of the squared norms of two layers. The flow never changes it, whatever "
        "the data, the strides and the loss: how the layers start, so they stay.",
        symbol="δ", source=f"{PAPER}, equation 3.3",
        spellings=("δᵢ", "conserved differences", "Conserved differences"),
    ),
    Term(
        "rescaling", "why δ is flat",
        "Multiply the filter of one layer by c: v, and so the risk, changes as if any other layer "
        "had been multiplied. Hence the slope of the risk along the filter, ⟨w⁽ⁱ⁾, ∇ᵢL⟩, is the "
        "same number for all layers. The flow changes ‖w⁽ⁱ⁾‖² at the rate −2⟨w⁽ⁱ⁾, ∇ᵢL⟩, the "
        "same for all: their differences stay.",
        symbol="⟨w⁽ⁱ⁾, ∇ᵢL⟩", source=f"{PAPER}, equation 3.3; {DERIVED}",
    ),
    Term(
        "step-drift", "why δ drifts",
        "The slope ⟨w⁽ⁱ⁾, ∇ᵢL⟩ of the risk along each filter is the same number for all layers, so "
        "along the flow δ would stay. A step of size η adds η²‖∇ᵢL‖² besides to the squared norm "
        "of layer i, which differs from layer to layer.",
        source=DERIVED,
    ),
    Term(
        "drift", "drift of δ",
        "How far a difference δ has moved since the start. The exact flow moves it not at all, so "
        "for the flow it is the error of the computation; steps of descent do change it.",
        symbol="δ(t) − δ(0)", spellings=("Drift", "drift", "drifted", "|δ(t) − δ(0)|"),
    ),
    Term(
        "balanced", "balanced",
        "All filters have the same norm at the start, and therefore always: every δ is 0.",
        source=f"{PAPER}, section 3",
    ),
)  # fmt: skip
"""In the order in which they can be read."""
