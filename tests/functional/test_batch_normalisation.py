"""batch_norm and its gradients: against the loops, central differences, and on large offsets."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import channel_rows, loops
from cnnkit.functional.batch_normalisation import channel_statistics, gradients, normalise
from tests.functional.drawing import DTYPES, arrays, assert_same

X = np.random.default_rng(0).standard_normal((4, 3, 5, 2))
ONES, ZEROS, NAN = np.ones(2), np.zeros(2), float("nan")


@st.composite
def feature_maps(draw):
    """Feature maps with more than one value a channel, a scale, and evaluation's statistics."""
    C = draw(st.integers(1, 6))
    batch = st.integers(2, 7)
    shape = draw(
        st.tuples(batch, *[st.integers(1, 6)] * 2, st.just(C)) | st.tuples(batch, st.just(C))
    )
    dtype = draw(DTYPES)
    x, dy = (draw(arrays(*shape, dtype=dtype, offset=offset)) for offset in (3.0, 0.0))
    gamma, beta, mean = (draw(arrays(C, dtype=dtype)) for _ in range(3))
    options = {"epsilon": draw(st.sampled_from([1e-5, 1e-3, 0.5]))}
    if draw(st.booleans()):
        options |= {"mean": mean, "variance": np.square(draw(arrays(C, dtype=dtype)))}
    return dy, x, gamma, beta, options


def in_float64(options):
    return {
        name: np.asarray(value, np.float64) if name != "epsilon" else value
        for name, value in options.items()
    }


@given(feature_maps(), st.sampled_from([1, 7, 30, channel_rows.ROW_NUMBERS]))
@settings(max_examples=150)
def test_equals_the_loops_with_rows_of_any_length(case, row_numbers):
    dy, x, gamma, beta, options = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(channel_rows, "ROW_NUMBERS", row_numbers)
        patch.setattr(channel_rows, "BLOCK_BYTES", 16 * row_numbers)
        y = functional.batch_norm(x, gamma, beta, **options)
        fast = functional.batch_norm_backward(dy, x, gamma, **options)
    # The loops' own float32 sums are the less precise.
    wide = [np.asarray(a, np.float64) for a in (dy, x, gamma, beta)]
    slow = loops.batch_norm(wide[1], *wide[2:], **in_float64(options))
    assert_same(y, slow.astype(x.dtype), scale=20)
    for gradient, expected in zip(
        fast, loops.batch_norm_backward(*wide[:3], **in_float64(options)), strict=True
    ):
        size = np.abs(dy).sum() * (1 + np.abs(expected).max())
        assert_same(gradient, expected.astype(x.dtype), scale=20 * size)
    assert not np.shares_memory(fast[0], dy)
    assert not np.shares_memory(y, x)


@pytest.mark.parametrize("room", [functional, loops])
@pytest.mark.parametrize("shape", [(2, 3), (5, 1), (3, 2, 4, 2), (1, 2, 1, 3)])
@pytest.mark.parametrize("training", [True, False])
def test_gradients_equal_differences(room, shape, training):
    rng = np.random.default_rng(sum(shape))
    dy, x = rng.standard_normal((2, *shape))
    gamma, beta, mean = rng.standard_normal((3, shape[-1]))
    options = {} if training else {"mean": mean, "variance": mean**2}

    def loss(x, gamma, beta):
        return float((dy * room.batch_norm(x, gamma, beta, **options, epsilon=0.01)).sum())

    found = room.batch_norm_backward(dy, x, gamma, **options, epsilon=0.01)
    for argument, gradient in enumerate(found):
        assert gradient == pytest.approx(differences(loss, [x, gamma, beta], argument), abs=1e-6)


def differences(loss, values, argument, step=1e-5):
    """The slope of the loss along every number of one argument."""
    slopes = np.zeros_like(values[argument])
    for index in np.ndindex(slopes.shape):
        above, below = ([value.copy() for value in values] for _ in range(2))
        above[argument][index] += step
        below[argument][index] -= step
        slopes[index] = (loss(*above) - loss(*below)) / (2 * step)
    return slopes


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_output_has_mean_beta_and_deviation_gamma(dtype):
    x = (7 + 3 * np.random.default_rng(1).standard_normal((16, 9, 7, 3))).astype(dtype)
    gamma, beta = np.array([1, 2, 0.5]), np.array([0, -1, 5])
    y = functional.batch_norm(x, gamma, beta).astype(np.float64)
    assert y.mean((0, 1, 2)) == pytest.approx(beta, abs=1e-6)
    assert y.std((0, 1, 2)) == pytest.approx(gamma, rel=1e-5)


