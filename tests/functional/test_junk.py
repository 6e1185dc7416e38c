"""Random junk for every option and array: a right result, or an error of our own."""

import traceback
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import loops

NAN = float("nan")
JUNK = st.one_of(
    st.integers(-2, 6),
    st.sampled_from([None, True, NAN, float("inf"), 1.0, "same", "valid", "full", "", "x", b"1"]),
    st.sampled_from([10**30, -(10**30), 1j, {}, [], object, np.int8(2), np.array([1, 2])]),
    st.tuples(st.integers(-1, 4), st.integers(-1, 4)),
    st.lists(st.one_of(st.integers(-1, 3), st.none(), st.floats()), max_size=3),
    st.tuples(*[st.tuples(st.integers(0, 2), st.integers(-1, 2))] * 2),
)
ARGUMENT_NAMES = {
    "conv2d": ["stride", "padding", "dilation", "groups"],
    "conv2d_transpose": ["stride", "padding", "output_padding", "dilation", "groups"],
    "max_pool2d": ["window", "stride", "padding", "dilation", "ceil_mode"],
    "average_pool2d": ["window", "stride", "padding", "ceil_mode", "count_include_pad"],
    "pad2d": ["padding", "value"],
}
NAMED = ("x", "kernel", "bias", "window", "stride", "padding", "output_padding", "dilation",
         "groups", "size",
         "ceil_mode", "count_include_pad", "value")  # fmt: skip


def assert_teaches(error):
    """It comes from this project's own checks, and names the argument."""
    message = str(error)
    raised_in = Path(traceback.extract_tb(error.__traceback__)[-1].filename)
    assert raised_in.parent.name in ("functional", "shapes"), f"{raised_in}: {message}"
    assert raised_in.parent.parent.name == "cnnkit"
    assert any(argument in message for argument in NAMED), message


@st.composite
def junk_calls(draw):
    name = draw(st.sampled_from(sorted(ARGUMENT_NAMES)))
    junk = draw(st.dictionaries(st.sampled_from(ARGUMENT_NAMES[name]), JUNK, min_size=1))
    arguments = {"x": np.ones(draw(st.sampled_from([(1, 4, 3, 4), (2, 1, 1, 1), (1, 5, 5, 2)])))}
    if name.startswith("conv2d"):
        arguments["kernel"] = np.ones(draw(st.sampled_from([(2, 3, 4, 4), (1, 1, 1, 2)])))
    if "pool" in name:
        arguments["window"] = 2
    if name == "pad2d":
        arguments["padding"] = 1
    return name, arguments | junk


@given(junk_calls())
@settings(max_examples=400)
def test_junk_gives_a_right_result_or_a_teaching_error(case):
    name, arguments = case
    try:
        y = getattr(functional, name)(**arguments)
    except (TypeError, ValueError) as error:
        assert_teaches(error)
    else:
        np.testing.assert_allclose(y, getattr(loops, name)(**arguments), rtol=1e-12, atol=1e-12)


@given(junk_calls())
@settings(max_examples=200)
def test_junk_for_a_gradient_gives_a_right_one_or_a_teaching_error(case):
    name, arguments = case
    try:
        dy = getattr(functional, name)(**arguments)
    except (TypeError, ValueError):
        dy = np.ones((1, 2, 2, 2))  # what is wrong with the options is said first
    try:
        gradients = getattr(functional, f"{name}_backward")(dy, **arguments)
    except (TypeError, ValueError) as error:
        assert_teaches(error)
    else:
        expected = getattr(loops, f"{name}_backward")(dy, **arguments)
        for gradient, slow in zip(gradients, expected, strict=True):
            np.testing.assert_allclose(gradient, slow, rtol=1e-12, atol=1e-12)


SHAPES = st.lists(st.integers(0, 4), max_size=5).map(tuple)
ARRAY_DTYPES = st.sampled_from(
    ["uint8", "bool", "float16", "float32", "complex64", "U3", "O", "M8[s]"]
)


@given(SHAPES, SHAPES, st.none() | SHAPES, ARRAY_DTYPES, ARRAY_DTYPES)
@settings(max_examples=200)
def test_arrays_of_any_shape_and_kind(x_shape, kernel_shape, bias_shape, x_dtype, kernel_dtype):
    x, kernel = np.zeros(x_shape, x_dtype), np.zeros(kernel_shape, kernel_dtype)
    bias = None if bias_shape is None else np.zeros(bias_shape)
    try:
        y = functional.conv2d(x, kernel, bias)
    except (TypeError, ValueError) as error:
        assert_teaches(error)
    else:
        assert not y.any()
