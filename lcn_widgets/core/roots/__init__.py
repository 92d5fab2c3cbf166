"""Roots of the layer polynomials and their continuous paths. May import training and below."""

from lcn_widgets.core.roots.meetings import with_meetings
from lcn_widgets.core.roots.paths import RootPaths, track_roots
from lcn_widgets.core.roots.polynomials import form_with_roots, roots
from lcn_widgets.core.roots.sphere import (
    INFINITY,
    between,
    chordal_distance,
    homogeneous_coordinates,
)

__all__ = [
    "INFINITY",
    "RootPaths",
    "between",
    "chordal_distance",
    "form_with_roots",
    "homogeneous_coordinates",
    "roots",
    "track_roots",
    "with_meetings",
]
