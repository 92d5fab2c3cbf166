"""One flow to 1e-8 of its first gradient against the same solver on PyTorch, and diffrax."""

import time

import numpy as np
import scipy.integrate

from lcn_widgets.core.training.flow import gradient_flow
from tests.benchmarks.measure import seconds, title, verdict
from tests.benchmarks.problems import LOSSES, jax_risk, problem, torch_gradient

NETWORKS = (
    ((3, 2), (1, 1)),
    ((3, 2, 3), (2, 1, 1)),
    ((3, 2, 3, 2, 2), (2, 1, 1, 3, 1)),
)
SAMPLES = 50


def report() -> None:
    title("flow to 1e-8 of its first gradient: default; LSODA on both gradients; diffrax Kvaerno5")
    for loss in LOSSES:
        for widths, strides in NETWORKS:
            risk, w0 = problem(widths, strides, SAMPLES, loss)
            flow = gradient_flow(risk, w0)
            drift = np.abs(flow.drifts).max() / max(1.0, flow.squared_norms.max())
            ours = seconds(lambda risk=risk, w0=w0: gradient_flow(risk, w0))
            lsoda = seconds(lambda risk=risk, w0=w0: gradient_flow(risk, w0, solver="LSODA"))
            torch_lsoda = seconds(lambda risk=risk, w0=w0: _torch_flow(risk, w0))
            warm, cold = _diffrax(risk, w0, flow.times[-1])
            print(
                f"{loss.kind:9s} N={len(widths)} {flow.status.value}: {1e3 * ours:6.1f} ms, "
                f"drift {drift:.0e}, {len(flow.times)} frames | LSODA {1e3 * lsoda:6.1f} ms, "
                f"on PyTorch {1e3 * torch_lsoda:7.1f} ms "
                f"{verdict(torch_lsoda / lsoda, 10.0)}, default {torch_lsoda / ours:.0f}x | "
                f"diffrax {1e3 * warm:6.1f} ms warm {verdict(warm / ours, 3.0)}, "
                f"{cold:.1f} s cold",
                flush=True,
            )


def _torch_flow(risk, w0):
    """SciPy's LSODA at the default tolerances until the gradient has fallen to 1e-8."""
    gradient = torch_gradient(risk)
    target = 1e-8 * np.linalg.norm(gradient(w0))
    stepper = scipy.integrate.LSODA(
        lambda t, w: -gradient(w), 0.0, w0, 1e12, rtol=1e-10, atol=1e-14
    )
    while stepper.status == "running" and np.linalg.norm(gradient(stepper.y)) > target:
        stepper.step()
    return stepper.y


def _diffrax(risk, w0, end):
    """Warm and cold time of Kvaerno5 to the time at which the flow had converged, rtol 1e-8."""
    import diffrax
    import jax

    slope = jax.grad(jax_risk(risk))
    term = diffrax.ODETerm(lambda t, w, _: -slope(w))

    @jax.jit
    def solve(w):
        return diffrax.diffeqsolve(
            term,
            diffrax.Kvaerno5(),
            0.0,
            end,
            1e-3 * end / len(w0),
            w,
            stepsize_controller=diffrax.PIDController(rtol=1e-8, atol=1e-10),
            max_steps=100_000,
        ).ys

    begin = time.perf_counter()
    solve(w0).block_until_ready()
    cold = time.perf_counter() - begin
    return seconds(lambda: solve(w0).block_until_ready()), cold
