"""The share of limits of the standard experiment that are classified right, in 50 digits."""

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from lcn_widgets.core.network import Architecture
from tests.benchmarks.measure import title
from tests.core.landscape.standard_runs import judged

RUNS = 1_000


def report() -> None:
    title("limits of 2,000 runs: pattern and kind as in 50 digits (goal: 99.9 % at least)")
    spawn = multiprocessing.get_context("spawn")
    for widths in ((2, 2), (3, 2)):
        task = partial(judged, Architecture(sum(widths) - 1, widths, (1, 1)))
        begin = time.perf_counter()
        with ProcessPoolExecutor(2, mp_context=spawn) as executor:
            runs = list(executor.map(task, range(RUNS), chunksize=25))
        right = sum(run.right for run in runs)
        seconds = time.perf_counter() - begin
        print(f"widths {widths}: {100 * right / RUNS:.1f} % of {RUNS} right, {seconds:.0f} s")
        for run in runs:
            if not run.right:
                print(f"  seed {run.seed}: said {run.said}, is {run.true}, near: {run.near}")
