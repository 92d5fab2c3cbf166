"""The core passes its tests on other kernels of OpenBLAS too, as on other processors.

OpenBLAS adds and multiplies by the code written for the processor it finds. ``OPENBLAS_CORETYPE``
makes it take that of another one, so a result that rounding decides is seen here and not first
elsewhere: Haswell is what most machines of today have in common, Prescott knows no fused
multiplication and addition.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
KERNELS = ("Haswell", "Prescott")

# NumPy and SciPy have an OpenBLAS each.
ARCHITECTURES = """
import json, numpy, scipy.linalg, threadpoolctl
numpy.ones((64, 64)) @ numpy.ones((64, 64))
scipy.linalg.blas.dgemm(1.0, numpy.ones((64, 64)), numpy.ones((64, 64)))
libraries = sorted(threadpoolctl.threadpool_info(), key=lambda library: library["filepath"])
print(json.dumps([x["architecture"] for x in libraries if x["internal_api"] == "openblas"]))
"""

# 1,200 runs a case take minutes in all; how the few near a boundary end is within its tolerance.
LEFT_OUT = "tests/core/landscape/test_limits.py"


def python(*arguments: str, kernel: str, timeout: float) -> subprocess.CompletedProcess[str]:
    """Run Python with the kernel of that name, or with the machine's own for ""."""
    path = os.pathsep.join([str(PROJECT), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "OPENBLAS_CORETYPE": kernel}
    return subprocess.run(
        [sys.executable, *arguments], cwd=PROJECT, env=environment, timeout=timeout, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip


@functools.cache
def architectures(kernel: str) -> tuple[str, ...]:
    """What NumPy's and SciPy's OpenBLAS then say they use; nothing if that cannot be."""
    done = python("-c", ARCHITECTURES, kernel=kernel, timeout=60)
    return tuple(json.loads(done.stdout)) if done.returncode == 0 else ()


@pytest.fixture(scope="module", autouse=True)
def _choice() -> None:
    if len(architectures("")) != 2:
        pytest.skip("NumPy and SciPy are not built with OpenBLAS here: there is one kernel only")
    if not all(len(architectures(kernel)) == 2 for kernel in KERNELS):
        pytest.skip("this processor cannot run the kernels Haswell and Prescott")


def test_the_kernels_differ_from_each_other_and_one_at_least_from_the_machines_own():
    for own, *others in zip(*map(architectures, ("", *KERNELS)), strict=True):
        assert len(set(others)) == len(KERNELS)
        assert set(others) - {own}


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_core_passes_its_tests(kernel):
    command = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/core", f"--ignore={LEFT_OUT}")
    done = python(*command, kernel=kernel, timeout=600)
    assert done.returncode == 0, done.stdout
