"""What the page says to those who see it for the first time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FirstWord:
    """One sentence of the strip above the pictures.

    Parameters
    ----------
    name : str
        Key of its translation.
    title : str
        Its first words, which can be read at a glance.
    text : str
        The rest of it.
    """

    name: str
    title: str
    text: str


WELCOME = (
    FirstWord(
        "network",
        "The network",
        "is a product of polynomials, one a layer: their roots are the roots of the whole, v.",
    ),
    FirstWord(
        "risk",
        "The risk L",
        "says how far its outputs are from those wanted; it depends on v alone.",
    ),
    FirstWord(
        "flow",
        "The flow",
        "moves the filters w of all layers downhill on L, at once.",
    ),
    FirstWord(
        "watch",
        "Press Play",
        "and watch: where do the roots go, what stays flat, is the end the best?",
    ),
)
"""In the order in which they are read; each begins with its title."""
