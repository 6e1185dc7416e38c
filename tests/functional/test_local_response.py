"""local_response_norm and its gradient: against its equation, differences, and on its errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import channel_rows
from tests.functional.drawing import DTYPES, arrays, assert_same
from tests.functional.test_batch_normalisation import differences

X = np.random.default_rng(0).standard_normal((2, 3, 2, 7))
NAN = float("nan")
OPTIONS = st.fixed_dictionaries(
    {}, optional={name: st.floats(0.1, 2) for name in ("alpha", "beta", "k")}
)


def equation(x, size, alpha=1e-4, beta=0.75, k=1.0):
    """Channel by channel, as it is written."""
    y = np.zeros_like(x)
    for c in range(x.shape[3]):
        first = c - size // 2
        window = x[..., max(first, 0) : first + size]
        y[..., c] = x[..., c] / (k + alpha / size * (window**2).sum(-1)) ** beta
    return y


@given(
    st.tuples(*[st.integers(1, 4)] * 3, st.integers(1, 9)).flatmap(
        lambda shape: DTYPES.flatmap(lambda dtype: arrays(*shape, dtype=dtype, offset=1.0))
    ),
    st.integers(1, 12),
    OPTIONS,
    st.sampled_from([1, 100, channel_rows.BLOCK_BYTES]),
)
@settings(max_examples=150)
def test_equals_the_equation(x, size, options, block_bytes):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(channel_rows, "BLOCK_BYTES", block_bytes)
        y = functional.local_response_norm(x, size, **options)
    expected = equation(x.astype(np.float64), size, **options)
    assert_same(y, expected.astype(x.dtype), scale=20)
    assert not np.shares_memory(x, y)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 20])
@pytest.mark.parametrize("block_bytes", [1, channel_rows.BLOCK_BYTES])
def test_gradient_equals_differences(size, block_bytes, monkeypatch):
    monkeypatch.setattr(channel_rows, "BLOCK_BYTES", block_bytes)
    dy = np.random.default_rng(size).standard_normal(X.shape)
    options = {"alpha": 2.0, "beta": 1.5, "k": 0.5}

    def loss(x):
        return float((dy * functional.local_response_norm(x, size, **options)).sum())

    dx = functional.local_response_norm_backward(dy, X, size, **options)
    assert dx == pytest.approx(differences(loss, [X], 0), rel=1e-6, abs=1e-6)
    narrow = functional.local_response_norm_backward(dy, X.astype(np.float32), size, **options)
    assert narrow.dtype == np.float32
    np.testing.assert_allclose(narrow, dx, rtol=1e-5, atol=1e-5)


def test_an_even_window_holds_one_more_channel_before():
    """As in PyTorch: of two channels, that before and the channel itself."""
    x = np.array([0.0, 3.0, 4.0, 0.0]).reshape(1, 1, 1, 4)
    y = functional.local_response_norm(x, 2, alpha=2, beta=1)
    assert y.ravel() == pytest.approx([0, 3 / (1 + 9), 4 / (1 + 9 + 16), 0], rel=1e-15)


@pytest.mark.parametrize(("bad", "spoilt"), [(np.nan, 3), (np.inf, 1)])
def test_nan_stays_in_the_windows_that_hold_it(bad, spoilt):
    """Beside an infinite number the others vanish."""
    x = X.copy()
    x[0, 0, 0, 3] = bad
    y = functional.local_response_norm(x, 3)
    assert np.isnan(y[0, 0, 0, 3])
    assert np.isnan(y[0, 0, 0, 2:5]).sum() == np.isnan(y).sum() == spoilt
    assert np.isnan(functional.local_response_norm_backward(X, x, 3)[0, 0, 0, 3])


ARGUMENTS = [
    ({"x": X[0]}, ValueError, ["x has shape (3, 2, 7)", "takes (N, H, W, C)", "x[None]"]),
    ({"x": X[:0]}, ValueError, ["x has shape (0, 3, 2, 7)", "such as (1, 3, 2, 7)"]),
    ({"size": 0}, ValueError, ["size is 0", "≥ 1"]),
    ({"size": -5}, ValueError, ["size is -5", "≥ 1"]),
    ({"size": 5.0}, TypeError, ["size is 5.0", "whole number"]),
    ({"size": None}, TypeError, ["size is None", "whole number"]),
    ({"alpha": -1}, ValueError, ["alpha is -1", "≥ 0", "such as 0.0001"]),
    ({"alpha": NAN}, ValueError, ["alpha is nan", "finite"]),
    ({"beta": -0.5}, ValueError, ["beta is -0.5", "≥ 0", "such as 0.75"]),
    ({"beta": "0.75"}, TypeError, ["beta is '0.75'"]),
    ({"k": 0}, ValueError, ["k is 0", "> 0", "such as 1"]),
    ({"k": float("inf")}, ValueError, ["k is inf", "finite"]),
]


@pytest.mark.parametrize(("changed", "error", "parts"), ARGUMENTS)
def test_the_error_teaches(changed, error, parts):
    arguments = {"x": X, "size": 5, **changed}
    dy = np.ones(arguments["x"].shape)
    for call in (
        lambda: functional.local_response_norm(**arguments),
        lambda: functional.local_response_norm_backward(dy, **arguments),
    ):
        with pytest.raises(error) as caught:
            call()
        for part in parts:
            assert part in str(caught.value)


def test_dy_is_checked_too():
    with pytest.raises(ValueError, match=r"dy has shape \(1,\); .* local_response_norm's output"):
        functional.local_response_norm_backward([1.0], X, 5)
