"""A tour of three minutes: what to look at on the page, and one thing to do at each stop."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """One stop of the tour.

    Parameters
    ----------
    name : str
        Key of its translation.
    title : str
    text : str
        What to do, and what to see.
    target : str
        Selectors of what it points at, of which the first element that can be seen is meant.
    events : str
        Events at the target, or "run" for a new run, one of which says that the reader did it.
    """

    name: str
    title: str
    text: str
    target: str
    events: str = "click"


TOUR = (
    Stop(
        "play",
        "Press Play",
        "The roots of all layers start to move. Two real roots can leave the real axis only "
        "together, as a conjugate pair: filters are real, so there is no other way off it.",
        ".lcn-play",
    ),
    Stop(
        "scrub",
        "Go back in time",
        "Drag the slider. The marks below it are what happened: roots that meet, a plateau, a "
        "saddle. All pictures show the same moment t.",
        ".lcn-track",
        "input click",
    ),
    Stop(
        "delta",
        "What stays",
        "The squared norms move, and their differences δ do not. Open “Why δ is flat” and compare "
        "the numbers behind it at different times: they are equal for all layers.",
        '.lcn-tabs:not(:has([aria-pressed="true"]:first-child)), [data-panel="conserved"]',
        "click focusin",
    ),
    Stop(
        "stride",
        "Change the network",
        "Give layer 2 another stride, 1 or 3. The roots of layer 3 come in rings of so many, and "
        "with strides not every filter v is in reach: see where the risk ends.",
        ".lcn-layers, .lcn-controls-toggle",
        "run",
    ),
    Stop(
        "spurious",
        "Where the flow is trapped",
        "Choose the example “Spurious local minimum” and play it. The target is in reach of this "
        "network, and yet the flow ends elsewhere.",
        ".lcn-preset select",
        "run",
    ),
    Stop(
        "limit",
        "Why it stays there",
        "Open Limit. Two layers have come to share a root; the card says what that does to the "
        "directions in which v can still move.",
        '.lcn-tabs, [data-panel="critical"]',
    ),
    Stop(
        "theorem",
        "What is promised",
        "Open Theorem: four steps from the data to convergence, each held against this very run. "
        "It promises that the flow converges to a critical point, and not that this is the best.",
        '.lcn-tabs, [data-panel="theorem"]',
    ),
)
"""In the order in which they are visited."""
