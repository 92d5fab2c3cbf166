"""Roots of the layer polynomials and their continuous paths. May import training and below."""

from lcn_widgets.core.roots.exact import (
    Form,
    common_factor,
    degree,
    integer_form,
    square_free,
    square_free_factors,
    times,
    without,
)
from lcn_widgets.core.roots.matching import in_order_of
from lcn_widgets.core.roots.meetings import with_meetings
from lcn_widgets.core.roots.paths import RootPaths, track_roots
from lcn_widgets.core.roots.polynomials import form_with_roots, roots
from lcn_widgets.core.roots.real_roots import RealRoot, real_roots
from lcn_widgets.core.roots.sphere import (
    INFINITY,
    between,
    chordal_distance,
    homogeneous_coordinates,
)
from lcn_widgets.core.roots.uncertain import real_root_bounds

__all__ = [
    "INFINITY",
    "Form",
    "RealRoot",
    "RootPaths",
    "between",
    "chordal_distance",
    "common_factor",
    "degree",
    "form_with_roots",
    "homogeneous_coordinates",
    "in_order_of",
    "integer_form",
    "real_root_bounds",
    "real_roots",
    "roots",
    "square_free",
    "square_free_factors",
    "times",
    "track_roots",
    "with_meetings",
    "without",
]
