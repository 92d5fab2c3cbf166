"""Import time of the core beyond NumPy and SciPy themselves."""

import os
import subprocess
import sys

from tests.benchmarks.measure import title

LIST = """
import sys
import lcn_widgets.core
print(*(name for name in sys.modules if name.split(".")[0] in ("numpy", "scipy")))
"""
TIME = """
import importlib, sys, time
for name in {names!r}:
    importlib.import_module(name)
begin = time.perf_counter()
import lcn_widgets.core
print(time.perf_counter() - begin)
"""


def report() -> None:
    title("import lcn_widgets.core beyond NumPy and SciPy (goal: 50 ms at most)")
    names = _python(LIST).split()
    best = min(float(_python(TIME.format(names=names))) for _ in range(10))
    print(f"{1e3 * best:.1f} ms", flush=True)


def _python(code: str) -> str:
    # compiled once, by the first run, as an installed package is
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment
    ).stdout
