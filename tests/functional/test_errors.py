"""Bad calls: each error names the argument and its value, and says what would work."""

import numpy as np
import pytest

from cnnkit import functional

X = np.ones((1, 4, 4, 4), np.float32)
KERNEL = np.ones((3, 3, 4, 6), np.float32)
NAN = float("nan")

# function, arguments, options, error, what its message must hold
ARRAYS = [
    (
        "conv2d",
        (np.ones((5, 5)), KERNEL),
        {},
        ValueError,
        ["x has shape (5, 5)", "conv2d takes (N, H, W, C)", "x[None, :, :, None]"],
    ),
    ("conv2d", (np.ones((5, 5, 3)), KERNEL), {}, ValueError, ["x has shape (5, 5, 3)", "x[None]"]),
    ("conv2d", (np.ones(5), KERNEL), {}, ValueError, ["x has shape (5,)", "such as (1, 3, 3, 1)"]),
    ("conv2d", (7, KERNEL), {}, ValueError, ["x has shape ()", "(N, H, W, C)"]),
    (
        "conv2d",
        (np.ones((0, 4, 4, 4)), KERNEL),
        {},
        ValueError,
        ["x has shape (0, 4, 4, 4)", "such as (1, 4, 4, 4)"],
    ),
    ("conv2d", ("cat.png", KERNEL), {}, TypeError, ["x holds text", "such as"]),
    (
        "conv2d",
        (np.ma.array(X, mask=X > 0), KERNEL),
        {},
        TypeError,
        ["x is a masked array", "such as x.filled(0)"],
    ),
    ("conv2d", (None, KERNEL), {}, TypeError, ["x holds Python objects", "such as"]),
    ("conv2d", (X * 1j, KERNEL), {}, TypeError, ["x holds complex64", "real numbers"]),
    ("conv2d", (X.astype(np.longdouble), KERNEL), {}, TypeError, ["x holds", "at most 64 bits"]),
    (
        "conv2d",
        ([[1, 2], [3]], KERNEL),
        {},
        ValueError,
        ["x cannot be read", "rows of equal length"],
    ),
    (
        "conv2d",
        (X, np.ones((3, 3))),
        {},
        ValueError,
        ["kernel has shape (3, 3)", "kernel[:, :, None, None]"],
    ),
    (
        "conv2d",
        (X, np.ones((3, 3, 4))),
        {},
        ValueError,
        ["kernel has shape (3, 3, 4)", "kernel[..., None]"],
    ),
    (
        "conv2d",
        (X, np.ones((0, 3, 4, 6))),
        {},
        ValueError,
        ["kernel has shape (0, 3, 4, 6)", "such as (1, 3, 4, 6)"],
    ),
    (
        "conv2d",
        (X, np.ones((3, 3, 3, 6))),
        {},
        ValueError,
        ["kernel has shape (3, 3, 3, 6)", "4 channels", "such as (3, 3, 4, 6)"],
    ),
    (
        "conv2d",
        (np.ones((1, 4, 5, 5)), KERNEL),
        {},
        ValueError,
        ["x has 5 channels", "np.moveaxis(x, 1, -1)"],
    ),
    ("conv2d", (X, KERNEL), {"groups": 2}, ValueError, ["groups=2", "such as (3, 3, 2, 6)"]),
    ("conv2d", (X, KERNEL), {"groups": 3}, ValueError, ["groups is 3", "use one of [1, 2]"]),
    ("conv2d", (X, KERNEL), {"groups": 4}, ValueError, ["groups is 4", "use one of [1, 2]"]),
    ("conv2d", (X, KERNEL, np.ones(5)), {}, ValueError, ["bias has shape (5,)", "shape (6,)"]),
    ("conv2d", (X, KERNEL, 1.0), {}, ValueError, ["bias has shape ()", "np.ones(6)"]),
    ("conv2d", (X, KERNEL, ["a"] * 6), {}, TypeError, ["bias holds text", "such as"]),
    ("conv2d", (X, np.ones((5, 5, 4, 6))), {}, ValueError, ["kernel 5×5", "4×4", "padding ≥ 1"]),
    ("conv2d", (X, KERNEL), {"dilation": 2}, ValueError, ["kernel 3×3", "5×5", "padding ≥ 1"]),
    (
        "max_pool2d",
        (np.ones((5, 5)), 2),
        {},
        ValueError,
        ["x has shape (5, 5)", "max_pool2d takes", "x[None, :, :, None]"],
    ),
    ("max_pool2d", (X, 5), {}, ValueError, ["window 5×5", "4×4", "padding ≥ 1", "smaller window"]),
    ("max_pool2d", (X, 2), {"padding": 2}, ValueError, ["padding (2, 2)", "padding ≤ 1"]),
    ("max_pool2d", (X, 2), {"ceil_mode": 1}, TypeError, ["ceil_mode is 1", "True or False"]),
    ("average_pool2d", (np.ones((5, 5)), 2), {}, ValueError, ["average_pool2d takes (N, H, W, C)"]),
    ("average_pool2d", (X, 2), {"padding": 2}, ValueError, ["padding (2, 2)", "padding ≤ 1"]),
    (
        "average_pool2d",
        (X, 2),
        {"count_include_pad": "no"},
        TypeError,
        ["count_include_pad is 'no'", "True or False"],
    ),
    ("pad2d", (np.ones((5, 5)), 1), {}, ValueError, ["pad2d takes (N, H, W, C)"]),
    ("pad2d", (X, "same"), {}, ValueError, ['padding is "same"', "such as 1"]),
    (
        "pad2d",
        (X, 4),
        {"mode": "reflect"},
        ValueError,
        ["padding is 4", '"reflect"', "padding ≤ 3"],
    ),
    ("pad2d", (X, (0, 5)), {"mode": "wrap"}, ValueError, ["padding is 5", "width", "padding ≤ 4"]),
    ("pad2d", (X, 1), {"mode": "mirror"}, ValueError, ["mode is 'mirror'", '"reflect"']),
    ("pad2d", (X, 1), {"mode": None}, TypeError, ["mode is None", '"reflect"']),
    ("pad2d", (X, 1), {"value": "0"}, TypeError, ["value is '0'", "such as 0.0"]),
    ("pad2d", (X, 1), {"value": 1e99}, ValueError, ["value is 1e+99", "float32"]),
    ("pad2d", (X, 1), {"value": 1, "mode": "edge"}, ValueError, ["value is 1", 'mode="constant"']),
    ("pad2d", (X, 10**15), {}, ValueError, ["padding makes", "use a smaller padding"]),
    ("resize", (np.ones((5, 5)), 2), {}, ValueError, ["resize takes (N, H, W, C)"]),
    ("resize", (X, 2), {"method": "cubic"}, ValueError, ["method is 'cubic'", '"bicubic"']),
    (
        "resize",
        (X, 2),
        {"align_corners": True},
        ValueError,
        ["align_corners is True", 'method="bilinear"'],
    ),
    ("resize", (X, 2), {"antialias": True}, ValueError, ["antialias is True", 'method="bilinear"']),
    (
        "resize",
        (X, 2),
        {"method": "bilinear", "antialias": 1},
        TypeError,
        ["antialias is 1", "True or False"],
    ),
    (
        "resize",
        (X, 2),
        {"method": "bicubic", "antialias": True, "align_corners": True},
        ValueError,
        ["align_corners=False"],
    ),
    ("resize", (X, 10**15), {}, ValueError, ["size makes", "use a smaller size"]),
]

