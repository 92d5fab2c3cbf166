"""Which final filters a network can have."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import InvalidInput
from lcn_widgets.core.landscape.layer_roots import is_real
from lcn_widgets.core.landscape.wording import say
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.roots import roots


def is_polynomial_product(architecture: Architecture) -> bool:
    """Whether every layer with k_i > 1 has S_i = 1, as for stride one: π multiplies polynomials."""
    return all(
        S == 1 for k, S in zip(architecture.widths, architecture.exponents, strict=True) if k > 1
    )


def is_filling(architecture: Architecture) -> bool:
    """Whether every filter in R^{k_v} can be reached.

    For stride one iff at most one width is even [KMMT 4.1]. With larger strides in between the
    function space has dimension Σk_i - (N - 1) < k_v, or v has gaps [KMST].
    """
    return is_polynomial_product(architecture) and _even_widths(architecture) <= 1


def real_roots_needed(architecture: Architecture) -> int:
    """Fewest real roots, infinity counted, of a nonzero filter that a stride-one network can reach.

    One for every even width (derived from [KMMT 4.1]).

    Raises
    ------
    InvalidInput
        With strides that make the layers polynomials in different powers of x.
    """
    if not is_polynomial_product(architecture):
        strides = str(architecture.strides)
        raise InvalidInput(say("reachable.strides", strides=strides), field="strides")
    return _even_widths(architecture)


def is_reachable(architecture: Architecture, v: ArrayLike) -> bool:
    """Whether a stride-one network can have the final filter v of shape (k_v,) (derived)."""
    v = np.asarray(v, dtype=np.float64)
    width = architecture.final_width
    if v.shape != (width,):
        raise InvalidInput(say("reachable.shape", shape=str(v.shape), width=width), field="v")
    needed = real_roots_needed(architecture)
    if not np.any(v):
        return True
    real = sum(is_real(complex(root)) for root in roots(v))
    return bool(real >= needed)


def _even_widths(architecture: Architecture) -> int:
    return sum(k % 2 == 0 for k in architecture.widths)
