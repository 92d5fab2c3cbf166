"""Measurements, run by ``python -m tests.benchmarks`` and not collected by pytest."""
