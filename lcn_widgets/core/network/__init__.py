"""Architectures and their product map. May import inputs."""

from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.network.balance import log_smallest_norm, norm_offsets, rescale_to_differences
from lcn_widgets.core.network.dense import DenseArchitecture
from lcn_widgets.core.network.placed_roots import filter_with_roots
from lcn_widgets.core.network.scaling import fibre_directions, scaling_directions
from lcn_widgets.core.network.tape import Tape

__all__ = [
    "Architecture",
    "DenseArchitecture",
    "Tape",
    "fibre_directions",
    "filter_with_roots",
    "log_smallest_norm",
    "norm_offsets",
    "rescale_to_differences",
    "scaling_directions",
]
