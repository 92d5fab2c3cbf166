"""Random streams: draws for different purposes that do not depend on each other."""

from __future__ import annotations

import numpy as np

# w(0) has its own stream, so that equal seeds do not start at the target.
TARGET_STREAM, INPUT_STREAM, NOISE_STREAM, START_STREAM = range(4)


def random_stream(seed: int, stream: int) -> np.random.Generator:
    """Random numbers for one purpose: streams of one seed do not depend on each other."""
    return np.random.default_rng((seed, stream))
