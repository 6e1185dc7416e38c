"""conv2d_transpose and its gradients against the loops, the guide's sizes, and conv2d itself."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import loops, windows
from tests.functional.drawing import DTYPES, PADDINGS, arrays, assert_same, pairs

GUIDE = json.loads(
    (Path(__file__).parent.parent / "reference" / "conv_arithmetic.json").read_text("utf-8")
)


@st.composite
def transposed_convolutions(draw):
    """Arrays and options of a transposed convolution that leaves something after its crop."""
    groups = draw(st.sampled_from([1, 1, 2, 3]))
    group_filters = draw(st.integers(1, 3))
    C = groups * draw(st.integers(1, 3))
    N, H, W = (draw(st.integers(1, high)) for high in (3, 5, 5))
    stride, dilation = draw(pairs(1, 4)), draw(pairs(1, 3))
    options = {
        "stride": stride,
        "padding": draw(PADDINGS),
        "output_padding": draw(pairs(0, 2)),
        "dilation": dilation,
        "groups": groups,
    }
    dtype = draw(DTYPES)
    kernel_shape = (draw(st.integers(1, 4)), draw(st.integers(1, 4)))
    x = draw(arrays(N, H, W, C, dtype=dtype))
    kernel = draw(arrays(*kernel_shape, group_filters, C, dtype=dtype))
    bias = draw(st.none() | arrays(group_filters * groups, dtype=dtype))
    try:
        y = loops.conv2d_transpose(x, kernel, bias, **options)
    except ValueError:
        assume(False)
    return x, kernel, bias, options, y


@given(transposed_convolutions(), st.sampled_from([300, windows.BLOCK_BYTES]))
@settings(max_examples=150)
def test_equals_the_loops_forwards_and_backwards(case, block_bytes):
    x, kernel, bias, options, expected = case
    dy = np.random.default_rng(0).standard_normal(expected.shape).astype(x.dtype)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "BLOCK_BYTES", block_bytes)
        y = functional.conv2d_transpose(x, kernel, bias, **options)
        gradients = functional.conv2d_transpose_backward(dy, x, kernel, **options)
    assert_same(y, expected, scale=20)
    in_loops = loops.conv2d_transpose_backward(dy, x, kernel, **options)
    for gradient, slow in zip(gradients, in_loops, strict=True):
        assert_same(gradient, slow, scale=50)


@pytest.mark.parametrize("stride", [1, 2, 3, 5])
@pytest.mark.parametrize("kernel_size", [1, 2, 3, 4])
def test_same_gives_exactly_n_times_stride(kernel_size, stride):
    x, kernel = np.ones((1, 4, 3, 1)), np.ones((kernel_size, kernel_size, 1, 1))
    y = functional.conv2d_transpose(x, kernel, stride=stride, padding="same")
    assert y.shape == (1, 4 * stride, 3 * stride, 1)


@pytest.mark.parametrize(
    "figure",
    [f for f in GUIDE["figure_examples"] if f["kind"] == "conv_transpose"],
    ids=lambda figure: figure["figure"],
)
def test_sizes_of_the_convolution_guide(figure):
    x, kernel = np.ones((1, figure["i"], figure["i"], 1)), np.ones((figure["k"], figure["k"], 1, 1))
    y = functional.conv2d_transpose(
        x, kernel, stride=figure["s"], padding=figure["p"], output_padding=figure["output_padding"]
    )
    assert y.shape == (1, figure["o"], figure["o"], 1)


def test_arguments_stay_as_they_are():
    rng = np.random.default_rng(0)
    x, kernel, bias = (
        rng.standard_normal((2, 3, 3, 2)),
        rng.standard_normal((1, 1, 2, 2)),
        np.ones(2),
    )
    copies = [array.copy() for array in (x, kernel, bias)]
    y = functional.conv2d_transpose(x, kernel, bias)
    for result in (y, *functional.conv2d_transpose_backward(y, x, kernel)):
        assert not any(np.shares_memory(result, array) for array in (x, kernel, bias))
        result[...] = 7
    for array, copy in zip((x, kernel, bias), copies, strict=True):
        np.testing.assert_array_equal(array, copy)


X, KERNEL = np.ones((1, 4, 4, 4)), np.ones((3, 3, 3, 4))
BAD_CALLS = [
    ((X[0], KERNEL), {}, ["x has shape (4, 4, 4)", "conv2d_transpose takes"]),
    ((X, KERNEL[..., 0]), {}, ["kernel has shape (3, 3, 3)", "kernel[..., None]"]),
    ((X, np.ones((3, 3, 4, 3))), {}, ["for 3 channels, but x has 4", "such as (3, 3, 4, 4)"]),
    ((X, KERNEL), {"groups": 3}, ["groups is 3", "x's 4 channels", "use one of [1, 2, 4]"]),
    ((X, KERNEL, np.ones(4)), {}, ["bias has shape (4,)", "np.ones(3)"]),
    ((X, KERNEL), {"output_padding": 1}, ["output_padding is 1", "such as 0"]),
    ((X, KERNEL), {"output_padding": -1}, ["output_padding is -1", "≥ 0"]),
    ((X, KERNEL), {"padding": 3}, ["padding (3, 3) crops all 6 pixels", "≤ 5"]),
    ((X, KERNEL), {"stride": 0}, ["stride is 0", "≥ 1"]),
    (
        (X, KERNEL),
        {"stride": 10**12},
        ["stride or dilation makes an array", "use a smaller stride"],
    ),
]


@pytest.mark.parametrize(("arguments", "options", "parts"), BAD_CALLS)
def test_the_error_teaches(arguments, options, parts):
    with pytest.raises(ValueError, match=r".") as caught:
        functional.conv2d_transpose(*arguments, **options)
    for part in parts:
        assert part in str(caught.value)


def test_a_gradient_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"dy has shape \(1, 4, 4, 3\).*\(1, 6, 6, 3\)"):
        functional.conv2d_transpose_backward(np.ones((1, 4, 4, 3)), X, KERNEL)
