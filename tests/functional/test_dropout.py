"""dropout: its mask, its scale, its gradient, and where its randomness comes from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from tests.functional.drawing import DTYPES, arrays, assert_same

RATES = st.sampled_from([0, 0.1, 0.5, 0.75, 0.999])


@given(DTYPES.flatmap(lambda dtype: arrays(3, 4, 2, dtype=dtype)), RATES, st.integers(0, 2**32))
@settings(max_examples=50)
def test_what_is_kept_is_scaled_and_the_rest_is_zero(x, rate, seed):
    y, mask = functional.dropout(x, rate, np.random.default_rng(seed))
    assert mask.dtype == bool
    assert_same(y, np.where(mask, x / (1 - rate), 0).astype(x.dtype))
    assert_same(functional.dropout_backward(x, mask, rate), y)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_about_as_many_are_dropped_as_asked_and_the_mean_stays(rate):
    y, mask = functional.dropout(np.ones(100_000), rate, np.random.default_rng(0))
    deviation = np.sqrt(rate * (1 - rate) / mask.size)
    assert mask.mean() == pytest.approx(1 - rate, abs=5 * deviation)
    assert y.mean() == pytest.approx(1, abs=5 * deviation / (1 - rate))


def test_a_rate_of_zero_drops_nothing():
    x = np.arange(5.0)
    y, mask = functional.dropout(x, 0, np.random.default_rng(0))
    assert y.tolist() == x.tolist()
    assert mask.all()
    assert not np.shares_memory(x, y)


def test_the_same_generator_gives_the_same_mask_in_every_dtype_and_then_another():
    masks = [
        functional.dropout(np.ones((4, 9), dtype), 0.5, np.random.default_rng(3))[1]
        for dtype in ("float32", "float64", "uint8")
    ]
    np.testing.assert_array_equal(masks[0], masks[1])
    np.testing.assert_array_equal(masks[0], masks[2])
    rng = np.random.default_rng(3)
    first, second = (functional.dropout(np.ones((4, 9)), 0.5, rng)[1] for _ in range(2))
    np.testing.assert_array_equal(first, masks[0])
    assert (first != second).any()


@pytest.mark.parametrize("shape", [(), (0, 3), (7,)])
def test_any_shape(shape):
    y, mask = functional.dropout(np.ones(shape), 0.5, np.random.default_rng(0))
    dx = functional.dropout_backward(np.ones(shape), mask, 0.5)
    for result in (y, mask, dx):
        assert isinstance(result, np.ndarray)
        assert result.shape == shape


def test_what_is_not_finite_is_no_surprise():
    x = np.array([np.nan, np.inf] * 20)
    y, mask = functional.dropout(x, 0.5, np.random.default_rng(0))
    assert np.isnan(y[::2]).all()
    assert np.isinf(y[1::2][mask[1::2]]).all()


RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("call", "error", "parts"),
    [
        (lambda: functional.dropout(1, 1.5, RNG), ValueError, ["rate is 1.5", "≥ 0 and < 1"]),
        (lambda: functional.dropout(1, 1, RNG), ValueError, ["rate is 1", "such as 0.5"]),
        (lambda: functional.dropout(1, "half", RNG), TypeError, ["rate is 'half'", "such as 0.5"]),
        (lambda: functional.dropout(1, 0.5, 42), TypeError, ["rng is 42", "np.random.default_rng"]),
        (lambda: functional.dropout(1, 0.5, None), TypeError, ["rng is None", "Generator"]),
        (
            lambda: functional.dropout(1, 0.5, np.random.RandomState(0)),
            TypeError,
            ["rng is RandomState", "np.random.default_rng(0)"],
        ),
        (lambda: functional.dropout("a", 0.5, RNG), TypeError, ["x holds text"]),
        (
            lambda: functional.dropout_backward([1.0], [0.5], 0.5),
            TypeError,
            ["mask holds float64 values", "dropout returned"],
        ),
        (
            lambda: functional.dropout_backward([1.0], [True, False], 0.5),
            ValueError,
            ["dy has shape (1,)", "dropout's output", "(2,)"],
        ),
        (
            lambda: functional.dropout_backward([1.0], [True], -0.5),
            ValueError,
            ["rate is -0.5", "such as 0.5"],
        ),
    ],
)
def test_the_error_teaches(call, error, parts):
    with pytest.raises(error) as caught:
        call()
    for part in parts:
        assert part in str(caught.value)
