"""Whole networks, layer on layer, against PyTorch's stored values over three training steps."""

import numpy as np
import pytest

from cnnkit import functional
from cnnkit.layers import (
    GELU,
    AveragePool2D,
    BatchNorm,
    Concatenate,
    Conv2D,
    Conv2DTranspose,
    Dense,
    DepthwiseConv2D,
    Flatten,
    GlobalAveragePool2D,
    GroupNorm,
    HardSwish,
    LeakyReLU,
    MaxPool2D,
    ReLU,
    Residual,
    Sequential,
    Sigmoid,
    Swish,
    Tanh,
)
from cnnkit.training import SGD, Adam
from tests.reference.stored import load

CASES = load("networks")
TOLERANCE = {"float64": 1e-11, "float32": 5e-5}
DTYPES = ["float64", "float32"]


def classic():
    """In the manner of LeNet-5."""
    return Sequential([
        *(Conv2D(4, 3, padding=1), Tanh(), AveragePool2D(2)),
        *(Conv2D(6, (3, 2), padding=1), ReLU(), MaxPool2D(3, stride=2, padding=1)),
        *(Flatten(), Dense(8), Sigmoid(), Dense(5)),
    ])  # fmt: skip


def modern():
    """A little of what came later."""
    inverted = Residual(Sequential([
        *(DepthwiseConv2D(3, padding=1, bias=False), BatchNorm(), HardSwish()),
        *(Conv2D(6, 1, bias=False), BatchNorm()),
    ]))  # fmt: skip
    branches = Concatenate(Conv2D(3, 1), Conv2D(2, 3, padding=2, dilation=2))
    return Sequential([
        *(Conv2D(6, 3, stride=2, padding=1, bias=False), BatchNorm(), Swish()),
        *(inverted, ReLU(), branches, LeakyReLU()),
        *(Conv2DTranspose(4, 3, stride=2, padding=1), GroupNorm(2), GELU()),
        *(GlobalAveragePool2D(), Dense(5)),
    ])  # fmt: skip


NETWORKS = {
    "classic": (classic, Adam(0.01), 0.0),
    "modern": (modern, SGD(0.1, momentum=0.9, nesterov=True, weight_decay=0.01), 0.1),
}


def assert_close(ours, expected, dtype):
    """Equal up to rounding, which is relative to the largest number."""
    assert ours.dtype == dtype
    assert ours.shape == expected.shape
    tolerance = TOLERANCE[dtype] * max(np.abs(expected).max(), 0.01)
    np.testing.assert_allclose(ours, expected, rtol=TOLERANCE[dtype], atol=tolerance)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", NETWORKS)
def test_three_steps_of_training(name, dtype):
    case = next(case for case in CASES if case.function == name)
    make, optimiser, smoothing = NETWORKS[name]
    model, batches = make(), case.inputs["batches"].astype(dtype)
    model.build(batches.shape[2:], np.random.default_rng(0))
    parameters = model.parameters()
    assert len(parameters) == len(case.inputs) - 1
    for index, parameter in enumerate(parameters):
        parameter.value = case.inputs[str(index)].astype(dtype)

    for step, (x, labels) in enumerate(zip(batches, case.options["labels"], strict=True)):
        logits = model.forward(x, training=True)
        loss = functional.cross_entropy(logits, labels, label_smoothing=smoothing)
        np.testing.assert_allclose(loss, case.outputs["losses"][step], rtol=TOLERANCE[dtype])
        dlogits = functional.cross_entropy_backward(logits, labels, label_smoothing=smoothing)
        dx = model.backward(dlogits)
        if step == 0:
            assert_close(dx, case.gradients["dx"], dtype)
            for index, parameter in enumerate(parameters):
                assert_close(parameter.grad, case.gradients[str(index)], dtype)
        optimiser.step(parameters)

    for index, parameter in enumerate(parameters):
        assert_close(parameter.value, case.outputs[str(index)], dtype)
    assert_close(model.forward(batches[-1]), case.outputs["logits"], dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("case", [case for case in CASES if case.function == "BatchNorm"])
def test_running_statistics(case, dtype):
    """Three batches in training, and a fourth normalised by what is remembered of them."""
    batches = case.inputs["batches"].astype(dtype)
    layer = BatchNorm(**case.options)
    layer.build(batches.shape[2:], np.random.default_rng(0))
    for batch in batches[:3]:
        layer.forward(batch, training=True)
    y = layer.forward(batches[3])
    for name in ("mean", "variance"):
        assert_close(layer.statistics[f"running_{name}"].value, case.outputs[name], dtype)
    assert_close(y, case.outputs["y"], dtype)
