"""Losses, data sets and the empirical risk with its derivatives. May import network and below."""

from lcn_widgets.core.risk.coverage import Coverage, Regularity
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.dense import DenseRisk
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.loss import ROUNDING, Loss
from lcn_widgets.core.risk.losses import (
    LOSSES,
    AbsoluteLoss,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)
from lcn_widgets.core.risk.objective import Network, Objective, overflow_at
from lcn_widgets.core.risk.shortage import DataMatrix, Shortage
from lcn_widgets.core.risk.streaming import input_factor, sample_blocks

__all__ = [
    "LOSSES",
    "ROUNDING",
    "AbsoluteLoss",
    "Coverage",
    "DataMatrix",
    "Dataset",
    "DenseRisk",
    "EmpiricalRisk",
    "GeneralizedHuberLoss",
    "HuberLoss",
    "LogCoshLoss",
    "Loss",
    "LpLoss",
    "Network",
    "Objective",
    "PseudoHuberLoss",
    "Regularity",
    "Shortage",
    "SquareLoss",
    "input_factor",
    "overflow_at",
    "sample_blocks",
]
