"""conv2d against the loops, against known numbers, and on its promises about arrays."""

import json
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import columns, loops, windows
from tests.functional.drawing import DTYPES, PADDINGS, arrays, assert_same, pairs

GUIDE = json.loads(
    (Path(__file__).parent.parent / "reference" / "conv_arithmetic.json").read_text("utf-8")
)


@st.composite
def convolutions(draw):
    """Arrays and options of a convolution that fits."""
    groups = draw(st.sampled_from([1, 1, 1, 2, 3]))
    depthwise = draw(st.booleans()) and groups > 1
    group_channels = 1 if depthwise else draw(st.integers(1, 3))
    F = groups * draw(st.integers(1, 3))
    N, H, W = (draw(st.integers(1, high)) for high in (3, 8, 8))
    kernel_shape = (draw(st.integers(1, 4)), draw(st.integers(1, 4)))
    options = {
        "stride": draw(pairs(1, 5)),
        "padding": draw(PADDINGS),
        "dilation": draw(pairs(1, 3)),
        "groups": groups,
    }
    dtype = draw(DTYPES)
    x = draw(arrays(N, H, W, groups * group_channels, dtype=dtype))
    kernel = draw(arrays(*kernel_shape, group_channels, F, dtype=dtype))
    bias = draw(st.none() | arrays(F, dtype=dtype))
    return x, kernel, bias, options


def in_loops(x, kernel, bias, options):
    """Ask the loops, and leave out what does not fit: the errors have tests of their own."""
    try:
        return loops.conv2d(x, kernel, bias, **options)
    except ValueError:
        assume(False)


@given(convolutions())
@settings(max_examples=150)
def test_equals_the_loops(case):
    x, kernel, bias, options = case
    expected = in_loops(*case)
    assert_same(functional.conv2d(x, kernel, bias, **options), expected, scale=20)


ROUTES = st.fixed_dictionaries(
    {"SMALL_CHANNELS": st.sampled_from([0, 2]), "TALL": st.sampled_from([1, 8, 256])}
)
"""Limits that lead to every layout of the columns, whatever the channels and the batch."""


