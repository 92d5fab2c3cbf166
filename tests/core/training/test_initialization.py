"""Initializations: norms, differences and roots are what was asked for."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcn_widgets.core.data.synthetic import IdentityData
from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.inputs.recipe import parameters, recipe_from_dict, recipe_to_dict
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.training.initialization import (
    INITIALIZATIONS,
    BalancedInitialization,
    ExplicitFilters,
    FromRoots,
    NormalInitialization,
    PrescribedDifferences,
)

DEEP = Architecture(41, (3, 2, 4), (2, 1, 1))


def squared_norms(architecture, w):
    ends = np.cumsum(architecture.widths)[:-1]
    return np.array([f @ f for f in np.split(w, ends)])


class TestRandom:
    @pytest.mark.parametrize(
        "recipe", [NormalInitialization, BalancedInitialization, PrescribedDifferences]
    )
    def test_the_seed_decides(self, recipe):
        first = recipe(seed=7).filters(DEEP)
        np.testing.assert_array_equal(first, recipe(seed=7).filters(DEEP))
        assert not np.allclose(first, recipe(seed=8).filters(DEEP))

    def test_normal_entries_have_the_given_scale(self):
        draws = [NormalInitialization(seed, 0.2).filters(DEEP) for seed in range(5000)]
        assert np.std(draws) == pytest.approx(0.2, rel=0.05)  # 45,000 draws: ± 0.0033
        assert np.mean(draws) == pytest.approx(0.0, abs=0.02)  # ± 0.001

    def test_equal_seeds_do_not_start_at_the_target(self):
        architecture = Architecture(4, (4,), (1,))
        start = NormalInitialization(seed=3).filters(architecture)
        target = IdentityData(seed=3).target_filter(architecture)
        assert np.linalg.norm(start - target) > 0.1

    def test_balanced_means_all_differences_zero(self):
        w = BalancedInitialization(seed=1, scale=0.7).filters(DEEP)
        np.testing.assert_allclose(squared_norms(DEEP, w), 0.49, rtol=1e-14)

    @given(st.lists(st.floats(-50, 50), min_size=2, max_size=2), st.floats(0.01, 10))
    def test_differences_are_as_prescribed(self, differences, scale):
        w = PrescribedDifferences(seed=1, scale=scale, differences=differences).filters(DEEP)
        norms = squared_norms(DEEP, w)
        np.testing.assert_allclose(np.diff(norms), differences, atol=1e-11)
        assert norms.min() == pytest.approx(scale**2, abs=1e-11)

    def test_differences_left_out_are_zero_and_too_many_are_refused(self):
        w = PrescribedDifferences(differences=[2.0]).filters(DEEP)
        np.testing.assert_allclose(np.diff(squared_norms(DEEP, w)), [2.0, 0.0], atol=1e-13)
        with pytest.raises(InvalidInput, match="at most 2") as caught:
            PrescribedDifferences(differences=[1, 2, 3]).filters(DEEP)
        assert caught.value.suggestions == ((1.0, 2.0),)


class TestFromRoots:
    def test_the_filters_have_the_given_roots(self):
        roots = [[1 + 2j, 1 - 2j], [-0.5], [3, 0.1j, -0.1j]]
        w = FromRoots(roots, scale=2.0).filters(DEEP)
        np.testing.assert_allclose(squared_norms(DEEP, w), 4.0, rtol=1e-14)
        for row, f in zip(roots, DEEP.split(w), strict=True):
            for root in row:
                assert abs(np.polyval(f[::-1], root)) == pytest.approx(0.0, abs=1e-12)
            assert f[-1] > 0

    def test_a_root_at_infinity_is_a_vanishing_leading_coefficient(self):
        w = FromRoots([["inf", 2.0], [math.inf], ["inf", "inf", "inf"]]).filters(DEEP)
        first, second, third = DEEP.split(w)
        np.testing.assert_allclose(first, np.array([-2, 1, 0]) / math.sqrt(5), atol=1e-15)
        np.testing.assert_allclose(second, [1, 0], atol=1e-15)
        np.testing.assert_allclose(third, [1, 0, 0, 0], atol=1e-15)

    @settings(max_examples=50)
    @given(
        st.lists(st.floats(-1e6, 1e6), max_size=3),
        st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(1e-3, 1e3)), max_size=2),
    )
    def test_any_conjugate_set_gives_a_real_filter_with_these_roots(self, real, pairs):
        roots = [*real, *[complex(*p) for p in pairs], *[complex(a, -b) for a, b in pairs]]
        architecture = Architecture(len(roots) + 1, (len(roots) + 1,), (1,))
        f = FromRoots([roots]).filters(architecture)
        for z in roots:
            terms = [c * z**n for n, c in enumerate(f)]
            size = sum(map(abs, terms))
            assert abs(sum(terms)) == pytest.approx(0.0, abs=1e-11 * size + 1e-300)  # subnormal

    def test_text_and_lists_say_the_same(self):
        text = FromRoots("1+2i, 1-2i\n-0.5; 3, 1j, -1j")
        assert text == FromRoots([[1 + 2j, 1 - 2j], [-0.5], [3, 1j, -1j]])
        assert recipe_from_dict(INITIALIZATIONS, recipe_to_dict(text), "initialization") == text

    def test_layers_left_out_have_equal_entries(self):
        w = FromRoots("\n0.5").filters(DEEP)
        np.testing.assert_allclose(w[:3], 1 / math.sqrt(3))
        np.testing.assert_allclose(w[5:], 0.5)

    @pytest.mark.parametrize(
        ("roots", "words"),
        [
            ([[1 + 2j, 1]], r"root 1\+2i of layer 1 has no conjugate partner.* by 1-2i"),
            ([[1 - 2j, 1]], r"root 1-2i of layer 1 has no conjugate partner"),
            ([[1 + 2j, 1 - 2.1j]], r"root 1\+2i of layer 1"),
            ([[], [], [1j, -1j, 2j]], r"root 0\+2i of layer 3"),
            ([[], [], [1j, 1j, -1j]], r"root 0\+1i of layer 3"),
            ([[1]], "1 root does not fit layer 1: width 3 needs 2"),
            ([[], [1, 2]], "2 roots do not fit layer 2"),
            ([[]] * 4, "4 rows are too many"),
            ([["one", 1]], "entry 1 of row 1 of roots 'one' is not a number"),
            ([[math.nan, 1]], "NaN"),
            ([[1e200, 1]], "too large: write inf"),
            ("1+2i 3", "not a number"),
            (7, "not a list of rows"),
        ],
    )
    def test_bad_roots_are_named(self, roots, words):
        with pytest.raises(InvalidInput, match=words) as caught:
            FromRoots(roots).filters(DEEP)
        assert caught.value.field == "initialization.roots"


class TestExplicit:
    def test_filters_are_kept_and_missing_ones_are_ones(self):
        w = ExplicitFilters([[1, 2, 3], [], [0, 0, 0, -1]]).filters(DEEP)
        np.testing.assert_array_equal(w, [1, 2, 3, 1, 1, 0, 0, 0, -1])
        np.testing.assert_array_equal(ExplicitFilters().filters(DEEP), np.ones(9))

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ([[1, 2]], "2 entries do not fit layer 1: its filter has width 3"),
            ([[1, 2, math.inf]], "not finite"),
            ([[1, 2, 1j]], "not a number"),
            ("1, 2, 3\n4, 5\n1, 1, 1, 1\n1", "4 rows are too many"),
        ],
    )
    def test_bad_filters_are_named(self, values, words):
        with pytest.raises(InvalidInput, match=words) as caught:
            ExplicitFilters(values).filters(DEEP)
        assert caught.value.field == "initialization.values"


@pytest.mark.parametrize("kind", INITIALIZATIONS)
def test_every_default_fits_every_network(kind):
    for architecture in (DEEP, Architecture(5, (2, 1), (1, 3)), Architecture(1, (1, 1), (1, 1))):
        recipe = INITIALIZATIONS[kind]()
        w = recipe.filters(architecture)
        assert w.shape == (architecture.parameter_count,)
        assert np.isfinite(w).all()


@pytest.mark.parametrize("value", [0, -1, math.nan, math.inf, "big", None, True])
def test_a_scale_is_a_positive_number(value):
    with pytest.raises(InvalidInput) as caught:
        NormalInitialization(scale=value)
    assert caught.value.field == "initialization.scale"


def test_parameters_that_share_a_name_are_the_same_control():
    seen = {}
    for recipe in INITIALIZATIONS.values():
        for name, described in parameters(recipe).items():
            assert seen.setdefault(name, described.default) == described.default
