"""layer_norm and group_norm: against their equations, central differences, and on offsets."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import channel_rows
from tests.functional.drawing import DTYPES, arrays, assert_same
from tests.functional.test_batch_normalisation import differences

X = np.random.default_rng(0).standard_normal((2, 3, 4, 6))
ONES, ZEROS, NAN = np.ones(6), np.zeros(6), float("nan")


def equation(x, gamma, beta, groups, epsilon):
    """Image by image or, where ``groups`` is None, pixel by pixel, as it is written."""
    y = np.zeros(x.shape)
    C = x.shape[-1]
    if groups is None:
        sets = [(*pixel, slice(None)) for pixel in np.ndindex(x.shape[:-1])]
    else:
        size = C // groups
        sets = [
            (n, ..., slice(g * size, (g + 1) * size)) for n in range(len(x)) for g in range(groups)
        ]
    for where in sets:
        together = x[where]
        y[where] = (together - together.mean()) / np.sqrt(together.var() + epsilon)
    return y * gamma + beta


def forward(x, groups, *arguments, **options):
    if groups is None:
        return functional.layer_norm(x, *arguments, **options)
    return functional.group_norm(x, groups, *arguments, **options)


def backward(dy, x, groups, *arguments, **options):
    if groups is None:
        return functional.layer_norm_backward(dy, x, *arguments, **options)
    return functional.group_norm_backward(dy, x, groups, *arguments, **options)


@st.composite
def normalisations(draw):
    """Feature maps, and into how many groups their channels are split; None for layer_norm."""
    groups = draw(st.none() | st.integers(1, 3))
    C = draw(st.integers(1, 4)) * (groups or 1)
    shape = draw(
        st.tuples(*[st.integers(1, 5)] * 3, st.just(C)) | st.tuples(st.integers(1, 9), st.just(C))
    )
    dtype = draw(DTYPES)
    x = draw(arrays(*shape, dtype=dtype, offset=3.0))
    return x, groups, *(draw(arrays(C, dtype=dtype)) for _ in range(2))


@given(normalisations(), st.sampled_from([1, 300, channel_rows.BLOCK_BYTES]))
@settings(max_examples=200)
def test_equals_the_equation_in_blocks_of_any_size(case, block_bytes):
    x, groups, gamma, beta = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(channel_rows, "BLOCK_BYTES", block_bytes)
        y = forward(x, groups, gamma, beta, epsilon=1e-2)
    expected = equation(x.astype(np.float64), gamma, beta, groups, 1e-2)
    assert_same(y, expected.astype(x.dtype), scale=20)
    assert not np.shares_memory(x, y)


@given(normalisations(), st.integers(0, 2**32 - 1), st.sampled_from([1, 300]))
@settings(max_examples=60)
def test_gradients_are_slopes_in_blocks_of_any_size(case, seed, block_bytes):
    """Along a random direction of every argument, by a central difference."""
    x, groups, gamma, beta = (a if a is None or np.ndim(a) == 0 else a.astype(float) for a in case)
    rng = np.random.default_rng(seed)
    dy = rng.standard_normal(x.shape)

    def loss(x, gamma, beta):
        return float((dy * forward(x, groups, gamma, beta, epsilon=0.1)).sum())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(channel_rows, "BLOCK_BYTES", block_bytes)
        found = backward(dy, x, groups, gamma, epsilon=0.1)
    values = [x, gamma, beta]
    for argument, gradient in enumerate(found):
        step = rng.standard_normal(gradient.shape) * 1e-5
        above, below = list(values), list(values)
        above[argument], below[argument] = values[argument] + step, values[argument] - step
        slope = (loss(*above) - loss(*below)) / 2e-5
        expected = float((gradient * step).sum()) / 1e-5
        assert slope == pytest.approx(expected, rel=1e-5, abs=1e-4)


@pytest.mark.parametrize("groups", [None, 1, 2, 6])
def test_gradients_equal_differences(groups):
    dy = np.random.default_rng(1).standard_normal(X.shape)
    gamma = np.linspace(-1, 2, 6)

    def loss(x, gamma, beta):
        return float((dy * forward(x, groups, gamma, beta)).sum())

    for argument, gradient in enumerate(backward(dy, X, groups, gamma)):
        slopes = differences(loss, [X, gamma, ZEROS], argument)
        assert gradient == pytest.approx(slopes, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("groups", [None, 1, 3])
def test_gradients_keep_the_dtype_and_agree_in_either(groups, dtype):
    dy = np.random.default_rng(2).standard_normal(X.shape)
    narrow = backward(dy, X.astype(dtype), groups, ONES)
    for gradient, expected in zip(narrow, backward(dy, X, groups, ONES), strict=True):
        assert gradient.dtype == dtype
        np.testing.assert_allclose(gradient, expected, atol=1e-5)


def test_group_norm_of_single_channels_is_batch_norm_of_single_images():
    gamma = np.arange(6.0)
    y = functional.group_norm(X, 6, gamma, ONES)
    alone = np.concatenate([functional.batch_norm(image[None], gamma, ONES) for image in X])
    np.testing.assert_allclose(y, alone, atol=1e-12)


def test_layer_norm_of_rows_is_group_norm_of_one_group():
    rows = X.reshape(-1, 6)
    np.testing.assert_allclose(
        functional.layer_norm(rows, ONES, ZEROS),
        functional.group_norm(rows, 1, ONES, ZEROS),
        atol=1e-12,
    )


@pytest.mark.parametrize("groups", [None, 1, 2])
def test_a_large_mean_costs_no_digits(groups):
    rng = np.random.default_rng(3)
    x = (1e4 + rng.standard_normal((8, 15, 15, 8))).astype(np.float32)
    y = forward(x, groups, np.ones(8), np.zeros(8))
    exact = equation(x.astype(np.float64), 1, 0, groups, 1e-5)
    np.testing.assert_allclose(y, exact, atol=3e-6)


@pytest.mark.parametrize("groups", [None, 1, 2, 6])
def test_equal_numbers_become_beta(groups):
    y = forward(np.full((2, 3, 3, 6), 1e4 / 3, np.float32), groups, 2 * ONES, 5 * ONES)
    assert np.unique(y).tolist() == [5.0]


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize(("groups", "spoilt"), [(None, 6), (1, 72), (2, 36), (6, 12)])
def test_nan_and_infinity_spoil_what_they_are_averaged_with(bad, groups, spoilt):
    x = X.copy()
    x[1, 2, 3, 4] = bad
    assert np.isnan(forward(x, groups, ONES, ZEROS)).sum() == spoilt
    dx, _, dbeta = backward(X, x, groups, ONES)
    assert np.isnan(dx).sum() == spoilt
    assert np.isfinite(dbeta).all()


@pytest.mark.parametrize("groups", [None, 1, 3])
def test_squares_that_do_not_fit_are_not_hidden(groups):
    x = X.astype(np.float32)
    x[0] *= 1e25
    for result in (forward(x, groups, ONES, ZEROS), backward(X, x, groups, ONES)[0]):
        assert np.isnan(result[0]).all()
        assert np.isfinite(result[1]).all()


@pytest.mark.parametrize("groups", [None, 2])
def test_integers_become_float32(groups):
    x = np.arange(12).reshape(2, 6)
    assert forward(x, groups, ONES, ZEROS).dtype == np.float32
    assert [a.dtype for a in backward(x, x, groups, ONES)] == [np.float32] * 3


ARGUMENTS = [
    ({"x": X[0]}, ValueError, ["x has shape (3, 4, 6)", "takes (N, H, W, C)", "x[None]"]),
    ({"x": X[:, :0]}, ValueError, ["x has shape (2, 0, 4, 6)", "such as (2, 1, 4, 6)"]),
    ({"x": X * 1j}, TypeError, ["x holds complex128"]),
    ({"gamma": np.ones(5)}, ValueError, ["gamma has shape (5,)", "6 channels", "np.ones(6)"]),
    ({"gamma": 1.0}, ValueError, ["gamma has shape ()", "shape (6,)"]),
    ({"epsilon": 0.0}, ValueError, ["epsilon is 0.0", "> 0"]),
    ({"epsilon": NAN}, ValueError, ["epsilon is nan"]),
    ({"epsilon": None}, TypeError, ["epsilon is None"]),
]
GROUPS = [
    ({"groups": 4}, ValueError, ["groups is 4", "x's 6 channels", "use one of [1, 2, 3, 6]"]),
    ({"groups": 7}, ValueError, ["groups is 7", "use one of [1, 2, 3, 6]"]),
    ({"groups": 0}, ValueError, ["groups is 0", "≥ 1"]),
    ({"groups": 2.0}, TypeError, ["groups is 2.0", "whole number"]),
    ({"groups": None}, TypeError, ["groups is None", "whole number"]),
]


@pytest.mark.parametrize(
    ("name", "changed", "error", "parts"),
    [("layer_norm", *case) for case in ARGUMENTS]
    + [("group_norm", *case) for case in ARGUMENTS + GROUPS],
)
def test_the_error_teaches(name, changed, error, parts):
    arguments = {
        "x": X,
        "gamma": ONES,
        **({"groups": 2} if name == "group_norm" else {}),
        **changed,
    }
    dy = np.ones(arguments["x"].shape)
    for call in (
        lambda: getattr(functional, name)(**arguments, beta=ZEROS),
        lambda: getattr(functional, name + "_backward")(dy, **arguments),
    ):
        with pytest.raises(error) as caught:
            call()
        for part in parts:
            assert part in str(caught.value)


@pytest.mark.parametrize("groups", [None, 2])
def test_beta_and_dy_are_checked_too(groups):
    with pytest.raises(ValueError, match=r"beta has shape \(1,\).*np.ones\(6\)"):
        forward(X, groups, ONES, [0])
    with pytest.raises(ValueError, match=r"dy has shape \(2, 3, 4\); .*_norm's output"):
        backward(X[..., 0], X, groups, ONES)
