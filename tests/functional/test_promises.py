"""What every function promises about arrays, whatever it computes: calls of each, in a table."""

import numpy as np
import pytest

from cnnkit import functional
from tests.functional.drawing import TOLERANCE


def numbers(*shape):
    """Normal numbers, the same ones for the same shape."""
    return np.random.default_rng(sum(shape)).standard_normal(shape)


def rng():
    """Where a call draws from, if it draws at all."""
    return np.random.default_rng(0)


def backward_of(name):
    """Name the backward's call as the forward's is named."""
    function, *special = name.partition(",")
    return f"{function}_backward{''.join(special)}"


MAP, SMALL = numbers(2, 6, 4, 3), numbers(2, 3, 2, 3)
KERNEL, TRANSPOSED = numbers(3, 3, 3, 5), numbers(3, 3, 5, 3)
CHANNELS = numbers(3)
DEPTHWISE = numbers(2, 5, 2, 3)
LOGITS, LABELS = numbers(5, 4), [0, 3, 1, 1, 2]
SCALE = {"gamma": CHANNELS, "beta": numbers(3) + 1}
STATISTICS = {"mean": CHANNELS, "variance": np.exp(CHANNELS)}
ACTIVATIONS = ("relu", "relu6", "leaky_relu", "elu", "selu", "sigmoid", "tanh", "gelu", "swish",
               "hard_swish", "mish", "softplus", "softmax", "log_softmax")  # fmt: skip

# function (and after a comma what is special), its arguments, and for its backward dy
PAIRS = [
    *[(name, {"x": MAP}, MAP) for name in ACTIVATIONS],
    ("prelu", {"x": MAP, "slope": CHANNELS}, MAP),
    ("conv2d", {"x": MAP, "kernel": KERNEL, "bias": numbers(5)}, numbers(2, 4, 2, 5)),
    ("conv2d, dilated", {"x": MAP, "kernel": KERNEL[:, :2], "dilation": 2}, numbers(2, 2, 2, 5)),
    ("conv2d, 1×1", {"x": MAP, "kernel": KERNEL[:1, :1]}, numbers(2, 6, 4, 5)),
    ("conv2d, depthwise", {"x": MAP, "kernel": numbers(2, 3, 1, 3), "groups": 3}, DEPTHWISE),
    ("conv2d_transpose", {"x": MAP, "kernel": TRANSPOSED, "bias": numbers(5)}, numbers(2, 8, 6, 5)),
    ("max_pool2d", {"x": MAP, "window": 2}, SMALL),
    ("max_pool2d, overlapping", {"x": MAP, "window": (2, 3), "stride": 1}, DEPTHWISE),
    ("average_pool2d", {"x": MAP, "window": 2}, SMALL),
    ("global_average_pool2d", {"x": MAP}, numbers(2, 3)),
    ("global_max_pool2d", {"x": MAP}, numbers(2, 3)),
    ("adaptive_average_pool2d", {"x": MAP, "output_size": (3, 2)}, SMALL),
    ("adaptive_max_pool2d", {"x": MAP, "output_size": (3, 2)}, SMALL),
    ("batch_norm", {"x": MAP, **SCALE}, MAP),
    ("batch_norm, evaluation", {"x": MAP, **SCALE, **STATISTICS}, MAP),
    ("layer_norm", {"x": MAP, **SCALE}, MAP),
    ("group_norm", {"x": MAP, "groups": 3, **SCALE}, MAP),
    ("local_response_norm", {"x": MAP, "size": 3}, MAP),
    ("dense", {"x": SMALL[0, 0], "weight": numbers(3, 4), "bias": numbers(4)}, numbers(2, 4)),
    ("pad2d", {"x": MAP, "padding": 1}, numbers(2, 8, 6, 3)),
    ("depth_to_space", {"x": numbers(2, 3, 2, 12), "block": 2}, MAP),
    ("space_to_depth", {"x": MAP, "block": 2}, numbers(2, 3, 2, 12)),
    ("resize", {"x": MAP, "size": (3, 2), "method": "bilinear"}, SMALL),
]
LOSSES = [
    ("cross_entropy", {"logits": LOGITS, "labels": LABELS, "weight": np.exp(numbers(4))}),
    ("binary_cross_entropy", {"logits": LOGITS, "targets": 1 / (1 + np.exp(LOGITS[::-1]))}),
    ("mean_squared_error", {"y": LOGITS, "target": LOGITS[::-1]}),
]
CALLS = {
    **{name: arguments for name, arguments, _ in PAIRS},
    **{
        backward_of(name): {"dy": dy}
        | {key: value for key, value in arguments.items() if key not in ("bias", "beta")}
        for name, arguments, dy in PAIRS
    },
    **dict(LOSSES),
    **{f"{name}_backward": arguments for name, arguments in LOSSES},
    "conv2d_input_gradient": {
        "dy": numbers(2, 4, 2, 5),
        "kernel": KERNEL,
        "input_shape": (6, 4, 3),
    },
    "conv2d_parameter_gradients": {"dy": numbers(2, 4, 2, 5), "x": MAP, "kernel_size": 3},
    "dense_input_gradient": {"dy": numbers(2, 4), "weight": numbers(3, 4)},
    "dense_parameter_gradients": {"dy": numbers(2, 4), "x": SMALL[0, 0]},
    "dropout": {"x": MAP, "rate": 0.5, "rng": rng},
    "dropout_backward": {"dy": MAP, "mask": MAP > 0, "rate": 0.5},
}
LEADING = ("x", "logits", "y", "dy")
"""The argument whose dtype the result follows: the first of these that a function has."""


