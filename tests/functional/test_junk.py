"""Junk for every argument of every function: a right result, or an error of our own."""

import inspect
import re
import traceback
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import functional
from cnnkit.functional import loops
from tests.functional.test_promises import ACTIVATIONS, CALLS

NAN = float("nan")
VALUES = [
    None, True, NAN, float("inf"), 0, -1, 3, 10**15, 10**30, -(10**30), 10**400, 0.5, 1e300, 1j,
    "", "x", "same", b"1", {}, set(), range(3), object, ..., np.int8(2), np.longdouble(0.5),
    [], [None], [1, "a"], [[1, 2], [3]], (0, 0), (2, 2), (1, 2, 3), [10**15] * 2, [10**30] * 2,
    ((1, 1), (1, 1)), ((1,), (2,)), [[[[1]]]],
]  # fmt: skip
ARRAYS = [
    *[np.ones(shape) for shape in ((), (0,), (2,), (0, 3), (1, 1), (1, 0, 2, 3), (1,) * 30)],
    *[np.ones((2, 6, 4, 3), kind) for kind in ("complex64", "O", "U3", "M8[s]", "g", "f2", "?")],
    np.ones(3, [("field", "f4")]),
    np.ma.masked,
    np.ma.array(np.ones((2, 6, 4, 3)), mask=True),
]
SAME_SHAPE = (*ACTIVATIONS, "prelu", "batch_norm", "layer_norm", "group_norm", "dropout",
              "local_response_norm")  # fmt: skip


def assert_teaches(error, function):
    """It is raised by this project's own checks, and names an argument."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    rooms = [folder.name for folder in Path(last.filename).parents]
    assert {"functional", "shapes"} & set(rooms[:2]), f"{last.filename}: {error}"
    assert last.line.startswith("raise "), f"{last.filename}:{last.lineno}: {error}"
    arguments = inspect.signature(function).parameters
    assert any(re.search(rf"\b{argument}\b", str(error)) for argument in arguments), error


def assert_shapes_follow(name, results, arguments):
    """A gradient has the shape of its argument; so has what is computed number by number."""
    leading = next(key for key in ("x", "logits", "y", "dy", "mask") if key in arguments)
    if name in SAME_SHAPE or ("_backward" in name and leading != "dy"):
        first = results[0] if isinstance(results, tuple) else results
        assert first.shape == np.shape(arguments[leading])


@pytest.mark.parametrize("name", CALLS)
def test_junk_for_any_argument_of_any_function(name):
    usual = {key: value() if callable(value) else value for key, value in CALLS[name].items()}
    name = name.partition(",")[0]
    function = getattr(functional, name)
    for argument in inspect.signature(function).parameters:
        for junk in (*VALUES, *ARRAYS):
            arguments = usual | {argument: junk}
            try:
                results = function(**arguments)
            except (TypeError, ValueError) as error:
                assert_teaches(error, function)
            else:
                assert_shapes_follow(name, results, arguments)


OPTIONS = st.one_of(
    st.integers(-2, 6),
    st.sampled_from([*VALUES, np.array([1, 2])]),
    st.tuples(st.integers(-1, 4), st.integers(-1, 4)),
    st.lists(st.one_of(st.integers(-1, 3), st.none(), st.floats()), max_size=3),
    st.tuples(*[st.tuples(st.integers(0, 2), st.integers(-1, 2))] * 2),
)
OPTION_NAMES = {
    "conv2d": ["stride", "padding", "dilation", "groups"],
    "conv2d_transpose": ["stride", "padding", "output_padding", "dilation", "groups"],
    "max_pool2d": ["window", "stride", "padding", "dilation", "ceil_mode"],
    "average_pool2d": ["window", "stride", "padding", "ceil_mode", "count_include_pad"],
    "pad2d": ["padding", "value"],
}


@st.composite
def junk_calls(draw):
    name = draw(st.sampled_from(sorted(OPTION_NAMES)))
    junk = draw(st.dictionaries(st.sampled_from(OPTION_NAMES[name]), OPTIONS, min_size=1))
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
def test_junk_for_several_options_gives_a_right_result_or_a_teaching_error(case):
    name, arguments = case
    function = getattr(functional, name)
    try:
        y = function(**arguments)
    except (TypeError, ValueError) as error:
        assert_teaches(error, function)
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
    backward = getattr(functional, f"{name}_backward")
    try:
        gradients = backward(dy, **arguments)
    except (TypeError, ValueError) as error:
        assert_teaches(error, backward)
    else:
        expected = getattr(loops, f"{name}_backward")(dy, **arguments)
        for gradient, slow in zip(gradients, expected, strict=True):
            np.testing.assert_allclose(gradient, slow, rtol=1e-12, atol=1e-12)


X, KERNEL, DEPTHWISE = np.ones((1, 4, 4, 2)), np.ones((3, 3, 2, 2)), np.ones((3, 3, 1, 2))


@pytest.mark.parametrize("size", [10**7, 10**15, 10**30])
@pytest.mark.parametrize(
    "call",
    [
        lambda size: functional.conv2d(X, KERNEL, stride=size, padding=size),
        lambda size: functional.conv2d(X, KERNEL, dilation=size, padding=size),
        lambda size: functional.conv2d(X, DEPTHWISE, groups=2, dilation=size, padding=size),
        lambda size: functional.conv2d_input_gradient(
            X[:, :1, :1], KERNEL[:1, :1], (size, size, 2), stride=size
        ),
        lambda size: functional.conv2d_parameter_gradients(
            X[:, :1, :1], X, size * size, padding=size * size, stride=10 * size * size
        ),
    ],
)
def test_what_does_not_fit_into_memory_is_said(call, size):
    """Nothing but the size is wrong here, and each is large enough for any memory."""
    with pytest.raises(ValueError, match=r"makes an array of shape .*; use a smaller ") as caught:
        call(size)
    assert traceback.extract_tb(caught.value.__traceback__)[-1].line.startswith("raise ")


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
        assert_teaches(error, functional.conv2d)
    else:
        assert not y.any()
