"""The initialisers' spread, shape and errors."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import initialisers
from cnnkit.initialisers import fans, he_normal, he_uniform, orthogonal, xavier_normal

NAMES = ("he_normal", "he_uniform", "xavier_normal", "xavier_uniform", "lecun_normal")
EVERY = [getattr(initialisers, name) for name in (*NAMES, "lecun_uniform", "orthogonal")]
SPREADS = {
    "he": lambda fan_in, fan_out: math.sqrt(2 / fan_in),
    "xavier": lambda fan_in, fan_out: math.sqrt(2 / (fan_in + fan_out)),
    "lecun": lambda fan_in, fan_out: math.sqrt(1 / fan_in),
}
SHAPES = [(300, 200), (3, 5, 40, 70), (2, 2, 2, 50, 30)]


def by_name(function):
    return function.__name__


@pytest.mark.parametrize(
    ("shape", "expected"),
    [((7, 3), (7, 3)), ((3, 5, 16, 32), (240, 480)), ((5, 2, 3), (10, 15)), ([4, 2], (4, 2))],
)
def test_fans_count_the_leading_axes_as_the_receptive_field(shape, expected):
    assert fans(shape) == expected


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("function", EVERY[:6], ids=by_name)
def test_mean_and_spread(function, shape):
    """At least 12,000 numbers: the tolerances are four times the error to be expected."""
    values = function(shape, np.random.default_rng(1)).astype(np.float64)
    rule, distribution = function.__name__.split("_")
    deviation = SPREADS[rule](*fans(shape))
    tolerance = 4 / math.sqrt(values.size)
    assert abs(values.mean()) < tolerance * deviation
    assert values.std() == pytest.approx(deviation, rel=tolerance)
    largest = np.abs(values).max() / deviation
    if distribution == "uniform":
        assert math.sqrt(3) * 0.999 < largest <= math.sqrt(3) * (1 + 1e-6)
        assert (values < 0).mean() == pytest.approx(0.5, abs=tolerance)
    else:
        # 0.27 % of a normal distribution lie beyond three deviations: it is not cut off.
        beyond = (np.abs(values) > 3 * deviation).mean()
        assert beyond == pytest.approx(0.0027, abs=4 * math.sqrt(0.0027 / values.size))


@pytest.mark.parametrize("function", EVERY, ids=by_name)
def test_same_generator_same_numbers_in_float32(function):
    values = function((3, 3, 4, 5), np.random.default_rng(5))
    assert values.dtype == np.float32
    assert values.shape == (3, 3, 4, 5)
    assert values.flags.c_contiguous
    assert values.flags.writeable
    rng = np.random.default_rng(5)
    np.testing.assert_array_equal(values, function((3, 3, 4, 5), rng))
    assert not np.array_equal(values, function((3, 3, 4, 5), rng))


@given(st.lists(st.integers(1, 9), min_size=2, max_size=4), st.sampled_from([1.0, 0.5, 3.0]))
def test_orthogonal_neither_stretches_nor_shears(shape, gain):
    matrix = orthogonal(tuple(shape), np.random.default_rng(0), gain=gain)
    assert matrix.shape == tuple(shape)
    flat = matrix.reshape(-1, shape[-1]).astype(np.float64) / gain
    gram = flat.T @ flat if flat.shape[0] >= flat.shape[1] else flat @ flat.T
    np.testing.assert_allclose(gram, np.eye(len(gram)), atol=1e-6)


def test_orthogonal_prefers_no_direction():
    """The first entry of a turn of the plane is as often above zero as below it."""
    rng = np.random.default_rng(0)
    corners = np.array([orthogonal((2, 2), rng)[[0, 0], [0, 1]] for _ in range(2000)])
    # The mean of 2000 numbers of deviation √½, and four times its error.
    assert np.abs(corners.mean(axis=0)).max() < 4 * math.sqrt(0.5 / 2000)
    assert corners.std(axis=0) == pytest.approx(math.sqrt(0.5), rel=0.05)


def test_gain_and_slope_only_scale():
    def draw(function, **options):
        return function((30, 20), np.random.default_rng(3), **options)

    np.testing.assert_allclose(draw(xavier_normal, gain=5 / 3), draw(xavier_normal) * (5 / 3), 1e-6)
    for function in (he_normal, he_uniform):
        leaky = draw(function, negative_slope=0.5)
        np.testing.assert_allclose(leaky, draw(function) / math.sqrt(1.25), rtol=1e-6)
        # A leaky ReLU of slope 1 changes nothing: then 1 / fan_in is right.
        np.testing.assert_allclose(
            draw(function, negative_slope=1.0), draw(function) * math.sqrt(0.5), rtol=1e-6
        )


def test_he_keeps_the_size_of_a_signal_through_many_relus():
    rng = np.random.default_rng(0)
    signal = rng.standard_normal((64, 300))
    for _ in range(20):
        signal = np.maximum(signal @ he_normal((300, 300), rng), 0)
    assert 0.5 < (signal**2).mean() < 2


@pytest.mark.parametrize("function", EVERY, ids=by_name)
@pytest.mark.parametrize(
    ("shape", "rng", "error", "parts"),
    [
        ((10,), 0, ValueError, ("shape is (10,)", "(..., inputs, outputs)", "(100, 10)")),
        (10, 0, TypeError, ("shape is 10", "(..., inputs, outputs)")),
        ((3, 0), 0, ValueError, ("shape[1] is 0", "≥ 1")),
        ((3.0, 2), 0, TypeError, ("shape[0] is 3.0", "whole number")),
        ((3, 2), None, TypeError, ("rng is None", "np.random.default_rng(0)")),
        ((3, 2), 7, TypeError, ("rng is 7", "numpy.random.Generator")),
    ],
)
def test_errors(function, shape, rng, error, parts):
    rng = np.random.default_rng(0) if rng == 0 else rng
    with pytest.raises(error) as caught:
        function(shape, rng)
    assert [part for part in parts if part not in str(caught.value)] == []


@pytest.mark.parametrize(
    ("function", "options", "error", "parts"),
    [
        (he_normal, {"negative_slope": -1}, ValueError, ("negative_slope is -1", "≥ 0")),
        (xavier_normal, {"gain": 0}, ValueError, ("gain is 0", "> 0")),
        (orthogonal, {"gain": "2"}, TypeError, ("gain is '2'", "finite number")),
    ],
)
def test_errors_of_options(function, options, error, parts):
    with pytest.raises(error) as caught:
        function((3, 2), np.random.default_rng(0), **options)
    assert [part for part in parts if part not in str(caught.value)] == []
