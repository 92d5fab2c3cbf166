"""Print the numbers the project holds; name sections to run only those.

``python -m tests.benchmarks [start] [gradient] [flow] [growth] [landscape] [limits] [adversary]
[page] [sessions]``
"""

import importlib
import os
import sys

for library in ("OMP", "OPENBLAS", "MKL"):  # one thread for everybody, before NumPy is loaded
    os.environ[f"{library}_NUM_THREADS"] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

SECTIONS = (
    "start",
    "gradient",
    "flow",
    "growth",
    "landscape",
    "limits",
    "adversary",
    "page",
    "sessions",
)


def main(names: list[str]) -> None:
    for name in names or SECTIONS:
        importlib.import_module(f"tests.benchmarks.{name}").report()


if __name__ == "__main__":
    main(sys.argv[1:])
