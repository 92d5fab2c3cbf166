"""A run in a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lcn_widgets.core.experiment.wording import say
from lcn_widgets.core.inputs import Array, InvalidInput

if TYPE_CHECKING:
    from lcn_widgets.core.experiment.run import Run


def save(run: Run, path: Path) -> None:
    """Write the run as ``.npz`` or ``.csv``, whichever the file name ends in; see `Run.save`."""
    if path.suffix == ".npz":
        np.savez_compressed(path, allow_pickle=False, **_arrays(run))
    elif path.suffix == ".csv":
        columns = _columns(run)
        table = np.column_stack(list(columns.values()))
        header = ",".join(columns)
        np.savetxt(path, table, "%.17g", ",", header=header, comments="", encoding="utf-8")
    else:
        raise InvalidInput(say("file", name=repr(path.name)), field="path")


def _arrays(run: Run) -> dict[str, Any]:
    trajectory, roots = run.trajectory, run.root_paths
    return {
        "experiment": np.array(json.dumps(run.experiment.to_dict())),
        "summary": np.array(run.summary()),
        "X": run.dataset.X,
        "Y": run.dataset.Y,
        "times": trajectory.times,
        "filters": trajectory.filters,
        "final_filters": trajectory.final_filters,
        "risks": trajectory.risks,
        "gradient_norms": trajectory.gradient_norms,
        "norm_differences": trajectory.norm_differences,
        "drifts": trajectory.drifts,
        "root_times": roots.times,
        "roots": roots.roots,
        "root_layer": roots.layer,
        "root_ring": roots.ring,
        "reference": run.reference,
        "best_risk": np.array(run.best_risk),
    }


def _columns(run: Run) -> dict[str, Array]:
    trajectory, architecture = run.trajectory, run.experiment.architecture
    columns = {
        "time": trajectory.times,
        "risk": trajectory.risks,
        "gradient_norm": trajectory.gradient_norms,
    }
    for i, filters in enumerate(architecture.split(trajectory.filters), start=1):
        columns |= {f"w{i}_{n}": entry for n, entry in enumerate(filters.T, start=1)}
    columns |= {f"v_{n}": v for n, v in enumerate(trajectory.final_filters.T, start=1)}
    differences = trajectory.norm_differences.T
    return columns | {f"delta_{i}": delta for i, delta in enumerate(differences, start=1)}
