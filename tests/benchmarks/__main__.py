"""Print the numbers the project holds; name sections to run only those.

``python -m tests.benchmarks [gradient] [flow] [growth] [start] [sessions]``
"""

import os
import sys

for library in ("OMP", "OPENBLAS", "MKL"):  # one thread for everybody, before NumPy is loaded
    os.environ[f"{library}_NUM_THREADS"] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"


def main(names: list[str]) -> None:
    from tests.benchmarks import flow, gradient, growth, sessions, start

    sections = {
        "start": start, "gradient": gradient, "flow": flow, "growth": growth, "sessions": sessions,
    }  # fmt: skip
    for name in names or sections:
        sections[name].report()


if __name__ == "__main__":
    main(sys.argv[1:])
