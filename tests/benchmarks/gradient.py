"""The gradient against PyTorch's conv1d and autograd."""

from tests.benchmarks.measure import seconds, title, verdict
from tests.benchmarks.problems import LOSSES, problem, torch_gradient


def report() -> None:
    title("gradient: time of one, and how much faster than PyTorch (float64, one thread)")
    for loss in LOSSES:
        for depth in (1, 2, 3, 5, 10):
            for samples in (10, 1_000, 100_000):
                risk, w0 = problem((3,) * depth, (1,) * depth, samples, loss)
                ours = seconds(lambda risk=risk, w0=w0: risk.gradient(w0))
                peer = torch_gradient(risk)
                theirs = seconds(lambda peer=peer, w0=w0: peer(w0))
                print(
                    f"{loss.kind:9s} N={depth:2d} m={samples:6d} {1e6 * ours:10.1f} us "
                    f"{verdict(theirs / ours, 10.0)}",
                    flush=True,
                )
