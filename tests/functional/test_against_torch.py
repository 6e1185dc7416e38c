"""Every stored value of PyTorch, replayed; tests/reference/make_torch_values.py made them."""

import json
from pathlib import Path

import numpy as np
import pytest

from cnnkit import functional

REFERENCE = Path(__file__).parent.parent / "reference"
VALUES = np.load(REFERENCE / "torch_values.npz", allow_pickle=False)
CASES = json.loads(str(VALUES["cases"]))["cases"]


def arguments(index):
    """Split a case into what is given by position and by name."""
    options = dict(CASES[index]["options"])
    given = [VALUES[f"{index}/x"]]
    for name in ("kernel", "bias"):
        if f"{index}/{name}" in VALUES:
            given.append(VALUES[f"{index}/{name}"])
    return given, options


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(
    "index", range(len(CASES)), ids=lambda index: f"{CASES[index]['function']}-{index}"
)
def test_equals_pytorch(index, dtype):
    given, options = arguments(index)
    y = getattr(functional, CASES[index]["function"])(*(a.astype(dtype) for a in given), **options)
    expected = VALUES[f"{index}/y"]
    assert y.dtype == dtype
    assert y.shape == expected.shape
    tolerance = {"float64": 1e-12, "float32": 3e-6}[dtype]
    np.testing.assert_allclose(y, expected, rtol=tolerance, atol=tolerance * 64)


def test_the_cases_hold_the_hard_ones():
    """The random draw reached the corners that it is there for."""
    by_function = {}
    for case in CASES:
        by_function.setdefault(case["function"], []).append(case["options"])
    assert {name: len(options) for name, options in by_function.items()} == {
        "conv2d": 63, "max_pool2d": 40, "average_pool2d": 40, "resize": 48, "pad2d": 16,
    }  # fmt: skip
    convolutions = by_function["conv2d"][:60]
    assert any(o["groups"] > 1 and f"{i}/bias" in VALUES for i, o in enumerate(convolutions))
    assert any(max(options["dilation"]) > 1 for options in convolutions)
    for name in ("max_pool2d", "average_pool2d"):
        pools = by_function[name]
        assert any(o["ceil_mode"] and max(o["padding"]) > 0 for o in pools)
        assert any(o["stride"][0] < o["window"][0] for o in pools)  # overlapping
        assert any(o["stride"][0] > o["window"][0] for o in pools)
    assert any("antialias" in o and "bicubic" in o["method"] for o in by_function["resize"])
    assert {o["mode"] for o in by_function["pad2d"]} == {"constant", "reflect", "edge", "wrap"}


def test_reference_file_is_small():
    assert (REFERENCE / "torch_values.npz").stat().st_size < 400_000
