"""Sizes, products and derivatives of an architecture, against their definitions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Jet, network

from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.inputs.limits import MAX_DEPTH, MAX_FINAL_WIDTH, MAX_INPUT_DIM, MAX_PARAMETERS
from lcn_widgets.core.network.architecture import Architecture, nearest_input_dims

LAYERS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=5).filter(
    lambda layers: np.prod([s for _, s in layers]) <= 30
)


def architecture_of(layers, outputs):
    """The architecture of these (width, stride) with d_N = `outputs`, sized backwards."""
    size = outputs
    for k, s in reversed(layers):
        size = (size - 1) * s + k
    widths, strides = zip(*layers, strict=True)
    return Architecture(size, widths, strides)


def test_sizes_of_a_worked_example():
    """k = (3, 2), s = (2, 1): d = (9, 4, 3), k_v = 3 + 1·2 = 5, s_v = 2 (Proposition 1.1)."""
    a = Architecture(9, (3, 2), (2, 1))
    assert (a.dims, a.depth, a.final_width, a.final_stride) == ((9, 4, 3), 2, 5, 2)
    assert (a.exponents, a.degrees, a.parameter_count, a.offsets) == ((1, 2), (2, 2), 5, (0, 3, 5))


@settings(max_examples=60)
@given(layers=LAYERS, outputs=st.integers(1, 4), seed=st.integers(0, 10**6))
def test_final_filter_is_the_network(layers, outputs, seed):
    """V = W^(N)···W^(1) is convolutional with filter π(w), and is what the layers compute."""
    a = architecture_of(layers, outputs)
    rng = np.random.default_rng(seed)
    w = rng.standard_normal(a.parameter_count)
    product = np.eye(a.input_dim)
    for W, rows, columns in zip(a.convolution_matrices(w), a.dims[1:], a.dims, strict=False):
        assert W.shape == (rows, columns)
        product = W @ product
    np.testing.assert_allclose(a.final_matrix(w), product, atol=1e-12)
    for x in np.eye(a.input_dim)[:: max(1, a.input_dim // 4)]:
        outputs_of_layers = network(a.widths, a.strides, w.tolist(), x.tolist())
        np.testing.assert_allclose(a.final_matrix(w) @ x, outputs_of_layers, atol=1e-12)


@settings(max_examples=40)
@given(layers=LAYERS, seed=st.integers(0, 10**6))
def test_product_of_layer_polynomials_is_the_polynomial_of_the_final_filter(layers, seed):
    """Proposition 2.1, with p̃_i(x) = Σ_j w^(i)_{j+1} x^{j S_i}, ascending, at a few points x."""
    a = architecture_of(layers, 1)
    w = np.random.default_rng(seed).standard_normal(a.parameter_count)
    v = a.final_filter(w)
    assert v.shape == (a.final_width,)
    for x in (0.0, 0.7, -1.3, 0.4 + 0.9j):
        values, start = [], 0
        for i, k in enumerate(a.widths):
            S = int(np.prod([s for _, s in layers[:i]]))
            values.append(sum(w[start + j] * x ** (j * S) for j in range(k)))
            start += k
        polynomials = [sum(c * x**n for n, c in enumerate(p)) for p in a.layer_polynomials(w)]
        np.testing.assert_allclose(polynomials, values, rtol=1e-10, atol=1e-12)
        final = sum(c * x**n for n, c in enumerate(v))
        np.testing.assert_allclose(np.prod(values), final, rtol=1e-9, atol=1e-9)


@settings(max_examples=30)
@given(layers=LAYERS, seed=st.integers(0, 10**6))
def test_jacobian_is_the_derivative_of_the_layers(layers, seed):
    """Column a is the derivative along w_a of the response to each unit input."""
    a = architecture_of(layers, 1)
    w = np.random.default_rng(seed).standard_normal(a.parameter_count)
    jacobian = a.jacobian(w)
    assert jacobian.shape == (a.final_width, a.parameter_count)
    for column in range(a.parameter_count):
        jets = [Jet(x, float(n == column)) for n, x in enumerate(w.tolist())]
        for row in range(0, a.final_width, max(1, a.final_width // 5)):
            x = [float(n == row) for n in range(a.final_width)]
            (z,) = network(a.widths, a.strides, jets, x)
            assert jacobian[row, column] == pytest.approx(z.b, abs=1e-12)


def test_split_and_join_are_inverse():
    a = Architecture(9, (3, 2), (2, 1))
    w = np.arange(5.0)
    first, second = a.split(w)
    np.testing.assert_array_equal(first, [0.0, 1.0, 2.0])
    np.testing.assert_array_equal(second, [3.0, 4.0])
    np.testing.assert_array_equal(a.join([first, second]), w)


def test_leading_axes_are_rows():
    a = Architecture(13, (3, 2, 2), (2, 1, 1))
    W = np.random.default_rng(0).standard_normal((4, 3, a.parameter_count))
    for rows, row in (
        (a.final_filter(W), a.final_filter),
        (a.squared_norms(W), a.squared_norms),
        (a.norm_differences(W), a.norm_differences),
    ):
        for index in np.ndindex(4, 3):
            np.testing.assert_allclose(rows[index], row(W[index]), rtol=1e-14, atol=1e-14)
    np.testing.assert_allclose(
        a.norm_differences(W)[..., 0], a.squared_norms(W)[..., 1] - a.squared_norms(W)[..., 0]
    )


def test_sizes_that_do_not_fit_name_the_layer_and_the_nearest_that_do():
    with pytest.raises(InvalidInput) as caught:
        Architecture(21, (3, 3), (2, 2))
    sentence = caught.value.sentence
    assert "input size 21 does not fit widths (3,3), strides (2,2)" in sentence
    assert "layer 2" in sentence
    assert "19 and 23" in sentence
    assert caught.value.suggestions == (19, 23)
    assert caught.value.field == "input_dim"


@pytest.mark.parametrize(
    ("size", "widths", "strides", "layer"),
    [(2, (3, 2), (1, 1), 1), (3, (3, 2), (1, 1), 2), (8, (3,), (2,), 1), (9, (2, 4), (1, 3), 2)],
)
def test_the_layer_that_breaks_is_named(size, widths, strides, layer):
    with pytest.raises(InvalidInput, match=f"layer {layer} would slide"):
        Architecture(size, widths, strides)


@settings(max_examples=60)
@given(layers=LAYERS, near=st.integers(1, 200))
def test_nearest_sizes_are_those_a_search_finds(layers, near):
    widths, strides = zip(*layers, strict=True)

    def fits(size):
        try:
            return Architecture(size, widths, strides).dims[-1] >= 1
        except InvalidInput:
            return False

    found = [size for size in range(1, 700) if fits(size)]
    proposed = nearest_input_dims(widths, strides, near)
    assert len(proposed) == 2
    assert proposed == tuple(sorted(proposed))
    assert set(proposed) <= set(found)
    distances = sorted(abs(size - near) for size in found)[:2]
    assert sorted(abs(size - near) for size in proposed) == distances


@pytest.mark.parametrize(
    ("arguments", "field", "words"),
    [
        ((9, (0, 2), (1, 1)), "widths", "filter width of layer 1: 0"),
        ((9, (3, -2), (1, 1)), "widths", "filter width of layer 2: -2"),
        ((9, (3, 2.5), (1, 1)), "widths", "2.5"),
        ((9, (3, "2"), (1, 1)), "widths", "'2'"),
        ((9, "32", (1, 1)), "widths", "'32'"),
        ((9, (3, True), (1, 1)), "widths", "True"),
        ((9, (3, float("nan")), (1, 1)), "widths", "nan"),
        ((9, (3, None), (1, 1)), "widths", "None"),
        ((9, 3, 1), "widths", "3 is not a list"),
        ((9, (3, 2), (0, 1)), "strides", "stride of layer 1: 0"),
        ((9, (3, 2), (1, -1)), "strides", "stride of layer 2: -1"),
        ((9, (3, 2), (1, 0.5)), "strides", "0.5"),
        ((9, (3, 2), (1, "x")), "strides", "'x'"),
        ((9, (3, 2), (1,)), "strides", "2 widths and 1 strides"),
        ((9, (), ()), "widths", "0 layers"),
        ((99, (1,) * 17, (1,) * 17), "widths", "17 layers"),
        ((9, (10**9, 2), (1, 1)), "widths", "1000000000"),
        ((9, (3, 2), (10**9, 1)), "strides", "1000000000"),
        ((9, (10**30, 2), (1, 1)), "widths", "limit|outside"),
        ((9, (MAX_PARAMETERS, 2), (1, 1)), "widths", f"limit is {MAX_PARAMETERS}"),
        ((9, (3, 3), (3000, 1)), "widths", f"limit is {MAX_FINAL_WIDTH}"),
        ((9, (2,) * 16, (4096,) * 16), "widths", f"limit is {MAX_FINAL_WIDTH}"),
        ((0, (3, 2), (1, 1)), "input_dim", "0"),
        ((-5, (3, 2), (1, 1)), "input_dim", "-5"),
        ((9.5, (3, 2), (1, 1)), "input_dim", "9.5"),
        (("nine", (3, 2), (1, 1)), "input_dim", "'nine'"),
        ((MAX_INPUT_DIM + 1, (3, 2), (1, 1)), "input_dim", str(MAX_INPUT_DIM)),
    ],
)
def test_bad_sizes_get_one_sentence(arguments, field, words):
    with pytest.raises(InvalidInput, match=words) as caught:
        Architecture(*arguments)
    assert caught.value.field == field
    assert "\n" not in caught.value.sentence


def test_whole_floats_and_numpy_integers_are_sizes():
    a = Architecture(np.int64(9), np.array([3, 2]), [2.0, 1])
    assert a == Architecture(9, (3, 2), (2, 1))
    assert all(type(k) is int for k in (a.input_dim, *a.widths, *a.strides))
    assert hash(a) == hash(Architecture(9, (3, 2), (2, 1)))


def test_largest_depth_is_accepted():
    assert Architecture(MAX_DEPTH + 1, (2,) * MAX_DEPTH, (1,) * MAX_DEPTH).dims[-1] == 1


@pytest.mark.parametrize("method", ["split", "final_filter", "jacobian", "squared_norms"])
def test_filters_of_wrong_length_are_refused(method):
    with pytest.raises(InvalidInput, match="5 entries"):
        getattr(Architecture(9, (3, 2), (2, 1)), method)(np.ones(4))


def test_filters_of_wrong_widths_are_not_joined():
    with pytest.raises(InvalidInput, match=r"widths are \(3,2\)"):
        Architecture(9, (3, 2), (2, 1)).join([np.ones(2), np.ones(3)])
