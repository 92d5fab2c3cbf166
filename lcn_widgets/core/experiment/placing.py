"""The start and the target of a run by their roots: what one takes hold of to move them."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.data import DataRecipe, IdentityData, TeacherData
from lcn_widgets.core.inputs import Array, Complex
from lcn_widgets.core.roots import INFINITY, RootPaths, in_order_of, roots
from lcn_widgets.core.training import FromRoots, Initialization


def start_by_roots(initialization: Initialization, start: Array, paths: RootPaths) -> FromRoots:
    """The start as `FromRoots`: the same filters up to rounding.

    Roots of p_i come in the order of the rings of `paths`, so that whoever shows those paths knows
    which of them to move. What was given by roots keeps its digits.
    """
    architecture = paths.architecture
    given = initialization if isinstance(initialization, FromRoots) else FromRoots()
    rows: list[tuple[complex, ...]] = []
    for i, (f, S) in enumerate(zip(architecture.split(start), architecture.exponents, strict=True)):
        first = (paths.layer == i) & (paths.branch == 0)
        seen = _powers(paths.roots[0, first], S)
        known = given.roots[i] if i < len(given.roots) and given.roots[i] else roots(f)
        rows.append(_ordered(known, seen))
    norms = tuple(_signed_norm(f) / given.scale for f in architecture.split(start))
    if given is initialization:
        norms = (*given.norms, *norms[len(given.norms) :])
    return FromRoots(tuple(rows), given.scale, norms)


def target_by_roots(
    data: DataRecipe, reference: Array, reference_roots: Complex
) -> TeacherData | IdentityData:
    """Data with the reference as the filter to be learned, given by its roots.

    Data that name no filter to be learned, such as a file, become those of a teacher, since the
    outputs of another filter are other data.
    """
    if not isinstance(data, TeacherData | IdentityData):
        return TeacherData(roots=(_ordered(reference_roots, reference_roots),),
                           norm=_signed_norm(reference))  # fmt: skip
    by_roots = not data.teacher and data.roots
    known = [z for row in data.roots for z in row] if by_roots else reference_roots
    norm = data.norm if by_roots else _signed_norm(reference)
    rows = (_ordered(known, reference_roots),)
    return dataclasses.replace(data, teacher=(), roots=rows, norm=norm)


def _ordered(known: ArrayLike, seen: Complex) -> tuple[complex, ...]:
    """The roots `known`, each where the one of `seen` that is nearest to it stands."""
    return tuple(complex(z) for z in in_order_of(seen, np.asarray(known, dtype=np.complex128)))


def _powers(z: Complex, exponent: int) -> Complex:
    infinite = np.isinf(z)
    return np.where(infinite, INFINITY, np.where(infinite, 0.0, z) ** exponent)


def _signed_norm(f: Array) -> float:
    """‖f‖ with the sign of the entry of highest index that is not zero."""
    entries = np.flatnonzero(f)
    sign = np.sign(f[entries[-1]]) if len(entries) else 1.0
    return float(sign * np.linalg.norm(f))