def strided(array):
    """Every other number of an array."""
    wide = np.zeros([2 * n for n in array.shape], array.dtype)
    view = wide[tuple(slice(None, None, 2) for _ in array.shape)]
    view[...] = array
    return view


def reversed_(array):
    """An array that runs backwards through memory."""
    backwards = tuple(slice(None, None, -1) for _ in array.shape)
    return np.ascontiguousarray(array[backwards])[backwards]


def read_only(array):
    """A copy that nobody may write to."""
    copy = array.copy()
    copy.flags.writeable = False
    return copy


def big_endian(array):
    """The bytes of each number the other way round."""
    return array.astype(array.dtype.newbyteorder(">"))


LAYOUTS = [read_only, strided, reversed_, np.asfortranarray, big_endian, np.ndarray.tolist]


def call(name, change):
    """Call a function with its arrays changed; return what it gave, as a tuple, and the arrays."""
    arguments = {
        key: change(key, value) if isinstance(value, np.ndarray) else value
        for key, value in CALLS[name].items()
    }
    drawn = {key: value() for key, value in arguments.items() if callable(value)}
    results = getattr(functional, name.partition(",")[0])(**arguments | drawn)
    given = [value for value in arguments.values() if isinstance(value, np.ndarray)]
    return results if isinstance(results, tuple) else (results,), given


def unchanged(key, array):
    return array.copy()


def test_every_function_is_in_the_table():
    assert {name.partition(",")[0] for name in CALLS} == set(functional.__all__)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__.strip("_"))
@pytest.mark.parametrize("name", CALLS)
def test_the_layout_in_memory_does_not_matter(name, layout):
    expected, _ = call(name, unchanged)
    if layout is np.ndarray.tolist:  # lists become float64 arrays
        results, _ = call(name, lambda key, array: array.tolist())
    else:
        results, _ = call(name, lambda key, array: layout(array))
    for result, value in zip(results, expected, strict=True):
        np.testing.assert_allclose(result, value, rtol=1e-12, atol=1e-12)
        if isinstance(result, np.ndarray):
            assert result.dtype == value.dtype
            assert result.dtype.isnative


@pytest.mark.parametrize("name", CALLS)
def test_arguments_stay_as_they_are_and_results_are_new(name):
    results, given = call(name, unchanged)
    originals = [value for value in CALLS[name].values() if isinstance(value, np.ndarray)]
    for array, original in zip(given, originals, strict=True):
        np.testing.assert_array_equal(array, original)
    for result in results:
        if isinstance(result, np.ndarray):
            assert result.flags.writeable
            assert not any(np.shares_memory(result, array) for array in given)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", CALLS)
def test_dtype_follows_the_leading_argument(name, dtype):
    """All others are given in the other dtype."""
    other = {"float64": "float32", "float32": "float64"}[dtype]
    leading = next(key for key in LEADING if key in CALLS[name])

    def change(key, array):
        if array.dtype == bool:
            return array
        return array.astype("float32").astype(dtype if key == leading else other)

    expected, _ = call(name, lambda key, array: change(key, array).astype(array.dtype))
    results, _ = call(name, change)
    for result, value in zip(results, expected, strict=True):
        tolerance = 30 * TOLERANCE[dtype]
        np.testing.assert_allclose(result, value, rtol=tolerance, atol=tolerance)
        if isinstance(result, np.ndarray) and result.dtype != bool:
            assert result.dtype == dtype


@pytest.mark.parametrize("name", CALLS)
def test_integers_become_float32(name):
    def whole(key, array):
        return array if array.dtype == bool else np.ceil(array)

    expected, _ = call(name, whole)
    results, _ = call(
        name,
        lambda key, array: array if array.dtype == bool else whole(key, array).astype(np.int8),
    )
    for result, value in zip(results, expected, strict=True):
        np.testing.assert_allclose(result, value, rtol=1e-4, atol=1e-4)
        if isinstance(result, np.ndarray) and result.dtype != bool:
            assert result.dtype == np.float32


@pytest.mark.parametrize("name", CALLS)
def test_nan_is_never_dropped(name):
    poisoned = next(key for key in ("dy", *LEADING) if key in CALLS[name])

    def change(key, array):
        array = array.copy()
        if key == poisoned:
            # One number is enough; but of gradients, those of a flat piece are cut off.
            array[... if key == "dy" else (0,) * array.ndim] = np.nan
        return array

    results, _ = call(name, change)
    for result in results:
        assert np.isnan(result).any() or result.dtype == bool
