"""How near the errors measured in the tests come to the tolerances they are held to.

A test that passes at nine tenths of its tolerance fails on the next machine, which adds in another
order. So wherever `pytest.approx`, `numpy.testing.assert_allclose` or `at_most` agree, the ratio of
error to tolerance is noted. At the end of a session those above a tenth are listed; ``--margins``
lists the worst there are.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

LEAST = 10.0
"""The factor by which a tolerance ought to exceed the error."""
SHOWN = 40

TESTS = Path(__file__).parent
_noted: dict[str, float] = {}
"""Worst ratio of each line, in the test that runs."""
_worst: dict[str, tuple[float, str]] = {}
"""Worst ratio of each line with the test it occurred in, in the session."""


def at_most(value: Any, bound: Any, *, rel: float = 0.0, abs: float = 0.0) -> bool:
    """Whether value ≤ bound, up to rounding of at most ``rel · |bound| + abs``."""
    slack = rel * np.abs(bound) + abs
    fits = bool(np.all(np.less_equal(value, bound + slack)))
    if fits:
        _note(np.maximum(np.subtract(value, bound), 0.0), slack)
    return fits


def _note(error: Any, tolerance: Any) -> None:
    """Keep the worst ratio of error to tolerance of the line that compares."""
    with np.errstate(all="ignore"):
        ratios = np.divide(error, tolerance)
    ratios = ratios[np.isfinite(ratios)]
    if ratios.size:
        line = _line()
        _noted[line] = max(_noted.get(line, 0.0), float(ratios.max()))


def _line() -> str:
    """The nearest line of a test among the callers."""
    frame = sys._getframe(2)
    while not (name := _name(frame.f_code.co_filename)) and frame.f_back:
        frame = frame.f_back
    return f"{name}:{frame.f_lineno}"


@functools.cache
def _name(file: str) -> str:
    """Name of a file of tests within the project; of any other nothing."""
    path = Path(file)
    inside = TESTS in path.parents and path != Path(__file__)
    return str(path.relative_to(TESTS.parent)) if inside else ""


@functools.cache
def _noting(kind: type) -> type:
    """A kind of `pytest.approx` that notes how well it agrees."""

    def equals(self: Any, actual: Any) -> bool:
        agrees = kind.__eq__(self, actual)
        if agrees and not isinstance(self.expected, dict):
            expected = np.asarray(self.expected, dtype=complex)
            absolute = 1e-12 if self.abs is None else self.abs
            relative = (1e-6 if self.abs is None else 0.0) if self.rel is None else self.rel
            tolerance = np.maximum(relative * np.abs(expected), absolute)
            _note(np.abs(np.asarray(actual, dtype=complex) - expected), tolerance)
        return agrees

    return type(kind.__name__, (kind,), {"__eq__": equals, "__hash__": None})


def _approx(*arguments: Any, **options: Any) -> Any:
    made = _plain_approx(*arguments, **options)
    made.__class__ = _noting(type(made))
    return made


def _assert_allclose(
    actual: Any, desired: Any, rtol: float = 1e-7, atol: float = 0.0, *rest: Any, **options: Any
) -> None:
    _plain_assert_allclose(actual, desired, rtol, atol, *rest, **options)
    with np.errstate(all="ignore"):
        error = np.abs(np.subtract(actual, desired))
    _note(error, atol + rtol * np.abs(desired))


_plain_approx = pytest.approx
_plain_assert_allclose = np.testing.assert_allclose


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--margins``."""
    parser.addoption("--margins", action="store_true", help="list the worst error/tolerance")


def pytest_configure() -> None:
    """Note from now on."""
    pytest.approx = _approx
    np.testing.assert_allclose = _assert_allclose


def pytest_unconfigure() -> None:
    """Note no longer."""
    pytest.approx = _plain_approx
    np.testing.assert_allclose = _plain_assert_allclose


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Attach what a test noted to its report, which also comes from other processes."""
    _noted.clear()
    try:
        yield
    finally:
        item.user_properties.append(("margins", dict(_noted)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Collect what the tests noted."""
    if report.when != "call":
        return
    for name, noted in report.user_properties:
        if name == "margins":
            for line, ratio in noted.items():
                _worst[line] = max(_worst.get(line, (0.0, "")), (ratio, report.nodeid))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """List tolerances that are too near to the errors, or those that are nearest."""
    worst = sorted(((*found, line) for line, found in _worst.items()), reverse=True)
    near = [entry for entry in worst if entry[0] > 1.0 / LEAST]
    if config.getoption("margins"):
        near = worst[: max(SHOWN, len(near))]
    if near:
        terminalreporter.section(f"error / tolerance, of {len(worst)} tolerances")
        for ratio, test, line in near:
            terminalreporter.line(f"{ratio:8.2g}  {line}  {test.rsplit('::')[-1]}")
