"""Import time of the core, and of all its wings, beyond NumPy and SciPy themselves."""

import os
import subprocess
import sys

from tests.benchmarks.measure import title

DOOR = "import lcn_widgets.core"
EVERYTHING = "from lcn_widgets.core import run"
LIST = """
import sys
{code}
print(*(name for name in sys.modules if name.split(".")[0] in ("numpy", "scipy")))
"""
TIME = """
import importlib, sys, time
for name in {names!r}:
    importlib.import_module(name)
begin = time.perf_counter()
{code}
print(time.perf_counter() - begin)
"""


def report() -> None:
    title("import beyond NumPy and SciPy (goal: 30 ms at most for lcn_widgets.core)")
    for code in (DOOR, EVERYTHING):
        names = _python(LIST.format(code=code)).split()
        best = min(float(_python(TIME.format(names=names, code=code))) for _ in range(10))
        print(f"{code:<34} {1e3 * best:5.1f} ms", flush=True)


def _python(code: str) -> str:
    # compiled once, by the first run, as an installed package is
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment
    ).stdout
