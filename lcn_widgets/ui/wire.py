"""A run as the page receives it: a header of plain values and one block of float64."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.experiment import Run
from lcn_widgets.core.network import Architecture
from lcn_widgets.ui.facts import plain
from lcn_widgets.ui.predictions import questions_of

Address = dict[str, Any]


class Block:
    """Arrays one after the other, little-endian float64, each with its address in the header."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._length = 0

    def add(self, array: ArrayLike) -> Address:
        """Append an array and return where it lies: every offset is a multiple of 8."""
        values = np.ascontiguousarray(array, dtype="<f8")
        address = {"offset": self._length, "shape": list(values.shape), "dtype": "float64"}
        self._pieces.append(values.tobytes())
        self._length += values.nbytes
        return address

    def bytes(self) -> bytes:
        """The whole block."""
        return b"".join(self._pieces)


def encode(run: Run, revision: int) -> tuple[dict[str, Any], bytes]:
    """Header and block of a run that answers the page's `revision`."""
    block = Block()
    experiment, trajectory = run.experiment, run.trajectory
    loss = experiment.loss
    header: dict[str, Any] = {
        "revision": revision,
        "experiment": experiment.to_dict(),
        "architecture": _architecture(experiment.architecture),
        "loss": {"kind": loss.kind, "covered": loss.covered_by_theorem},
        "target_label": run.reference_label,
        "outcome": trajectory.status,
        "summary": run.summary_message,
        "best_risk": run.best_risk,
        "questions": questions_of(run),
        "tracks": [_track(r, block) for r in (run, run.comparison) if r is not None],
        "reference": _reference(run, block),
        "handles": _handles(run),
    }
    return plain(header), block.bytes()


def _architecture(architecture: Architecture) -> dict[str, Any]:
    told = ("widths", "strides", "dims", "final_width", "final_stride", "depth")
    return {name: getattr(architecture, name) for name in told}


def _track(run: Run, block: Block) -> dict[str, Any]:
    paths = run.root_paths
    return {
        "kind": run.method.kind,
        "label": run.method.label,
        "continuous": run.trajectory.continuous,
        "conserves_differences": run.trajectory.conserves_differences,
        "root_layer": paths.layer.tolist(),
        "root_ring": paths.ring.tolist(),
        "arrays": {name: block.add(array) for name, array in run.frames.arrays().items()},
    }


def _handles(run: Run) -> dict[str, Any]:
    """What one takes hold of: start and target by their roots, each of these as (re, im)."""
    start, target = run.start_by_roots, run.target_by_roots
    return {
        "exponents": run.experiment.architecture.exponents,
        "roots": [_pairs(row) for row in start.roots],
        "scale": start.scale,
        "norms": start.norms,
        "target": {"data": target.kind, "roots": _pairs(*target.roots), "norm": target.norm},
    }


def _pairs(row: tuple[complex, ...]) -> list[tuple[float, float]]:
    return [(z.real, z.imag) for z in row]


def _reference(run: Run, block: Block) -> dict[str, Address]:
    return {
        "final_filter": block.add(run.reference),
        "roots_re": block.add(run.reference_roots.real),
        "roots_im": block.add(run.reference_roots.imag),
    }
