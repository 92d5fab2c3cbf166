"""The multiplicity tables of THEORY: where the standard experiment ends."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest

from lcn_widgets.core.landscape.limits import tabulate_limits
from lcn_widgets.core.network.architecture import Architecture

TABLES = {
    (2, 2): {"(1,1|)": 64, "(2|)": 36},
    (3, 2): {"(1|1)": 45, "(2,1|)": 29, "(1,1,1|)": 26},
}


@pytest.mark.parametrize("widths", TABLES)
def test_the_table_of_the_standard_experiment(widths):
    """[KMMT]: X = I, u and w(0) normal; 1,200 runs."""
    arch = Architecture(sum(widths) - 1, widths, (1, 1))
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as executor:
        table = tabulate_limits(arch, 1_200, executor=executor)
    assert table.unsettled == 0
    assert set(table.counts) == set(TABLES[widths])
    for pattern, percentage in TABLES[widths].items():
        # sampling has a standard error of 1.4 points; the runs are the same on every machine
        assert abs(table.percentage(pattern) - percentage) < 3.0


def test_the_executor_does_not_change_the_table():
    arch = Architecture(3, (2, 2), (1, 1))
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        assert tabulate_limits(arch, 20, executor=executor) == tabulate_limits(arch, 20)
