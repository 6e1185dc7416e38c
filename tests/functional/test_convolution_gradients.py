"""The gradients of conv2d against the loops, central differences, and on their promises."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import columns, loops, windows
from tests.functional.drawing import arrays, assert_same
from tests.functional.test_convolution import ROUTES, convolutions


@st.composite
def with_upstream(draw):
    """A convolution that fits, and a gradient of its output."""
    x, kernel, bias, options = draw(convolutions())
    try:
        y_shape = functional.conv2d(x, kernel, **options).shape
    except ValueError:
        assume(False)
    return draw(arrays(*y_shape, dtype=x.dtype.name)), x, kernel, bias, options


@given(with_upstream(), st.sampled_from([300, 2000, windows.BLOCK_BYTES]), ROUTES)
@settings(max_examples=150)
def test_equal_the_loops_in_blocks_and_by_every_route(case, block_bytes, limits):
    dy, x, kernel, _, options = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "BLOCK_BYTES", block_bytes)
        for name, limit in limits.items():
            patch.setattr(columns, name, limit)
        fast = functional.conv2d_backward(dy, x, kernel, **options)
    for gradient, expected in zip(
        fast, loops.conv2d_backward(dy, x, kernel, **options), strict=True
    ):
        assert_same(gradient, expected, scale=50)


@given(with_upstream())
@settings(max_examples=50)
def test_the_halves_equal_the_whole(case):
    dy, x, kernel, _, options = case
    dx, dkernel, dbias = functional.conv2d_backward(dy, x, kernel, **options)
    alone = functional.conv2d_input_gradient(dy, kernel, x.shape[1:], **options)
    np.testing.assert_array_equal(alone, dx)
    halves = functional.conv2d_parameter_gradients(dy, x, kernel.shape[:2], **options)
    np.testing.assert_array_equal(halves[0], dkernel)
    np.testing.assert_array_equal(halves[1], dbias)


@given(with_upstream())
@settings(max_examples=30)
def test_are_slopes(case):
    """Along a random direction the loss grows as the gradient says (it is linear in each)."""
    dy, x, kernel, bias, options = case
    dy, x, kernel = (array.astype(float) for array in (dy, x, kernel))
    rng = np.random.default_rng(0)

    def loss(x, kernel, bias):
        return float((dy * functional.conv2d(x, kernel, bias, **options)).sum())

    given_arrays = [x, kernel, np.zeros(kernel.shape[3]) if bias is None else bias.astype(float)]
    gradients = functional.conv2d_backward(dy, x, kernel, **options)
    for index, gradient in enumerate(gradients):
        step = rng.standard_normal(gradient.shape)
        above, below = list(given_arrays), list(given_arrays)
        above[index], below[index] = given_arrays[index] + step, given_arrays[index] - step
        slope = (loss(*above) - loss(*below)) / 2
        assert slope == pytest.approx(float((gradient * step).sum()), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("kernel_size", [2, 4, 6])
def test_same_padding_with_even_kernels(kernel_size, stride):
    rng = np.random.default_rng(kernel_size)
    x, kernel = rng.standard_normal((2, 7, 9, 2)), rng.standard_normal((kernel_size, 2, 2, 3))
    options = {"stride": stride, "padding": "same"}
    dy = rng.standard_normal(functional.conv2d(x, kernel, **options).shape)
    fast = functional.conv2d_backward(dy, x, kernel, **options)
    for gradient, expected in zip(
        fast, loops.conv2d_backward(dy, x, kernel, **options), strict=True
    ):
        assert_same(gradient, expected, scale=50)


@pytest.mark.parametrize("groups", [1, 3])
def test_arguments_stay_as_they_are(groups):
    rng = np.random.default_rng(0)
    x, kernel = rng.standard_normal((2, 5, 5, 3)), rng.standard_normal((1, 1, 3 // groups, 3))
    dy = rng.standard_normal((2, 5, 5, 3))
    copies = [array.copy() for array in (dy, x, kernel)]
    gradients = functional.conv2d_backward(dy, x, kernel, groups=groups)
    for gradient in gradients:
        assert gradient.flags.c_contiguous
        assert not any(np.shares_memory(gradient, array) for array in (dy, x, kernel))
        gradient[...] = 7
    for array, copy in zip((dy, x, kernel), copies, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_dtype_follows_x():
    x, kernel, dy = np.ones((1, 3, 3, 1), np.uint8), np.ones((2, 2, 1, 1)), np.ones((1, 2, 2, 1))
    assert {g.dtype.name for g in functional.conv2d_backward(dy, x, kernel)} == {"float32"}
    assert functional.conv2d_input_gradient(dy, kernel, (3, 3, 1)).dtype == np.float64
    gradients = functional.conv2d_parameter_gradients(dy, x.astype(float), 2)
    assert {g.dtype.name for g in gradients} == {"float64"}


def test_pixels_that_no_window_reaches_get_nothing():
    dy, x, kernel = np.ones((1, 1, 2, 1)), np.ones((1, 3, 5, 1)), np.ones((2, 2, 1, 1))
    dx, _, _ = functional.conv2d_backward(dy, x, kernel, stride=2)
    assert dx[0, :, :, 0].tolist() == [[1, 1, 1, 1, 0], [1, 1, 1, 1, 0], [0, 0, 0, 0, 0]]


def test_memory_stays_bounded():
    """Batch 8 of 56×56×64, 3×3: the columns of one pass at once would take 58 MiB."""
    x = np.ones((8, 56, 56, 64), np.float32)
    kernel = np.ones((3, 3, 64, 64), np.float32)
    tracemalloc.start()
    gradients = functional.conv2d_backward(x, x, kernel, padding="same")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak - sum(gradient.nbytes for gradient in gradients) < 5 * 2**20


X, KERNEL, DY = np.ones((1, 4, 4, 4)), np.ones((3, 3, 4, 6)), np.ones((1, 2, 2, 6))
BAD_CALLS = [
    (
        "conv2d_backward",
        (np.ones((1, 3, 3, 6)), X, KERNEL),
        {},
        ["dy has shape (1, 3, 3, 6)", "conv2d's", "np.ones((1, 2, 2, 6))"],
    ),
    ("conv2d_backward", (DY, X, KERNEL), {"groups": 3}, ["groups is 3", "use one of [1, 2]"]),
    ("conv2d_backward", (DY, X[0], KERNEL), {}, ["x has shape (4, 4, 4)", "conv2d_backward takes"]),
    ("conv2d_input_gradient", (DY[0], KERNEL, (4, 4, 4)), {}, ["dy has shape (2, 2, 6)", "4 axes"]),
    ("conv2d_input_gradient", (DY, KERNEL, (4, 4)), {}, ["input_shape is (4, 4)", "(H, W, C)"]),
    ("conv2d_input_gradient", (DY, KERNEL, (4, 4, 0)), {}, ["input_shape[2] is 0", "≥ 1"]),
    ("conv2d_input_gradient", (DY, KERNEL, (4, 4, 3)), {}, ["3 channels", "such as (3, 3, 3, 6)"]),
    ("conv2d_input_gradient", (DY, KERNEL, (5, 4, 4)), {}, ["dy has shape", "(1, 3, 2, 6)"]),
    ("conv2d_parameter_gradients", (DY, X, 2), {}, ["dy has shape", "(1, 3, 3, 6)"]),
    ("conv2d_parameter_gradients", (DY, X, 5), {}, ["kernel 5×5", "4×4"]),
    (
        "conv2d_parameter_gradients",
        (DY, X, 3),
        {"groups": 4},
        ["groups is 4", "4 channels", "dy's 6 filters"],
    ),
]


@pytest.mark.parametrize(("name", "arguments", "options", "parts"), BAD_CALLS)
def test_the_error_teaches(name, arguments, options, parts):
    with pytest.raises(ValueError, match=r".") as caught:
        getattr(functional, name)(*arguments, **options)
    for part in parts:
        assert part in str(caught.value)