@given(convolutions(), st.sampled_from([1, 300, 2000]), ROUTES)
@settings(max_examples=150)
def test_equals_the_loops_in_blocks_and_by_every_route(case, block_bytes, limits):
    """Small blocks, so that images are split; and each route, whatever the channels."""
    x, kernel, bias, options = case
    expected = in_loops(*case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "BLOCK_BYTES", block_bytes)
        for name, limit in limits.items():
            patch.setattr(columns, name, limit)
        y = functional.conv2d(x, kernel, bias, **options)
    assert_same(y, expected, scale=20)


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("kernel_size", [2, 4, 6])
def test_same_padding_with_even_kernels(kernel_size, stride):
    rng = np.random.default_rng(kernel_size)
    x, kernel = rng.standard_normal((2, 7, 9, 2)), rng.standard_normal((kernel_size, 2, 2, 3))
    y = functional.conv2d(x, kernel, stride=stride, padding="same")
    assert y.shape == (2, -(-7 // stride), -(-9 // stride), 3)
    assert_same(y, loops.conv2d(x, kernel, stride=stride, padding="same"), scale=20)


@pytest.mark.parametrize(
    "figure",
    [f for f in GUIDE["numeric_figures"] if f["mode"] == "convolution"],
    ids=lambda figure: figure["figure"],
)
@pytest.mark.parametrize("conv2d", [functional.conv2d, loops.conv2d])
def test_numbers_of_the_convolution_guide(figure, conv2d):
    image, kernel = np.array(figure["input"]), np.array(figure["kernel"])
    y = conv2d(
        image[None, :, :, None],
        kernel[:, :, None, None],
        stride=figure["s"],
        padding=figure["p"],
    )
    assert y[0, :, :, 0].tolist() == figure["output"]


@pytest.mark.parametrize(
    "figure",
    [f for f in GUIDE["figure_examples"] if f["kind"] == "conv"],
    ids=lambda figure: figure["figure"],
)
def test_sizes_of_the_convolution_guide(figure):
    x, kernel = np.ones((1, figure["i"], figure["i"], 1)), np.ones((figure["k"], figure["k"], 1, 1))
    options = {"stride": figure["s"], "padding": figure["p"], "dilation": figure["d"]}
    assert functional.conv2d(x, kernel, **options).shape == (1, figure["o"], figure["o"], 1)


def test_the_first_example_of_the_course():
    image = np.array([[1, 2, 0, 1], [0, 1, 3, 2], [2, 1, 0, 1], [1, 0, 2, 3]])
    kernel = np.array([[-1, 1], [-1, 1]])
    y = functional.conv2d(image[None, :, :, None], kernel[:, :, None, None])
    expected = [[2, 0, 0], [0, 1, 0], [-2, 1, 2]]
    assert y[0, :, :, 0].tolist() == expected


@pytest.mark.parametrize("place", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("channels", [1, 3, 40])
def test_what_is_not_finite_stays_in_its_windows(place, channels):
    """Neighbouring windows share work, but not each other's NaN."""
    x = np.ones((1, 6, 24, channels), np.float32)
    x[0, 2, 10, 0] = place
    kernel = np.ones((3, 3, channels, 2), np.float32)
    y = functional.conv2d(x, kernel, padding="same")
    spoiled = ~np.isfinite(y[0, :, :, 0])
    expected = np.zeros((6, 24), bool)
    expected[1:4, 9:12] = True
    np.testing.assert_array_equal(spoiled, expected)


@pytest.mark.parametrize("places", [(np.inf, -np.inf), (3e38, 3e38)])
def test_numbers_whose_sum_is_none_are_no_cause_for_a_warning(places):
    x = np.zeros((1, 3, 8, 1), np.float32)
    x[0, 1, [1, 6], 0] = places
    kernel = np.full((3, 3, 1, 1), 0.5)
    y = functional.conv2d(x, kernel)[0, 0, [0, 5], 0]
    assert y.tolist() == (x[0, 1, [1, 6], 0] / 2).tolist()


@pytest.mark.parametrize("given_dtype", ["uint8", "int64", "bool", "float16", "float32", "float64"])
def test_dtype_follows_x(given_dtype):
    x, kernel = np.ones((1, 3, 3, 1), given_dtype), np.ones((2, 2, 1, 1))
    y = functional.conv2d(x, kernel, np.ones(1, np.int8))
    assert y.dtype == ("float64" if given_dtype == "float64" else "float32")
    assert y.ravel().tolist() == [5.0] * 4


def test_big_endian_arrays_are_read():
    x = np.arange(9, dtype=">f4").reshape(1, 3, 3, 1)
    y = functional.conv2d(x, np.ones((1, 1, 1, 1)))
    assert y.dtype == np.float32
    assert y.dtype.isnative
    assert y.ravel().tolist() == list(range(9))


@pytest.mark.parametrize("kernel_shape", [(1, 1, 3, 3), (3, 3, 3, 3), (3, 3, 1, 3)])
def test_arguments_stay_as_they_are(kernel_shape):
    rng = np.random.default_rng(0)
    x, kernel, bias = (
        rng.standard_normal(shape).astype(np.float32) for shape in ((2, 5, 5, 3), kernel_shape, 3)
    )
    copies = [array.copy() for array in (x, kernel, bias)]
    y = functional.conv2d(x, kernel, bias, padding="same", groups=3 // kernel_shape[2])
    assert not any(np.shares_memory(y, array) for array in (x, kernel, bias))
    y[...] = 7
    for array, copy in zip((x, kernel, bias), copies, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_result_is_contiguous_and_writeable():
    y = functional.conv2d(np.ones((2, 5, 5, 40)), np.ones((3, 3, 40, 2)), padding="same")
    assert y.flags.c_contiguous
    assert y.flags.writeable


def test_nested_lists_are_read():
    y = functional.conv2d([[[[1], [2]], [[3], [4]]]], [[[[1]]]], [10])
    assert y.ravel().tolist() == [11, 12, 13, 14]


def test_huge_strides_mean_one_window():
    x, kernel = np.ones((1, 3, 3, 1)), np.ones((1, 3, 1, 1))
    y = functional.conv2d(x, kernel, stride=10**30, dilation=(10**30, 1))
    assert y.ravel().tolist() == [3.0]


@pytest.mark.parametrize("channels", [64, 16])
def test_memory_stays_bounded(channels):
    """All columns at once would take 9 times the input: 58 MiB for 64 channels."""
    x = np.ones((8, 56, 56, channels), np.float32)
    kernel = np.ones((3, 3, channels, 64), np.float32)
    tracemalloc.start()
    y = functional.conv2d(x, kernel, padding="same")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak - y.nbytes < 5 * 2**20
