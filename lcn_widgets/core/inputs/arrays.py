"""The arrays of the core by what they hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Real numbers."""
Complex = NDArray[np.complex128]
"""Complex numbers; infinity on the Riemann sphere is ``complex(inf, 0)``."""
Indices = NDArray[np.intp]
"""Positions in another array."""
Mask = NDArray[np.bool_]
"""Which entries of another array are meant."""
