"""Problems made to deceive: extreme scales, lost ranks, symmetry, imbalance, near-double roots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from lcn_widgets.core.risk import (
    AbsoluteLoss,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    Loss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)

LOSSES: tuple[Loss, ...] = (
    SquareLoss(),
    PseudoHuberLoss(1.0),
    LogCoshLoss(1.0),
    GeneralizedHuberLoss(1.0, 0.5),
    GeneralizedHuberLoss(2.0, -1.0),
    LpLoss(4.0),
    HuberLoss(0.5),
    LpLoss(3.0),
    LpLoss(1.5),
    AbsoluteLoss(),
)
SHAPES = (
    ((2, 2), (1, 1)),
    ((3, 2), (1, 1)),
    ((2, 2, 2), (1, 1, 1)),
    ((3, 3), (1, 1)),
    ((2, 2), (2, 1)),
    ((2, 3), (1, 2)),
    ((4,), (1,)),
    ((1, 3, 1), (1, 1, 1)),
    ((1, 1), (1, 1)),
    ((4, 2), (1, 1)),
)


@dataclass(frozen=True)
class Case:
    """A problem: data, loss, start and method of a run.

    Parameters
    ----------
    family : str
        What it is made to deceive.
    widths, strides : tuple of int
    X, Y : ndarray
        Samples in columns.
    loss : Loss
    start : ndarray
        w(0).
    options : dict
        Of the flow, or of descent if there is a step size.
    """

    family: str
    widths: tuple[int, ...]
    strides: tuple[int, ...]
    X: np.ndarray
    Y: np.ndarray
    loss: Loss
    start: np.ndarray
    options: dict[str, float] = field(default_factory=dict)


def final_width(widths, strides):
    """k_v = k_1 + Σ (k_i - 1) Π s_m."""
    factor, width = 1, 1
    for k, s in zip(widths, strides, strict=True):
        width += (k - 1) * factor
        factor *= s
    return width


def size_after(size, widths, strides):
    """d_N of an input of this size."""
    for k, s in zip(widths, strides, strict=True):
        size = (size - k) // s + 1
    return size


def layers_of(w, widths):
    """The layers in w."""
    return np.split(w, np.cumsum(widths)[:-1])


def filter_of(w, widths, strides):
    """The final filter, by convolution of layers spread by the strides before them."""
    v, factor = np.ones(1), 1
    for layer, stride in zip(layers_of(w, widths), strides, strict=True):
        spread = np.zeros((len(layer) - 1) * factor + 1)
        spread[::factor] = layer
        v, factor = np.convolve(v, spread), factor * stride
    return v


def outputs_of(v, X, strides):
    """Windows of the samples times the final filter."""
    step = int(np.prod(strides))
    count = (len(X) - len(v)) // step + 1
    return np.stack([v @ X[j * step : j * step + len(v)] for j in range(count)])


def _shape(rng):
    return SHAPES[rng.integers(len(SHAPES))]


def _size(rng, shape):
    """An input size that fits, with one to three windows."""
    widths, strides = shape
    windows = int(rng.integers(1, 4))
    for k, s in reversed(list(zip(widths, strides, strict=True))):
        windows = (windows - 1) * s + k
    return windows


def _plain(rng, shape=None, noise=0.1):
    """Samples of standard normal inputs, a teacher of ordinary size and some noise."""
    widths, strides = shape = shape or _shape(rng)
    size = _size(rng, shape)
    X = rng.normal(size=(size, size + int(rng.integers(1, 4))))
    v = rng.normal(size=final_width(widths, strides))
    Y = outputs_of(v, X, strides)
    return widths, strides, X, Y + noise * rng.normal(size=Y.shape)


def _start(rng, widths):
    return rng.normal(size=sum(widths))


def _patience(loss):
    """A loss that is not smooth is followed for a short time: its steps rattle on."""
    return {} if loss.has_bounded_curvature else {"t_max": 0.05}


def ordinary(rng):
    """Generic data at scale 1 and an ordinary start: what the presets are like."""
    widths, strides, X, Y = _plain(rng)
    return Case("ordinary", widths, strides, X, Y, LOSSES[rng.integers(5)], _start(rng, widths))


def identity(rng):
    """The standard experiment: X = I, normal target and start."""
    shape = ((2, 2), (3, 2), (2, 2, 2), (3, 3), (4, 2))[rng.integers(5)]
    width = final_width(shape, (1,) * len(shape))
    target = rng.normal(size=(1, width))
    strides = (1,) * len(shape)
    return Case("identity", shape, strides, np.eye(width), target, SquareLoss(), _start(rng, shape))


def any_loss(rng):
    """All losses, the uncovered too."""
    widths, strides, X, Y = _plain(rng)
    loss = LOSSES[rng.integers(len(LOSSES))]
    start = _start(rng, widths)
    return Case("any loss", widths, strides, X, Y, loss, start, _patience(loss))


def scaled(rng):
    """Inputs, outputs and start at scales from 1e-8 to 1e8."""
    widths, strides, X, Y = _plain(rng)
    a, b, c = 10.0 ** rng.integers(-8, 9, size=3)
    size = abs(b / a) ** (1 / len(widths)) if rng.random() < 0.7 else c ** (1 / len(widths))
    loss = SquareLoss() if rng.random() < 0.6 else LOSSES[rng.integers(7)]
    return Case("scaled", widths, strides, a * X, b * Y, loss, size * _start(rng, widths))


def deficient(rng):
    """Fewer windows than the filter has entries, or dependent ones, exactly."""
    widths, strides, X, Y = _plain(rng)
    if rng.random() < 0.5:
        X, Y = X[:, :1], Y[:, :1]
    else:
        X = np.ones_like(X) * rng.integers(-3, 4, size=X.shape[1])
    loss = LOSSES[rng.integers(5)]
    return Case("deficient", widths, strides, X, Y, loss, _start(rng, widths))


def ill_conditioned(rng):
    """A patch matrix of condition 1e4 to 1e14."""
    shape = ((2, 2), (3, 2), (2, 2, 2), (4,))[rng.integers(4)]
    width = final_width(shape, (1,) * len(shape))
    U, V = (np.linalg.qr(rng.normal(size=(width, width)))[0] for _ in range(2))
    values = np.logspace(0, -rng.integers(4, 15), width)
    X = U * values @ V
    Y = rng.normal(size=(1, width))
    if rng.random() < 0.5:
        Y = rng.normal(size=width)[None] @ X
    loss = SquareLoss() if rng.random() < 0.7 else LOSSES[rng.integers(5)]
    strides = (1,) * len(shape)
    options = {"t_max": 1e7}
    return Case("ill-conditioned", shape, strides, X, Y, loss, _start(rng, shape), options)


def symmetric(rng):
    """Equal or palindromic layers, zeros, opposite signs: starts that run into saddles."""
    shape = ((2, 2), (2, 2, 2), (3, 3), (1, 1), (3, 3))[rng.integers(5)]
    strides = (1,) * len(shape)
    widths, strides, X, Y = _plain(rng, (shape, strides))
    layer = rng.integers(-2, 3, size=shape[0]).astype(float)
    kind = rng.integers(4)
    parts = [layer] * len(shape)
    if kind == 1:
        parts = [p + p[::-1] for p in parts]
        X = np.eye(final_width(shape, strides))
        half = rng.normal(size=len(X))
        Y = (half + half[::-1])[None]
    if kind == 2:
        parts = [layer, *[-layer] * (len(shape) - 1)]
    if kind == 3:
        parts = [layer, *[0.0 * layer] * (len(shape) - 1)]
    loss = LOSSES[rng.integers(5)]
    return Case("symmetric", widths, strides, X, Y, loss, np.concatenate(parts))


def vanishing(rng):
    """A target of 0, or layers that start at 0 or close to it."""
    widths, strides, X, Y = _plain(rng)
    start = _start(rng, widths)
    if rng.random() < 0.5:
        Y = 0.0 * Y
    if rng.random() < 0.6:
        layer = layers_of(start, widths)[rng.integers(len(widths))]
        layer *= 10.0 ** -rng.integers(1, 14)
    loss = LOSSES[rng.integers(5)]
    return Case("vanishing", widths, strides, X, Y, loss, start, _patience(loss))


def unbalanced(rng):
    """Layers of sizes up to 1e6 apart."""
    shape = ((2, 2), (3, 2), (2, 2, 2), (2, 3), (3, 3))[rng.integers(5)]
    strides = (1,) * len(shape)
    widths, strides, X, Y = _plain(rng, (shape, strides))
    start = _start(rng, widths)
    for layer in layers_of(start, widths):
        layer *= 10.0 ** rng.uniform(-3, 3)
    loss = SquareLoss() if rng.random() < 0.7 else LOSSES[rng.integers(5)]
    return Case("unbalanced", widths, strides, X, Y, loss, start)


def duplicated(rng):
    """Few samples many times, and constant ones."""
    widths, strides, X, Y = _plain(rng)
    chosen = rng.integers(0, 2, size=X.shape[1])
    X, Y = X[:, chosen], Y[:, chosen]
    if rng.random() < 0.3:
        X[:, 0], Y[:, 0] = 1.0, 1.0
    loss = LOSSES[rng.integers(5)]
    return Case("duplicated", widths, strides, X, Y, loss, _start(rng, widths))


def near_double(rng):
    """Targets with roots that are double, or nearly so, in or just out of reach."""
    shape = ((2, 2), (3, 2), (2, 2, 2), (3, 3), (2, 2, 2, 2))[rng.integers(5)]
    strides = (1,) * len(shape)
    root, gap = rng.normal(), rng.choice([0.0, 1e-10, 1e-7, 1e-5, 1e-3])
    square = np.array([root**2 + rng.choice([-1.0, 1.0]) * gap, -2.0 * root, 1.0])
    width = final_width(shape, strides)
    target = square
    while len(target) < width:
        other = [root, 1.0] if rng.random() < 0.4 else rng.normal(size=2)
        target = np.convolve(target, other)
    start = _start(rng, shape)
    if rng.random() < 0.3:
        for layer in layers_of(start, shape):
            layer[:2] = np.array([-root, 1.0]) + rng.normal(size=2) * 1e-6
    loss = SquareLoss() if rng.random() < 0.7 else LOSSES[rng.integers(5)]
    return Case("near-double", shape, strides, np.eye(width), target[None], loss, start)


def loose(rng):
    """A gradient tolerance from 0.5 to 1e-12, and a time limit."""
    case = (ordinary, identity, near_double)[rng.integers(3)](rng)
    options = {"gradient_tol": 10.0 ** rng.uniform(-12, -0.31)}
    if rng.random() < 0.3:
        options["t_max"] = 10.0 ** rng.uniform(-2, 6)
    return Case("loose", case.widths, case.strides, case.X, case.Y, case.loss, case.start, options)


def descending(rng):
    """Gradient descent with steps from too small to too large."""
    case = (ordinary, any_loss, near_double, symmetric)[rng.integers(4)](rng)
    step = 10.0 ** rng.uniform(-4, 0)
    options = {"step_size": step, "max_steps": 400, "gradient_tol": 10.0 ** rng.uniform(-8, -1)}
    c = case
    return Case("descending", c.widths, c.strides, c.X, c.Y, c.loss, c.start, options)


def steep(rng):
    """ℓ_p with p up to 64, where curvature vanishes or explodes."""
    widths, strides, X, Y = _plain(rng)
    p = float(rng.choice([4, 6, 8, 16, 32, 64]))
    scale = rng.choice([0.1, 1.0, 3.0])
    return Case("steep", widths, strides, X, Y, LpLoss(p), scale * _start(rng, widths))


FAMILIES: tuple[Callable[[np.random.Generator], Case], ...] = (
    ordinary,
    identity,
    any_loss,
    scaled,
    deficient,
    ill_conditioned,
    symmetric,
    vanishing,
    unbalanced,
    duplicated,
    near_double,
    loose,
    descending,
    steep,
)


def cases(family: Callable[[np.random.Generator], Case], count: int, seed: int) -> Iterator[Case]:
    """The first `count` cases of a family; equal seeds make equal cases."""
    for number in range(count):
        yield family(np.random.default_rng([seed, number, *family.__name__.encode()]))
