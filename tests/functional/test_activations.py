"""Activations against their equations, differences and loops; at kinks, and far out."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import loops
from cnnkit.functional.activations import elementwise
from tests.functional.drawing import DTYPES, arrays, assert_same
from tests.functional.slopes import assert_slopes

INF, NAN = math.inf, math.nan


def normal(x):
    return math.erfc(-x / math.sqrt(2)) / 2


def normal_by_tanh(x):
    return (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))) / 2


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def elu(x, alpha):
    return x if x > 0 else alpha * math.expm1(x)


# name, options, the equation for one number, and where it has kinks
ACTIVATIONS = {
    "relu": ("relu", {}, lambda x: max(x, 0), [0]),
    "relu6": ("relu6", {}, lambda x: min(max(x, 0), 6), [0, 6]),
    "leaky_relu": ("leaky_relu", {}, lambda x: x if x > 0 else 0.01 * x, [0]),
    "leaky_relu, steep": (
        "leaky_relu",
        {"negative_slope": -2},
        lambda x: x if x > 0 else -2 * x,
        [0],
    ),
    "elu": ("elu", {}, lambda x: elu(x, 1), []),
    "elu, low": ("elu", {"alpha": 2.5}, lambda x: elu(x, 2.5), [0]),
    "selu": ("selu", {}, lambda x: 1.0507009873554805 * elu(x, 1.6732632423543772), [0]),
    "sigmoid": ("sigmoid", {}, sigmoid, []),
    "tanh": ("tanh", {}, math.tanh, []),
    "softplus": ("softplus", {}, lambda x: math.log1p(math.exp(x)), []),
    "gelu": ("gelu", {}, lambda x: x * normal(x), []),
    "gelu, tanh": ("gelu", {"approximate": "tanh"}, lambda x: x * normal_by_tanh(x), []),
    "swish": ("swish", {}, lambda x: x * sigmoid(x), []),
    "hard_swish": ("hard_swish", {}, lambda x: x * min(max(x + 3, 0), 6) / 6, [-3, 3]),
    "mish": ("mish", {}, lambda x: x * math.tanh(math.log1p(math.exp(x))), []),
}
each = pytest.mark.parametrize(
    ("name", "options", "equation", "kinks"), ACTIVATIONS.values(), ids=ACTIVATIONS
)


def forward(name, x, options):
    return getattr(functional, name)(x, **options)


def backward(name, dy, x, options):
    return getattr(functional, f"{name}_backward")(dy, x, **options)


@each
@given(data=st.data())
@settings(max_examples=30)
def test_equals_the_equation(name, options, equation, kinks, data):
    dtype = data.draw(DTYPES)
    shape = data.draw(st.lists(st.integers(0, 4), min_size=1, max_size=5))
    x = data.draw(arrays(*shape, dtype=dtype)) * 4
    y = forward(name, x, options)
    expected = [equation(float(number)) for number in np.ravel(x)]
    assert_same(y, np.reshape(expected, shape).astype(dtype))


@each
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_single_number_is_an_array_too(name, options, equation, kinks, dtype):
    x = np.array(0.5, dtype)
    for result in (forward(name, x, options), backward(name, x, x, options)):
        assert isinstance(result, np.ndarray)
        assert (result.shape, result.dtype) == ((), dtype)


@each
@given(x=arrays(4, 5))
@settings(max_examples=30)
def test_gradient_equals_differences(name, options, equation, kinks, x):
    x = 3 * x
    for kink in kinks:
        x[np.abs(x - kink) < 1e-3] = 1.0
    dy = np.cos(np.arange(20.0)).reshape(4, 5)
    assert_slopes(lambda x: forward(name, x, options), [x], dy, [backward(name, dy, x, options)])


@pytest.mark.parametrize(
    ("name", "options", "x", "slope"),
    [
        ("relu", {}, 0, 0),
        ("relu6", {}, 0, 0),
        ("relu6", {}, 6, 0),
        ("leaky_relu", {"negative_slope": 0.25}, 0, 0.25),
        ("elu", {"alpha": 0.25}, 0, 0.25),
        ("selu", {}, 0, 1.0507009873554805 * 1.6732632423543772),
        ("hard_swish", {}, -3, 0),
        ("hard_swish", {}, 3, 1),
    ],
)
def test_slopes_at_kinks_are_those_of_pytorch(name, options, x, slope):
    dx = backward(name, [2.0, 2.0], np.array([x, -x if x == 0 else x], float), options)
    assert dx.tolist() == pytest.approx([2 * slope] * 2)


# Where each of them goes far out on the left, and whether its slope on the right is 1.
LIMITS = {
    "relu": (0, True),
    "relu6": (0, False),
    "leaky_relu": (-INF, True),
    "elu": (-1, True),
    "selu": (-1.7580993408473766, False),
    "sigmoid": (0, False),
    "tanh": (-1, False),
    "softplus": (0, True),
    "gelu": (0, True),
    "gelu, tanh": (0, True),
    "swish": (0, True),
    "hard_swish": (0, True),
    "mish": (0, True),
}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("case", LIMITS)
def test_far_out_each_reaches_its_limit(case, dtype):
    """Without a warning, and without NaN; also where x² or exp(x) exceeds the largest number."""
    name, options, _, _ = ACTIVATIONS[case]
    limit, identity = LIMITS[case]
    large = np.array([1e3, 1e4, 1e30, np.finfo(dtype).max, INF], dtype)
    left, right = forward(name, -large, options), forward(name, large, options)
    if limit == -INF:
        np.testing.assert_allclose(left, -large * np.array(0.01, dtype), rtol=1e-6)
    else:
        np.testing.assert_allclose(left, limit, rtol=1e-6)
        assert not backward(name, np.ones(5, dtype), -large, options).any()
    if identity:
        np.testing.assert_array_equal(right, large)
        np.testing.assert_array_equal(backward(name, np.ones(5, dtype), large, options), 1)
    else:
        assert not np.isnan(right).any()


@each
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_tiny_numbers_keep_their_digits(name, options, equation, kinks, dtype):
    x = np.array([1e-3, 1e-10, 1e-30, -1e-3, -1e-10, -1e-30], dtype)
    expected = np.array([equation(float(number)) for number in x])
    tolerance = {"float32": 1e-6, "float64": 1e-14}[dtype]
    np.testing.assert_allclose(forward(name, x, options), expected, rtol=tolerance)


@pytest.mark.parametrize(
    ("name", "options", "x", "exact"),
    [
        ("sigmoid", {}, -80.0, 1.8048513878454153e-35),
        ("softplus", {}, -80.0, 1.8048513878454153e-35),
        ("swish", {}, -80.0, -1.4438811102763322e-33),
        ("mish", {}, -80.0, -1.4438811102763322e-33),
        ("gelu", {}, -10.0, -7.61985302416052e-23),
    ],
)
def test_small_tails_keep_their_digits(name, options, x, exact):
    assert forward(name, [x], options)[0] == pytest.approx(exact, rel=1e-12)
    assert forward(name, np.float32([x]), options)[0] == pytest.approx(exact, rel=1e-5)


@each
def test_nan_stays_nan(name, options, equation, kinks):
    y = forward(name, [1.0, NAN], options)
    dx = backward(name, [NAN, NAN], [1.0, NAN], options)
    assert np.isnan(y).tolist() == [False, True]
    assert np.isnan(dx).all()


@pytest.mark.parametrize("name", ["relu", "relu6", "hard_swish"])
def test_a_gradient_that_is_cut_off_is_zero_whatever_it_was(name):
    dx = backward(name, [INF, -INF, NAN, 1.0], [-5.0] * 4, {})
    assert dx.tolist() == [0.0] * 4


@given(arrays(3, 4), arrays(3, 4))
@settings(max_examples=20)
def test_relu_equals_the_loops(x, dy):
    x = np.concatenate([x[:2], [[0.0, -0.0, NAN, INF]]])
    np.testing.assert_array_equal(functional.relu(x), loops.relu(x))
    expected = loops.relu_backward(dy, x)
    np.testing.assert_array_equal(functional.relu_backward(dy, x), expected)


@each
def test_numbers_beyond_a_block_are_computed_too(name, options, equation, kinks, monkeypatch):
    x, dy = np.linspace(-5, 5, 10), np.linspace(1, 2, 10)
    whole = forward(name, x, options), backward(name, dy, x, options)
    monkeypatch.setattr(elementwise, "BLOCK", 3)
    np.testing.assert_allclose(forward(name, x, options), whole[0], rtol=1e-14)
    np.testing.assert_allclose(backward(name, dy, x, options), whole[1], rtol=1e-14)


@pytest.mark.parametrize(
    ("call", "error", "parts"),
    [
        (lambda: functional.relu("cat"), TypeError, ["x holds text", "such as"]),
        (
            lambda: functional.mish_backward(np.ones(3), np.ones(2)),
            ValueError,
            ["dy has shape (3,)", "mish's output", "such as np.ones((2,))"],
        ),
        (
            lambda: functional.relu_backward(np.ones((2, 1)), np.ones((2, 2))),
            ValueError,
            ["dy has shape (2, 1)", "(2, 2)"],
        ),
        (
            lambda: functional.leaky_relu(1, negative_slope=NAN),
            ValueError,
            ["slope is nan", "such as 0.01"],
        ),
        (
            lambda: functional.elu_backward(1, 1, alpha="1"),
            TypeError,
            ["alpha is '1'", "such as 1"],
        ),
        (
            lambda: functional.gelu(1, approximate="fast"),
            ValueError,
            ["approximate is 'fast'", '"none", "tanh"'],
        ),
        (
            lambda: functional.gelu_backward(1, 1, approximate=True),
            TypeError,
            ["approximate is True", '"none", "tanh"'],
        ),
        (
            lambda: functional.prelu(np.ones((2, 3)), np.ones(2)),
            ValueError,
            ["slope has shape (2,)", "x has shape (2, 3)", "np.full((3,), 0.25)"],
        ),
        (
            lambda: functional.prelu(1.0, np.ones((1, 1))),
            ValueError,
            ["slope has shape (1, 1)", "such as 0.25"],
        ),
        (
            lambda: functional.prelu(np.ones((2, 0)), np.ones(0)),
            ValueError,
            ["slope has shape (0,)", "such as 0.25"],
        ),
    ],
)
def test_the_error_teaches(call, error, parts):
    with pytest.raises(error) as caught:
        call()
    for part in parts:
        assert part in str(caught.value)
