"""The reference solutions of notebook 05 against the library, which has tests of its own."""

import numpy as np

from cnnkit import functional
from cnnkit.course.lessons import activations as lesson


def test_the_collapsed_layer_gives_what_the_two_give():
    rng = np.random.default_rng(0)
    W1, b1, W2, b2 = (rng.normal(size=shape) for shape in ((5, 7), (7,), (7, 3), (3,)))
    x = rng.normal(size=(11, 5))
    joined = lesson.collapse.reference(W1, b1, W2, b2)
    two = functional.dense(functional.dense(x, W1, b1), W2, b2)
    np.testing.assert_allclose(functional.dense(x, joined[:-1], joined[-1]), two)


def test_relu_and_the_gradients_agree_with_the_library():
    rng = np.random.default_rng(1)
    x, dy = rng.normal(size=(2, 3, 4, 5)), rng.normal(size=(2, 3, 4, 5))
    x[0, 0, 0] = 0.0
    np.testing.assert_array_equal(lesson.relu.reference(x), functional.relu(x))
    expected = functional.relu_backward(dy, x)
    np.testing.assert_array_equal(lesson.relu_gradient.reference(dy, x), expected)
    expected = functional.sigmoid_backward(dy, x)
    np.testing.assert_allclose(lesson.sigmoid_gradient.reference(dy, x), expected)


def test_gradients_agree_with_nudges():
    x = np.array([-2.0, -0.3, 0.4, 3.0])
    dy = np.array([5.0, -4.0, 7.0, -1.0])
    for exercise, function in (
        (lesson.relu_gradient, lesson.relu.reference),
        (lesson.sigmoid_gradient, lambda x: 1 / (1 + np.exp(-x))),
    ):
        slope = (function(x + 1e-6) - function(x - 1e-6)) / 2e-6
        np.testing.assert_allclose(exercise.reference(dy, x), dy * slope, rtol=1e-8, atol=1e-9)


def test_answers_that_change_their_input_are_told_so():
    def relu(x):
        x[x < 0] = 0
        return x

    verdict = lesson.relu.check(relu)
    assert verdict.kind == "wrong"
    assert "The numbers are right, but:" in str(verdict)
