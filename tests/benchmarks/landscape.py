"""What is asked after a run: its events beside the run itself, and the table of the limits."""

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

from lcn_widgets.core.data import IdentityData
from lcn_widgets.core.experiment import Experiment, ensemble, run
from lcn_widgets.core.landscape import find_events
from lcn_widgets.core.network import Architecture
from tests.benchmarks.measure import seconds, title


def report() -> None:
    title("events of the opening run (goal: 30 ms at most); 1,200 limits in 2 processes (60 s)")
    result = run(Experiment())
    paths = result.root_paths
    events = seconds(lambda: find_events(result.risk, result.trajectory, paths))
    whole = seconds(lambda: run(Experiment()))
    print(f"events {1e3 * events:.1f} ms, {events / whole:.2f} of the run", flush=True)
    for widths in ((2, 2), (3, 2)):
        standard = Experiment(Architecture(sum(widths) - 1, widths, (1, 1)), data=IdentityData())
        spawn = multiprocessing.get_context("spawn")
        begin = time.perf_counter()
        with ProcessPoolExecutor(2, mp_context=spawn) as executor:
            both = ("data", "initialization")
            ensemble(standard, range(1_200), anew=both, executor=executor)
        print(f"limits of widths {widths}: {time.perf_counter() - begin:.1f} s", flush=True)