def test_dx_moves_neither_mean_nor_variance():
    rng = np.random.default_rng(2)
    dy, x = rng.standard_normal((2, 8, 4, 4, 3))
    dx, _, _ = functional.batch_norm_backward(dy, x, [1, 2, 3], epsilon=1e-12)
    assert dx.sum((0, 1, 2)) == pytest.approx(np.zeros(3), abs=1e-12)
    assert (dx * x).sum((0, 1, 2)) == pytest.approx(np.zeros(3), abs=1e-9)


@pytest.mark.parametrize(("offset", "spread"), [(1e4, 1), (-1e4, 0.1), (1e6, 10), (0, 1e-3)])
def test_a_large_mean_costs_no_digits(offset, spread):
    rng = np.random.default_rng(3)
    x = (offset + spread * rng.standard_normal((32, 20, 20, 8))).astype(np.float32)
    dy = rng.standard_normal(x.shape).astype(np.float32)
    exact = x.astype(np.float64)
    mean, variance = channel_statistics(x)
    assert mean == pytest.approx(exact.mean((0, 1, 2)), rel=1e-9, abs=1e-9)
    assert variance == pytest.approx(exact.var((0, 1, 2)), rel=1e-6)
    gamma, beta = np.ones(8), np.zeros(8)
    y = functional.batch_norm(x, gamma, beta)
    np.testing.assert_allclose(y, functional.batch_norm(exact, gamma, beta), atol=2e-6)
    narrow = functional.batch_norm_backward(dy, x, gamma)
    wide = functional.batch_norm_backward(dy.astype(np.float64), exact, gamma)
    for gradient, expected in zip(narrow, wide, strict=True):
        np.testing.assert_allclose(
            gradient, expected, rtol=2e-5, atol=2e-6 * np.abs(expected).max()
        )


def test_first_pixels_unlike_all_others_cost_few_digits():
    x = np.full((64, 30, 30, 4), 1e4, np.float32)
    x += np.random.default_rng(4).standard_normal(x.shape).astype(np.float32)
    x[0] = 0
    exact = x.astype(np.float64).var((0, 1, 2))
    assert channel_statistics(x)[1] == pytest.approx(exact, rel=1e-5)


@pytest.mark.parametrize("value", [0.0, 1 / 3, 1e4 / 3, -1e30])
def test_a_constant_channel_becomes_beta(value):
    x = np.full((3, 5, 7, 2), value, np.float32)
    assert np.unique(functional.batch_norm(x, [2, 2], [5, 5])).tolist() == [5.0]
    assert channel_statistics(x)[1].tolist() == [0, 0]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_and_infinity_spoil_their_channel_only(bad):
    x = X.copy()
    x[1, 2, 3, 0] = bad
    y = functional.batch_norm(x, ONES, ZEROS)
    assert np.isnan(y[..., 0]).all()
    np.testing.assert_array_equal(y[..., 1], functional.batch_norm(X, ONES, ZEROS)[..., 1])
    dx, dgamma, dbeta = functional.batch_norm_backward(np.ones_like(x), x, ONES)
    assert np.isnan(dx[..., 0]).all()
    assert np.isfinite(dx[..., 1]).all()
    assert np.isnan(dgamma).tolist() == [True, False]
    assert np.isfinite(dbeta).all()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_in_evaluation_they_spoil_their_own_number_only(bad):
    dy = X.copy()
    dy[1, 2, 3, 0] = bad
    dx, dgamma, dbeta = functional.batch_norm_backward(dy, X, ONES, mean=ZEROS, variance=ONES)
    assert np.argwhere(~np.isfinite(dx)).tolist() == [[1, 2, 3, 0]]
    assert np.isfinite(dgamma).tolist() == np.isfinite(dbeta).tolist() == [False, True]


def test_squares_that_do_not_fit_are_not_hidden():
    x = X.astype(np.float32)
    x[..., 0] *= 1e25
    y = functional.batch_norm(x, ONES, ZEROS)
    dx, _, _ = functional.batch_norm_backward(x[::-1], x, ONES)
    for result in (y, dx):
        assert np.isnan(result[..., 0]).all()
        assert np.isfinite(result[..., 1]).all()


