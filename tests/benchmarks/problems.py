"""The networks and data measured, and the same risk in PyTorch and in JAX."""

import functools

import numpy as np

from lcn_widgets.core.network.architecture import Architecture, nearest_input_dims
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import LogCoshLoss, Loss, SquareLoss

LOSSES: tuple[Loss, ...] = (SquareLoss(), LogCoshLoss())


def problem(widths, strides, samples, loss, *, outputs=4, seed=0):
    """Risk on normal data, and a start whose final filter is of size 1."""
    rng = np.random.default_rng(seed)
    smallest = Architecture(nearest_input_dims(widths, strides, 0, 1)[0], widths, strides)
    size = smallest.final_width + (outputs - 1) * smallest.final_stride
    architecture = Architecture(size, widths, strides)
    X = rng.standard_normal((size, samples))
    Y = rng.standard_normal((outputs, samples))
    risk = EmpiricalRisk(architecture, loss, Dataset(X, Y))
    w0 = np.concatenate([rng.standard_normal(k) / np.sqrt(k) for k in widths])
    return risk, w0


def torch_gradient(risk):
    """∇L by running the layers with conv1d and autograd, float64, one thread."""
    import torch

    torch.set_num_threads(1)
    architecture = risk.architecture
    x = torch.tensor(risk.dataset.X.T[:, None, :].copy())
    y = torch.tensor(risk.dataset.Y.T[:, None, :].copy())
    square = risk.loss.is_quadratic

    def gradient(w):
        filters = torch.tensor(w, requires_grad=True)
        z = x
        layers = zip(torch.split(filters, architecture.widths), architecture.strides, strict=True)
        for f, stride in layers:
            z = torch.nn.functional.conv1d(z, f[None, None, :], stride=stride)
        r = z - y
        # log cosh r without overflow
        value = (r * r if square else r + torch.nn.functional.softplus(-2.0 * r)).sum()
        return torch.autograd.grad(value, filters)[0].numpy()

    return gradient


def jax_risk(risk):
    """L in JAX on the same patch matrix, to be differentiated by JAX."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    architecture = risk.architecture
    patches = jnp.asarray(risk.dataset.patch_matrix(architecture))
    targets = jnp.asarray(risk.dataset.targets(architecture))
    square = risk.loss.is_quadratic

    def value(w):
        v = jnp.ones(1)
        layers = zip(
            architecture.offsets, architecture.widths, architecture.exponents, strict=False
        )
        for first, k, S in layers:
            shifted = [jnp.pad(w[first + a] * v, (a * S, (k - 1 - a) * S)) for a in range(k)]
            v = functools.reduce(jnp.add, shifted)
        r = patches @ v - targets
        return (r * r if square else r + jax.nn.softplus(-2.0 * r)).sum()

    return value
