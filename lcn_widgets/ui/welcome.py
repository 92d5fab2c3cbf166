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
        "is a product of polynomials: each layer is a factor, and the roots of the layers are "
        "the roots of the whole, v.",
    ),
    FirstWord(
        "risk",
        "The risk L",
        "says how far what the network puts out is from what it should; it depends on v alone.",
    ),
    FirstWord(
        "flow",
        "The flow",
        "moves the filters w of all layers downhill at once, along the negative gradient of L.",
    ),
    FirstWord(
        "watch",
        "Press Play",
        "and watch: where do the roots go, which curves stay flat, and is the end the best "
        "there is?",
    ),
)
"""In the order in which they are read; each begins with its title."""
