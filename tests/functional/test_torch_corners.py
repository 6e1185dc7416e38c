"""The stored cases of PyTorch are many, and reach the corners that they are there for."""

from collections import Counter

import numpy as np
import pytest

from cnnkit import functional, shapes
from tests.functional.test_against_torch import CASES
from tests.reference.stored import FOLDER


def option(case, name, default=1):
    """Return an option of a case as (height, width)."""
    value = case.options.get(name, default)
    return shapes.pair(case.options["window"] if value is None else value, name, minimum=0)


def spans(case):
    """Count the pixels from the first to the last one that a window touches."""
    window = case.options.get("window") or case.inputs["kernel"].shape[:2]
    kernel_shape = shapes.pair(window, "window")
    return [d * (k - 1) + 1 for k, d in zip(kernel_shape, option(case, "dilation"), strict=True)]


def begins_in_the_padding(case):
    """Rounding up alone would give one more window, which began beyond the last pixel."""
    if not case.options.get("ceil_mode"):
        return False
    sizes = zip(case.inputs["x"].shape[1:3], case.outputs["y"].shape[1:3], strict=True)
    windows = zip(option(case, "padding"), option(case, "stride"), spans(case), strict=True)
    return any(
        -(-(n + 2 * p - span) // s) + 1 > y
        for (n, y), (p, s, span) in zip(sizes, windows, strict=True)
    )


def uneven(case):
    """The sides of the height are not padded, or cropped, alike."""
    padding = case.options["padding"]
    return np.ndim(padding) == 2 and padding[0][0] != padding[0][1]


def padded(case):
    padding = case.options["padding"]
    return not isinstance(padding, str) and np.max(padding) > 0


def same(case):
    return case.options["padding"] == "same" and option(case, "stride")[0] > 1


WINDOWS = {
    "overlapping": lambda case: option(case, "stride")[0] < spans(case)[0],
    "stride beyond the window": lambda case: option(case, "stride")[0] > spans(case)[0],
    "dilated": lambda case: max(option(case, "dilation")) > 1,
    "uneven padding": uneven,
    '"same" with a stride': same,
    "one image": lambda case: len(case.inputs["x"]) == 1,
}
CONVOLUTIONS = WINDOWS | {
    "even kernel": lambda case: case.inputs["kernel"].shape[0] % 2 == 0,
    '"same", even kernel': lambda case: same(case) and case.inputs["kernel"].shape[0] % 2 == 0,
    "depthwise": lambda case: case.options.get("groups", 1) == case.inputs["x"].shape[3] > 1,
    "groups, bias": lambda case: (
        1 < case.options.get("groups", 1) < case.inputs["x"].shape[3] and "bias" in case.inputs
    ),
    "a single pixel": lambda case: case.inputs["x"].shape[1:3] == (1, 1),
}
POOLINGS = WINDOWS | {
    "a window that would begin in the padding": begins_in_the_padding,
    "ceil_mode": lambda case: case.options.get("ceil_mode") and max(option(case, "padding")) > 0,
    "all negative, padded": lambda case: case.inputs["x"].max() < 0 and padded(case),
    "2×2, side by side": lambda case: case.options["window"] == 2 == case.options["stride"],
    "stride left out": lambda case: case.options["stride"] is None,
    "ties": lambda case: len(np.unique(case.inputs["x"])) <= 3 < case.inputs["x"].size,
}
AVERAGES = {key: corner for key, corner in POOLINGS.items() if key != "dilated"} | {
    "padding left out": lambda case: (
        not case.options.get("count_include_pad", True) and max(option(case, "padding")) > 0
    )
}


def among_options(*names):
    """Return corners that are one option's value each."""
    return {
        f"{name} {value}": lambda case, name=name, value=value: case.options.get(name) == value
        for name, values in names
        for value in values
    }


CORNERS = {
    "conv2d": CONVOLUTIONS
    | {
        "kernel larger than the image": lambda case: spans(case)[0] > case.inputs["x"].shape[1],
        "full": lambda case: case.options["padding"] == "full",
    },
    "conv2d_transpose": CONVOLUTIONS
    | {"output_padding": lambda case: max(case.options.get("output_padding", [0])) > 0},
    "max_pool2d": POOLINGS,
    "average_pool2d": AVERAGES,
    "adaptive_max_pool2d": {
        "larger than the map": lambda case: case.outputs["y"].size > case.inputs["x"].size,
        "not dividing it": lambda case: case.inputs["x"].shape[1] % case.outputs["y"].shape[1],
    },
    "resize": among_options(
        ("method", ["nearest", "bilinear", "bicubic"]),
        ("align_corners", [True]),
        ("antialias", [True]),
    ),
    "pad2d": among_options(("mode", ["constant", "reflect", "edge", "wrap"])),
    "batch_norm": {
        "evaluation": lambda case: "mean" in case.inputs,
        "training": lambda case: "mean" not in case.inputs,
        "a single image": lambda case: len(case.inputs["x"]) == 1,
    },
    "cross_entropy": {
        **among_options(("reduction", ["mean", "sum", "none"])),
        "weights, smoothing": lambda case: (
            "weight" in case.inputs and case.options["label_smoothing"] > 0
        ),
        "one class": lambda case: case.inputs["logits"].shape[1] == 1,
        "overflowing exp": lambda case: case.inputs["logits"].max() > 710,
    },
}


@pytest.mark.parametrize(
    ("function", "corner"), [(name, corner) for name in CORNERS for corner in CORNERS[name]]
)
def test_a_corner_is_reached(function, corner):
    cases = [case for case in CASES if case.function == function]
    assert any(CORNERS[function][corner](case) for case in cases)


def test_every_function_has_its_cases():
    counts = Counter(case.function for case in CASES)
    assert set(functional.__all__) == {
        *counts,
        *(f"{name}_backward" for name in counts),
        *("dropout", "dropout_backward"),  # PyTorch draws other numbers
        *(f"{name}_input_gradient" for name in ("conv2d", "dense")),  # the parts of the backward
        *(f"{name}_parameter_gradients" for name in ("conv2d", "dense")),
    }
    assert len(CASES) > 550
    assert all(case.gradients for case in CASES)
    assert counts["conv2d"] > 90
    assert min(counts[name] for name in ("conv2d_transpose", "max_pool2d", "average_pool2d")) > 50


def test_the_files_are_small():
    assert sum(path.stat().st_size for path in FOLDER.glob("*.npz")) < 500_000