@pytest.mark.parametrize("pixels", [2, 503, 8209])
@pytest.mark.parametrize("changed", [0, 0.001, 0.1])
def test_no_variance_rounds_below_zero(pixels, changed):
    """Channels that differ in their last digit at most."""
    rng = np.random.default_rng(pixels)
    x = np.tile((1e4 * rng.random(61)).astype(np.float32), (pixels, 1))
    x[rng.random(x.shape) < changed] *= 1 + 2**-23
    variance = channel_statistics(x)[1]
    assert (variance >= 0).all()
    np.testing.assert_allclose(variance, x.astype(np.float64).var(0), rtol=1e-5, atol=1e-18)


def test_the_parts_for_layers_give_the_whole():
    dy, gamma, beta = X[::-1], np.array([2.0, 3.0]), np.array([0.5, -0.5])
    mean, variance = channel_statistics(X)
    y = normalise(X, gamma, beta, mean, variance, 1e-5)
    np.testing.assert_array_equal(y, functional.batch_norm(X, gamma, beta))
    parts = gradients(dy, X, gamma, mean, variance, 1e-5)
    for part, whole in zip(parts, functional.batch_norm_backward(dy, X, gamma), strict=True):
        np.testing.assert_array_equal(part, whole)


@pytest.mark.parametrize("options", [{}, {"mean": [0.5, 1.0], "variance": [1.0, 2.0]}])
@pytest.mark.parametrize(
    ("given", "kept"), [("i4", "f4"), ("?", "f4"), ("f4", "f4"), (">f8", "f8")]
)
def test_dtype_follows_x(given, kept, options):
    x = (10 * X).astype(given)
    y = functional.batch_norm(x, ONES, ZEROS.astype("f4"), **options)
    found = functional.batch_norm_backward(X, x, ONES, **options)
    assert [a.dtype for a in (y, *found)] == [np.dtype(kept)] * 4


ARGUMENTS = [
    ({"x": X[0]}, ValueError, ["x has shape (3, 5, 2)", "takes (N, H, W, C)", "x[None]"]),
    ({"x": X[:0]}, ValueError, ["x has shape (0, 3, 5, 2)", "such as (1, 3, 5, 2)"]),
    ({"x": 3.0}, ValueError, ["x has shape ()", "such as"]),
    ({"x": "photo"}, TypeError, ["x holds text"]),
    ({"x": X[:1, :1, :1]}, ValueError, ["x has shape (1, 1, 1, 2)", "more than one value"]),
    ({"x": [[1.0, 2.0]]}, ValueError, ["more than one value", "a batch of 2", "np.ones(2)"]),
    ({"gamma": np.ones(3)}, ValueError, ["gamma has shape (3,)", "2 channels", "np.ones(2)"]),
    ({"gamma": 1.0}, ValueError, ["gamma has shape ()", "shape (2,)"]),
    ({"mean": ZEROS}, ValueError, ["mean is given, but not variance", "give both"]),
    ({"variance": ONES}, ValueError, ["variance is given, but not mean", "give both"]),
    ({"mean": ZEROS, "variance": [1, -0.5]}, ValueError, ["variance holds -0.5", "≥ 0"]),
    ({"mean": ZEROS[:1], "variance": ONES}, ValueError, ["mean has shape (1,)", "(2,)"]),
    ({"mean": ZEROS, "variance": 1.0}, ValueError, ["variance has shape ()", "(2,)"]),
    ({"epsilon": 0}, ValueError, ["epsilon is 0", "> 0", "such as 1e-05"]),
    ({"epsilon": -1e-5}, ValueError, ["epsilon is -1e-05", "> 0"]),
    ({"epsilon": NAN}, ValueError, ["epsilon is nan", "finite"]),
    ({"epsilon": "small"}, TypeError, ["epsilon is 'small'", "such as"]),
]


@pytest.mark.parametrize("room", [functional, loops])
@pytest.mark.parametrize(("changed", "error", "parts"), ARGUMENTS)
def test_the_error_teaches(room, changed, error, parts):
    arguments = {"x": X, "gamma": ONES, **changed}
    for call in (
        lambda: room.batch_norm(**arguments, beta=ZEROS),
        lambda: room.batch_norm_backward(np.ones(np.shape(arguments["x"])), **arguments),
    ):
        with pytest.raises(error) as caught:
            call()
        for part in parts:
            assert part in str(caught.value)


@pytest.mark.parametrize("room", [functional, loops])
def test_beta_and_dy_are_checked_too(room):
    with pytest.raises(ValueError, match=r"beta has shape \(1,\).*np.ones\(2\)"):
        room.batch_norm(X, ONES, [0])
    with pytest.raises(ValueError, match=r"dy has shape \(4, 3, 5\); .* batch_norm's output"):
        room.batch_norm_backward(X[..., 0], X, ONES)
