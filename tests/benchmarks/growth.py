"""How the cost grows: with the number of layers, the final width, and the number of patches."""

import subprocess
import sys
import time

import numpy as np

from lcn_widgets.core.risk.losses import SquareLoss
from lcn_widgets.core.training.solvers import solver_class, start_solver
from tests.benchmarks.measure import seconds, title
from tests.benchmarks.problems import problem

STEPS = 20
TEN_MILLION_PATCHES = """
import time
import numpy as np
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset, EmpiricalRisk, SquareLoss

rng = np.random.default_rng(0)
architecture = Architecture(13, (3, 2), (1, 1))
data = Dataset(rng.standard_normal((13, 1_000_000)), rng.standard_normal((10, 1_000_000)))
begin = time.perf_counter()
risk = EmpiricalRisk(architecture, SquareLoss(), data)
once = time.perf_counter() - begin
w = np.ones(5)
risk.gradient(w)
begin = time.perf_counter()
for _ in range(1000):
    risk.gradient(w)
each = (time.perf_counter() - begin) / 1000
# not ru_maxrss, which keeps the size of the process that started this one
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
peak = int(status["VmHWM"].split()[0]) / 1024
print(f"one pass {once:.1f} s, then {1e6 * each:.1f} us a gradient; peak {peak:.0f} MB")
"""


def report() -> None:
    title("cost of a gradient, a Hessian and a step of the default flow (square loss)")
    for depth in range(2, 11):
        for width in (2, 5, 20):
            _one((width,) * depth, (1,) * depth)
    title("the same with strides up to a final width near 200")
    for widths, strides in (((3,) * 6, (2,) * 6), ((4,) * 4, (4,) * 4), ((3, 3, 3, 3), (4,) * 4)):
        _one(widths, strides)
    title("10^7 patches, square loss: one pass in blocks (goal: 500 MB at most)")
    subprocess.run([sys.executable, "-c", TEN_MILLION_PATCHES], check=True)


def _one(widths, strides):
    risk, w0 = problem(widths, strides, 100, SquareLoss())
    gradient = seconds(lambda: risk.gradient(w0), 0.1)
    hessian = seconds(lambda: risk.hessian(w0), 0.1)
    stepper = start_solver(solver_class("auto", risk), risk, w0, np.inf, rtol=1e-10, atol=1e-14)
    begin = time.perf_counter()
    for _ in range(STEPS):
        stepper.step()
    step = (time.perf_counter() - begin) / STEPS
    print(
        f"N={len(widths):2d} k_v={risk.architecture.final_width:3d} entries={sum(widths):3d} "
        f"gradient {1e6 * gradient:7.1f} us  Hessian {1e6 * hessian:8.1f} us  "
        f"{type(stepper).__name__.strip('_')} step {1e3 * step:7.2f} ms",
        flush=True,
    )
