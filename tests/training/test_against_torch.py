"""Optimisers, schedules, clipping and starting weights against PyTorch's stored values."""

import numpy as np
import pytest

from cnnkit import training
from cnnkit.layers.parameter import Parameter
from tests.reference.stored import load

CASES = load("training")
INITIALISERS = sorted({case.function for case in CASES if "spread" in case.outputs})


def named(*functions):
    """Return the cases of some functions, each with a name for the test."""
    return [
        pytest.param(case, id=f"{case.function}-{index}")
        for index, case in enumerate(CASES)
        if case.function in functions
    ]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("case", named("SGD", "RMSProp", "Adam", "AdamW"))
def test_trajectory(case, dtype):
    """All twenty steps, so that what an optimiser remembers is seen at work."""
    weight = Parameter("weight", case.inputs["start"].astype(dtype))
    optimiser = getattr(training, case.function)(**case.options)
    expected = case.outputs["after"]
    tolerance = {"float64": 1e-13, "float32": 2e-6}[dtype]
    for gradient, after in zip(case.inputs["gradients"].astype(dtype), expected, strict=True):
        weight.grad = gradient
        optimiser.step([weight])
        assert weight.value.dtype == dtype
        np.testing.assert_allclose(
            weight.value, after, rtol=tolerance, atol=tolerance * np.abs(expected).max()
        )


@pytest.mark.parametrize("case", named("StepDecay", "CosineDecay", "WarmUp"))
def test_learning_rates(case):
    options = dict(case.options)
    first = 0.1
    if case.function == "WarmUp":
        first = training.CosineDecay(0.1, steps=options.pop("decay"))
    schedule = getattr(training, case.function)(first, **options)
    rates = case.outputs["rates"]
    np.testing.assert_allclose(
        [schedule(step) for step in range(len(rates))], rates, rtol=1e-12, atol=1e-15
    )


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("case", named("clip_gradients"))
def test_clipping(case, dtype):
    parameters = []
    for name, gradient in case.inputs.items():
        parameters.append(Parameter(name, np.zeros(gradient.shape, dtype)))
        parameters[-1].grad = gradient.astype(dtype)
    tolerance = {"float64": 1e-13, "float32": 1e-6}[dtype]
    norm = training.clip_gradients(parameters, **case.options)
    np.testing.assert_allclose(norm, case.outputs["norm"], rtol=tolerance)
    for parameter in parameters:
        assert parameter.grad.dtype == dtype
        np.testing.assert_allclose(parameter.grad, case.outputs[parameter.name], rtol=tolerance)


@pytest.mark.parametrize("case", named(*INITIALISERS))
def test_starting_weights(case):
    """Two draws never agree in their numbers, but in their spread: within six of its own errors."""
    options = dict(case.options)
    shape = tuple(options.pop("shape"))
    weights = getattr(training, case.function)(shape, np.random.default_rng(1), **options)
    tolerance = 6 / np.sqrt(weights.size)
    assert weights.shape == shape
    np.testing.assert_allclose(weights.std(), case.outputs["spread"], rtol=tolerance)
    assert abs(weights.mean()) < tolerance * weights.std()
    if case.function.endswith("uniform"):  # so many numbers come close to their limits
        np.testing.assert_allclose(np.abs(weights).max(), case.outputs["largest"], rtol=2e-3)
    if case.function == "orthogonal":
        matrix = weights.reshape(-1, shape[-1])
        small = matrix if len(matrix) > len(matrix.T) else matrix.T
        np.testing.assert_allclose(small.T @ small, np.eye(len(small.T)), atol=2e-6)


def test_the_cases_are_all_there():
    assert {case.function for case in CASES} == {
        *("SGD", "RMSProp", "Adam", "AdamW", "StepDecay", "CosineDecay", "WarmUp"),
        *("clip_gradients", *INITIALISERS),
    }
    assert len(CASES) > 50
    assert len(INITIALISERS) == 7
