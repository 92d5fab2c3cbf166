"""From the conserved differences δ and what the layers amount to, to the layers' norms."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, InvalidInput
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.network.wording import say


def norm_offsets(architecture: Architecture, differences: ArrayLike) -> Array:
    """β_i - β_1 = δ_1 + … + δ_{i-1} of the squared norms β_i = ‖w^(i)‖², shape (N,).

    Parameters
    ----------
    architecture : Architecture
    differences : array_like, shape (N - 1,)
        δ_1, …, δ_{N-1}.

    Raises
    ------
    InvalidInput
        If their number does not fit.
    """
    delta = np.asarray(differences, dtype=np.float64)
    if delta.shape != (architecture.depth - 1,):
        layers = {"layers": architecture.depth, "needed": architecture.depth - 1}
        raise InvalidInput(
            say("differences", shape=f"{delta.shape}", **layers), field="differences"
        )
    return np.concatenate([[0.0], np.cumsum(delta)])


def log_smallest_norm(offsets: ArrayLike, log_product: ArrayLike) -> Array:
    """Natural logarithm of y ≥ 0 with Π(y + o_i - min o) = exp(log_product).

    y is the smallest of N squared norms β_i with β_i - β_1 = o_i and the given product: the
    scalar equation of the paper's Lemma 3.5. Newton's method in log y starts at y^N = Π, where
    the left side is too large; it is increasing and convex in log y, so that the iterates fall
    to the root without passing it.

    Parameters
    ----------
    offsets : array_like, shape (N,)
    log_product : array_like, shape (…)
        Natural logarithm; -inf gives -inf, inf gives inf.

    Returns
    -------
    ndarray, shape (…)
    """
    offsets = np.asarray(offsets, dtype=np.float64)
    log_product = np.asarray(log_product, dtype=np.float64)
    finite = np.isfinite(log_product)
    goal = np.where(finite, log_product, 0.0)
    with np.errstate(divide="ignore"):
        log_gaps = np.log(offsets - offsets.min())
    s = goal / len(offsets)
    for _ in range(100):
        logs = np.logaddexp(s[..., None], log_gaps)
        step = (logs.sum(axis=-1) - goal) / np.exp(s[..., None] - logs).sum(axis=-1)
        s = s - step
        if np.all(np.abs(step) <= 1e-14 * np.maximum(1.0, np.abs(s))):
            break
    return np.where(finite, s, log_product)


def rescale_to_differences(
    architecture: Architecture, w: ArrayLike, differences: ArrayLike
) -> Array:
    """Rescale the layers of w, keeping v, to ‖w^(i+1)‖² - ‖w^(i)‖² = `differences`; (Σk_i,).

    w^(i) → c_i w^(i) with c_i > 0 and Π c_i = 1, from the one scalar equation of the paper's
    Lemma 3.5: Π(z + δ_1 + … + δ_{i-1}) = Π‖w^(i)‖².

    Parameters
    ----------
    architecture : Architecture
    w : array_like, shape (Σk_i,)
        No layer may vanish: there is then nothing to scale it by.
    differences : array_like, shape (N - 1,)
    """
    filters = architecture.split(w)
    offsets = norm_offsets(architecture, differences)
    norms = np.array([np.linalg.norm(f) for f in filters])
    if not norms.all():
        raise InvalidInput(say("vanishes", layer=int(norms.argmin()) + 1), field="w")
    smallest = log_smallest_norm(offsets, 2.0 * np.log(norms).sum())
    with np.errstate(divide="ignore"):
        squares = np.logaddexp(smallest, np.log(offsets - offsets.min()))
    scales = np.exp(squares / 2.0 - np.log(norms))
    return architecture.join([c * f for c, f in zip(scales, filters, strict=True)])
