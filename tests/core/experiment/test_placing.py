"""Start and target by their roots: the same filters, with roots where the picture has them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcn_widgets.core.data import CounterexampleData, IdentityData, TeacherData
from lcn_widgets.core.experiment import PRESETS, Experiment, run
from lcn_widgets.core.inputs import InvalidInput
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.training import ExplicitFilters, Flow, FromRoots

SHORT = Flow(t_max=1e-3)


def short(architecture=None, **parts):
    """A run that is over at once: only its start and its target matter here."""
    architecture = architecture or Architecture(9, (3, 3), (2, 1))
    return run(Experiment(architecture=architecture, method=SHORT, **parts))


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_start_and_target_is_also_one_by_roots(preset):
    e = preset.experiment
    result = run(Experiment(e.architecture, e.loss, e.data, e.initialization, SHORT))
    start = result.start_by_roots.filters(e.architecture)
    np.testing.assert_allclose(start, result.start, atol=1e-13 * np.abs(result.start).max())
    target = result.target_by_roots.target_filter(e.architecture)
    size = np.abs(result.reference).max()
    np.testing.assert_allclose(target, result.reference, atol=1e-9 * size)  # fourfold roots


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-3, 3).map(lambda x: round(x, 3)), min_size=6, max_size=6))
def test_each_root_stands_where_its_ring_is_drawn(entries):
    """The S-th power of every drawn root of ring n of layer i is root n of row i."""
    if not (any(entries[:3]) and any(entries[3:])):
        return
    start = ExplicitFilters((tuple(entries[:3]), tuple(entries[3:])))
    result = short(initialization=start)
    rows, paths = result.start_by_roots.roots, result.root_paths
    for layer, exponent in enumerate((1, 2)):
        for ring in range(2):
            for z in paths.roots[0, (paths.layer == layer) & (paths.ring == ring)]:
                if math.isinf(z.real):
                    assert rows[layer][ring] == complex(math.inf, 0.0)
                else:
                    drawn = z**exponent
                    size = max(1.0, abs(drawn))
                    assert abs(rows[layer][ring] - drawn) == pytest.approx(0.0, abs=1e-6 * size)


def test_roots_that_were_given_keep_their_digits_in_the_order_of_the_picture():
    given_roots = FromRoots(((-0.3, 1.7), (0.1 + 0.7j, 0.1 - 0.7j)), 2.0, (-0.25, 3.0))
    placed = short(initialization=given_roots).start_by_roots
    assert [set(row) for row in placed.roots] == [set(row) for row in given_roots.roots]
    assert (placed.scale, placed.norms) == (2.0, (-0.25, 3.0))
    data = IdentityData(roots=((1j, -1j, math.inf, 0.1, -0.7, 0.3),), norm=-2.5)
    target = short(data=data).target_by_roots
    assert set(target.roots[0]) == set(data.roots[0])
    assert target.norm == -2.5


def test_signed_norms_turn_the_filter():
    plus = FromRoots(((1.0, 2.0),), 0.5, (3.0,)).filters(Architecture(3, (3,), (1,)))
    minus = FromRoots(((1.0, 2.0),), 0.5, (-3.0,)).filters(Architecture(3, (3,), (1,)))
    np.testing.assert_array_equal(plus, -minus)
    np.testing.assert_allclose(plus, np.array([2.0, -3.0, 1.0]) * 1.5 / math.sqrt(14.0), rtol=1e-14)


def test_a_root_that_passes_infinity_turns_only_the_sign():
    """x - r over its norm tends to -1 from the right and to 1 from the left."""
    one = Architecture(2, (2,), (1,))
    far, there, beyond = (FromRoots(((r,),)).filters(one) for r in (1e9, math.inf, -1e9))
    np.testing.assert_allclose(far, [-1.0, 0.0], atol=1e-8)
    np.testing.assert_array_equal(there, [1.0, 0.0])
    np.testing.assert_allclose(beyond, [1.0, 0.0], atol=1e-8)


def test_more_norms_than_layers_are_refused_with_those_that_fit():
    with pytest.raises(InvalidInput, match="3 norms are too many for 2 layers") as caught:
        FromRoots((), 1.0, (1.0, 2.0, 3.0)).filters(Architecture(9, (3, 3), (2, 1)))
    assert caught.value.field == "initialization.norms"
    assert caught.value.suggestions == ((1.0, 2.0),)


class TestTarget:
    @pytest.mark.parametrize("recipe", [TeacherData, IdentityData])
    def test_it_has_the_given_roots_and_norm(self, recipe):
        four = Architecture(4, (3, 2), (1, 1))
        u = recipe(roots="2, 1i, -1i", norm=-6.0).target_filter(four)
        expected = np.array([-2.0, 1.0, -2.0, 1.0])  # (x - 2)(x² + 1)
        np.testing.assert_allclose(u, -6.0 * expected / math.sqrt(10.0), rtol=1e-14)

    def test_coefficients_go_before_roots(self):
        data = TeacherData(teacher=(1.0, 2.0, 3.0, 4.0), roots="1, 2, 3")
        target = data.target_filter(Architecture(4, (3, 2), (1, 1)))
        np.testing.assert_array_equal(target, [1.0, 2.0, 3.0, 4.0])

    @pytest.mark.parametrize(
        ("roots", "words"),
        [
            ("1, 2", "2 roots do not fit a final filter of width k_v = 4: give 3"),
            ("1i, 2, 3", r"root 0\+1i of the target has no conjugate partner"),
        ],
    )
    def test_what_does_not_fit_is_said_there(self, roots, words):
        with pytest.raises(InvalidInput, match=words) as caught:
            TeacherData(roots=roots).target_filter(Architecture(4, (3, 2), (1, 1)))
        assert caught.value.field == "data.roots"

    def test_data_without_a_teacher_become_those_of_one(self):
        e = Experiment(Architecture(4, (2, 2), (2, 1)), data=CounterexampleData(), method=SHORT)
        assert isinstance(run(e).target_by_roots, TeacherData)
