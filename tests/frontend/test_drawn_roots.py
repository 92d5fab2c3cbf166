"""Whatever the page draws between frames is closed under conjugation and the turns of rings."""

from __future__ import annotations

import json
import os
import subprocess

import numpy as np
from nodejs import NODE, npm

from lcn_widgets.core.experiment import PRESETS, run

POSITIONS = np.linspace(0.0, 1.0, 1000)
RUNS = [(preset.name, run(preset.experiment)) for preset in PRESETS]


def homogeneous(z):
    """(z, 1) or (1, 0), of length one."""
    infinite = ~np.isfinite(z)
    pair = np.stack([np.where(infinite, 1.0, z), np.where(infinite, 0.0, 1.0)], axis=-1)
    return pair / np.linalg.norm(pair, axis=-1, keepdims=True)


def apart(a, b):
    """Chordal distances of two sets of T × n roots, the larger of both ways."""
    a, b = homogeneous(a)[:, :, None], homogeneous(b)[:, None, :]
    distance = np.abs(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])
    return max(distance.min(axis=1).max(), distance.min(axis=2).max())


def sent(result):
    frames = result.frames
    listed = [
        [[None, 0.0] if np.isinf(z) else [z.real, z.imag] for z in row] for row in frames.roots
    ]
    return {
        "continuous": result.trajectory.continuous,
        "times": frames.times.tolist(),
        "path_positions": frames.path_positions.tolist(),
        "log_positions": frames.log_positions.tolist(),
        "roots": listed,
        "layers": result.root_paths.layer.tolist(),
    }


def drawn_by_the_page(folder, tmp_path):
    """Roots at `POSITIONS` of every preset, as the page's own code places them."""
    script = tmp_path / "drawn.mjs"
    npm(
        "exec", "--", "esbuild", "test/drawn.ts", "--bundle", "--platform=node", "--format=esm",
        f"--outfile={script}", cwd=folder,
    )  # fmt: skip
    asked = {"runs": [sent(result) for _, result in RUNS], "positions": POSITIONS.tolist()}
    node = os.pathsep.join([str(NODE), os.environ["PATH"]])
    done = subprocess.run(
        ["node", str(script)], input=json.dumps(asked), env={**os.environ, "PATH": node},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return [
        np.array(
            [[complex(np.inf if re is None else re, im or 0.0) for re, im in row] for row in rows]
        )
        for rows in json.loads(done.stdout)
    ]


def test_every_drawn_picture_could_be_one(frontend, tmp_path):
    """At 1,000 positions of every preset; infinity, which JSON does not know, comes as null."""
    for (name, result), points in zip(RUNS, drawn_by_the_page(frontend, tmp_path), strict=True):
        for i, S in enumerate(result.experiment.architecture.exponents):
            own = points[:, result.root_paths.layer == i]
            if own.shape[1] == 0:
                continue
            finite = np.isfinite(own)
            turned = np.where(finite, np.where(finite, own, 0.0) * np.exp(2j * np.pi / S), np.inf)
            assert apart(own, np.where(finite, own.conj(), np.inf)) < 1e-12, (name, i)
            assert apart(own, turned) < 1e-12, (name, i)


def test_descent_is_drawn_at_its_steps_only(frontend, tmp_path):
    for (name, result), points in zip(RUNS, drawn_by_the_page(frontend, tmp_path), strict=True):
        if result.trajectory.continuous:
            continue
        known = {tuple(row) for row in result.frames.roots.tolist()}
        assert {tuple(row) for row in points.tolist()} <= known, name
        assert np.isin(result.frames.times, result.trajectory.times).all()