# argument by argument, what is no whole number of the right size
COUNTS = [
    (name, options, argument, value, error)
    for name, argument, options in (
        ("conv2d", "stride", {}),
        ("conv2d", "dilation", {}),
        ("conv2d", "groups", {}),
        ("conv2d", "padding", {}),
        ("max_pool2d", "stride", {}),
        ("max_pool2d", "dilation", {}),
        ("max_pool2d", "padding", {}),
        ("average_pool2d", "stride", {}),
        ("average_pool2d", "padding", {}),
        ("max_pool2d", "window", None),
        ("average_pool2d", "window", None),
        ("pad2d", "padding", None),
        ("resize", "size", None),
    )
    for value, error in (
        (-1, ValueError),
        (0, ValueError),
        (1.5, TypeError),
        (2.0, TypeError),
        (NAN, TypeError),
        ("2", (TypeError, ValueError)),
        (True, TypeError),
        (None, TypeError),
        ((1, 1, 1), (TypeError, ValueError)),
        ((-1, 1), (TypeError, ValueError)),
        ((1, NAN), TypeError),
    )
    if not (value == 0 and argument == "padding")  # no padding is a padding
    and not (value is None and argument == "stride" and "pool" in name)  # None means window
]


def call(name, arguments, options):
    return getattr(functional, name)(*arguments, **options)


def first_arguments(name):
    return (X, KERNEL) if name == "conv2d" else (X, 2) if "pool" in name else (X,)


@pytest.mark.parametrize(("name", "arguments", "options", "error", "parts"), ARRAYS)
def test_the_error_teaches(name, arguments, options, error, parts):
    with pytest.raises(error) as caught:
        call(name, arguments, options)
    for part in parts:
        assert part in str(caught.value)


@pytest.mark.parametrize(("name", "options", "argument", "value", "error"), COUNTS)
def test_the_error_names_argument_value_and_rule(name, options, argument, value, error):
    arguments = first_arguments(name)
    if options is None:
        arguments, options = (X, value), {}
    else:
        options = {argument: value}
    with pytest.raises(error) as caught:
        call(name, arguments, options)
    message = str(caught.value)
    assert argument in message
    shown = value if isinstance(value, tuple) else [value]
    assert repr(value) in message or str(value) in message or any(repr(v) in message for v in shown)
    assert any(hint in message for hint in ("such as", "give", "use"))
