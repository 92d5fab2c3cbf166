"""Roots of the layer polynomials and their continuous paths. May import training and below."""

from lcn_widgets.core.roots import polynomials
from lcn_widgets.core.roots.paths import RootPaths, track_roots
from lcn_widgets.core.roots.polynomials import INFINITY, chordal_distance, roots

__all__ = [
    "INFINITY",
    "RootPaths",
    "chordal_distance",
    "polynomials",
    "roots",
    "track_roots",
]
