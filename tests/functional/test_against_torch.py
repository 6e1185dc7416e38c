"""Every function and its gradients against PyTorch's stored values."""

import numpy as np
import pytest

from cnnkit import functional
from tests.reference.stored import load

GROUPS = ("activations", "convolution", "images", "losses", "normalisation", "pooling")
CASES = [case for group in GROUPS for case in load(group)]

ADDED = ("bias", "beta")
"""What is only added: no other gradient depends on it, and a backward does not take it."""

TOLERANCE = {"float64": 1e-12, "float32": 5e-6}


def assert_close(ours, expected, dtype, scale=1.0):
    """Equal up to rounding, which is relative to the largest numbers that were added up."""
    assert ours.dtype == dtype
    assert ours.shape == expected.shape
    tolerance = TOLERANCE[dtype]
    largest = np.abs(expected).max(initial=scale)
    np.testing.assert_allclose(ours, expected, rtol=tolerance, atol=tolerance * largest)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case.function}-{i}") for i, case in enumerate(CASES)]
)
def test_equals_pytorch(case, dtype):
    inputs = {name: array.astype(dtype) for name, array in case.inputs.items()}
    y = getattr(functional, case.function)(**inputs, **case.options)
    if isinstance(y, float):  # a loss
        np.testing.assert_allclose(y, case.outputs["y"], rtol=TOLERANCE[dtype])
    else:
        assert_close(y, case.outputs["y"], dtype)

    upstream = {
        name: array.astype(dtype) if array.ndim else float(array)
        for name, array in case.upstream.items()
    }
    taken = {name: array for name, array in inputs.items() if name not in ADDED}
    backward = getattr(functional, f"{case.function}_backward")
    gradients = backward(**upstream, **taken, **case.options)
    gradients = gradients if isinstance(gradients, tuple) else (gradients,)
    scale = max(1.0, *(np.abs(array).max() for array in case.upstream.values()))
    # A bias may be left out; its gradient is the last one, and is returned all the same.
    assert len(gradients) in (len(case.gradients), len(case.gradients) + ("bias" not in inputs))
    for gradient, expected in zip(gradients, case.gradients.values(), strict=False):
        assert_close(gradient, expected, dtype, scale)
