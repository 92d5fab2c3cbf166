"""The choice of a solver, by name, by class or automatic."""

import numpy as np
import pytest
import scipy.integrate

from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import AbsoluteLoss, HuberLoss, LpLoss, SquareLoss
from lcn_widgets.core.training.collocation import CollocationRadau
from lcn_widgets.core.training.solvers import MAX_COLLOCATION_SIZE, SOLVERS, solver_class


def one_layer(width, loss):
    data = Dataset(np.ones((width, 1)), np.ones((1, 1)))
    return EmpiricalRisk(Architecture(width, (width,), (1,)), loss, data)


@pytest.mark.parametrize("loss", [SquareLoss(), LpLoss(4), LpLoss(3), HuberLoss()])
def test_automatic_choice_is_the_collocation_method_where_curvature_is_bounded(loss):
    assert solver_class("auto", one_layer(MAX_COLLOCATION_SIZE, loss)) is CollocationRadau


@pytest.mark.parametrize(
    ("width", "loss"),
    [(MAX_COLLOCATION_SIZE + 1, SquareLoss()), (3, AbsoluteLoss()), (3, LpLoss(1.5))],
)
def test_automatic_choice_is_lsoda_for_many_parameters_and_for_kinks(width, loss):
    assert issubclass(solver_class("auto", one_layer(width, loss)), scipy.integrate.LSODA)


def test_names_and_classes():
    risk = one_layer(3, SquareLoss())
    assert solver_class("DOP853", risk) is scipy.integrate.DOP853
    assert solver_class(scipy.integrate.RK23, risk) is scipy.integrate.RK23


def test_unknown_name_lists_what_works():
    with pytest.raises(InvalidInput, match="no solver 'Heun'") as caught:
        solver_class("Heun", one_layer(3, SquareLoss()))
    assert set(caught.value.suggestions) == {"auto", *SOLVERS}
