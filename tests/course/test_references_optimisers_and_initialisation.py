"""The reference solutions of notebook 11 against the library's optimisers and schedules."""

import numpy as np
import pytest

from cnnkit.course.lessons import optimisers_and_initialisation as lesson
from cnnkit.initialisers import fans, he_normal
from cnnkit.layers.parameter import Parameter
from cnnkit.training import SGD, Adam, CosineDecay, WarmUp

SHAPES = ((3, 2, 4), (5,), (2, 7))


def parameters(rng):
    return [Parameter(f"p{place}", rng.normal(size=shape)) for place, shape in enumerate(SHAPES)]


@pytest.mark.parametrize(("rate", "momentum"), [(0.1, 0.9), (0.03, 0.5), (0.2, 0.0)])
def test_momentum_takes_the_steps_of_the_library(rate, momentum):
    rng = np.random.default_rng(0)
    (theirs, *_), optimiser = parameters(rng), SGD(rate, momentum=momentum)
    w, velocity = theirs.value.copy(), np.zeros_like(theirs.value)
    for _ in range(8):
        theirs.grad = rng.normal(size=theirs.value.shape)
        optimiser.step([theirs])
        w, velocity = lesson.momentum_step.reference(w, theirs.grad, velocity, rate, momentum)
        np.testing.assert_allclose(w, theirs.value, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(("rate", "epsilon"), [(1e-3, 1e-8), (0.1, 0.01)])
def test_adam_takes_the_steps_of_the_library_also_with_parameters_of_different_shapes(
    rate, epsilon
):
    rng = np.random.default_rng(1)
    theirs, optimiser = parameters(rng), Adam(rate, epsilon=epsilon)
    values = [parameter.value.copy() for parameter in theirs]
    means, squares = ([np.zeros(shape) for shape in SHAPES] for _ in range(2))
    for t in range(1, 9):
        for parameter in theirs:
            parameter.grad = rng.normal(size=parameter.value.shape) * 10 ** rng.uniform(-3, 3)
        optimiser.step(theirs)
        gradients = [parameter.grad for parameter in theirs]
        values, means, squares = lesson.adam_step.reference(
            values, gradients, means, squares, t, rate, epsilon
        )
        for own, parameter in zip(values, theirs, strict=True):
            np.testing.assert_allclose(own, parameter.value, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("shape", [(3, 3, 16, 64), (5, 3, 8, 200), (400, 300)])
def test_he_agrees_with_the_counts_and_the_draws_of_the_library(shape):
    fan_in, deviation = lesson.he_rule.reference(shape)
    assert fan_in == fans(shape)[0]
    drawn = he_normal(shape, np.random.default_rng(0))
    assert deviation == pytest.approx(drawn.std(), rel=0.03)


@pytest.mark.parametrize(
    ("peak", "warm_up", "steps"), [(0.1, 10, 100), (1.0, 1, 7), (3e-3, 25, 60)]
)
def test_the_schedule_agrees_with_the_library(peak, warm_up, steps):
    schedule = WarmUp(CosineDecay(peak, steps=steps - warm_up), steps=warm_up)
    for step in range(steps + 20):
        own = lesson.warm_up_cosine.reference(step, peak, warm_up, steps)
        assert own == pytest.approx(schedule(step), abs=1e-12)
