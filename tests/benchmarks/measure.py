"""Timing and printing shared by the sections."""

import time
from collections.abc import Callable


def seconds(action: Callable[[], object], budget: float = 0.5) -> float:
    """Best time of one call, of as many as fit in the budget, after one to warm up."""
    action()
    best, spent = float("inf"), 0.0
    while spent < budget:
        begin = time.perf_counter()
        action()
        taken = time.perf_counter() - begin
        best, spent = min(best, taken), spent + taken
    return best


def title(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}", flush=True)


def verdict(value: float, goal: float) -> str:
    """The ratio against the least one wanted."""
    return f"{value:8.1f}x (goal {goal:g}x{'' if value >= goal else ', MISSED'})"
