"""The reference solutions of notebook 08 against the library, and against small differences."""

import numpy as np
import pytest

from cnnkit import functional
from cnnkit.course.lessons import flatten_dense_softmax_loss as lesson
from cnnkit.layers import Flatten


@pytest.mark.parametrize("shape", [(2, 3, 2), (3, 2, 5), (4, 6, 1), (1, 1, 7)])
def test_flat_index_agrees_with_the_flatten_layer(shape):
    x = np.arange(np.prod(shape)).reshape(shape)
    flat = Flatten().forward(x[None])[0]
    for place in np.ndindex(*shape):
        assert flat[lesson.flat_index.reference(*place, shape)] == x[place]


def test_dense_agrees_with_flatten_and_the_library():
    rng = np.random.default_rng(0)
    maps, weights, bias = (
        rng.normal(size=(4, 3, 5, 2)),
        rng.normal(size=(30, 7)),
        rng.normal(size=7),
    )
    expected = functional.dense(Flatten().forward(maps), weights, bias)
    np.testing.assert_allclose(lesson.dense.reference(maps, weights, bias), expected)


@pytest.mark.parametrize("scale", [1.0, 30.0, 1000.0])
def test_softmax_and_loss_agree_with_the_library(scale):
    rng = np.random.default_rng(1)
    logits, labels = rng.normal(size=(6, 9)) * scale, rng.integers(0, 9, 6)
    for temperature in (0.5, 1.0, 3.0):
        np.testing.assert_allclose(
            lesson.softmax.reference(logits, temperature), functional.softmax(logits / temperature)
        )
    np.testing.assert_allclose(
        lesson.cross_entropy.reference(logits, labels), functional.cross_entropy(logits, labels)
    )
    np.testing.assert_allclose(
        lesson.cross_entropy_gradient.reference(logits, labels),
        functional.cross_entropy_backward(logits, labels),
        atol=1e-15,
    )


def test_the_gradient_agrees_with_differences_of_the_loss():
    rng = np.random.default_rng(2)
    logits, labels = rng.normal(size=(4, 5)), rng.integers(0, 5, 4)
    measured = np.zeros_like(logits)
    for place in np.ndindex(*logits.shape):
        step = np.zeros_like(logits)
        step[place] = 1e-5
        above, below = (
            lesson.cross_entropy.reference(changed, labels)
            for changed in (logits + step, logits - step)
        )
        measured[place] = (above - below) / 2e-5
    np.testing.assert_allclose(
        lesson.cross_entropy_gradient.reference(logits, labels), measured, atol=1e-9
    )


def test_the_references_leave_their_inputs_alone():
    logits, labels = np.ones((2, 3)), np.array([0, 2])
    lesson.cross_entropy_gradient.reference(logits, labels)
    lesson.softmax.reference(logits, 2.0)
    np.testing.assert_array_equal(logits, np.ones((2, 3)))


def test_what_the_explanations_and_questions_say_in_numbers():
    sure = functional.softmax([[2.0, 0.0]])
    np.testing.assert_allclose(sure, [[0.88, 0.12]], atol=0.005)
    np.testing.assert_allclose(functional.softmax(sure), [[0.68, 0.32]], atol=0.005)
    best = functional.cross_entropy([[1.0] + [0.0] * 9], [0])
    assert best == pytest.approx(1.46, abs=0.005)
    timid = -np.log(0.5)
    bold = (-9 * np.log(0.99) - np.log(1e-6)) / 10
    assert (timid, bold) == (pytest.approx(0.69, abs=0.005), pytest.approx(1.39, abs=0.005))
    assert -np.log(1e-6) == pytest.approx(13.8, abs=0.05)
    rest = 10 * timid - 9 * np.log(0.99)
    assert -np.log(1e-6) / rest == pytest.approx(2, abs=0.05)
    assert -np.log(1e-12) == pytest.approx(27.6, abs=0.05)


def stable(logits):
    return functional.softmax(logits)


def unstable(logits):
    with np.errstate(all="ignore"):
        powers = np.exp(logits)
        return powers / powers.sum(axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("softmax", "logarithm", "name"),
    [
        (stable, np.log, "logarithm of zero"),
        (unstable, np.log, "overflow"),
        (unstable, lambda p: np.log(p + 1e-9), "overflow"),
        (stable, lambda p: np.log(p + 1e-7), "small number added"),
        (stable, lambda p: np.log(np.clip(p, 1e-15, 1)), "small number added"),
        (stable, lambda p: np.log(np.maximum(p, 1e-300)), "small number added"),
    ],
)
def test_the_ways_to_compute_p_first_are_known(softmax, logarithm, name):
    def answer(logits, labels):
        with np.errstate(divide="ignore"):
            return -logarithm(softmax(logits))[np.arange(len(labels)), labels].mean()

    assert lesson.cross_entropy.check(answer).mistake == name


def exponentials_as_they_are(logits, temperature, axis=1):
    with np.errstate(all="ignore"):
        powers = np.exp(logits / temperature)
        return powers, powers / powers.sum(axis=axis, keepdims=True)


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (lambda z, T: exponentials_as_they_are(z, T)[0], "not normalised"),
        (lambda z, T: exponentials_as_they_are(z, 1 / T)[1], "temperature multiplied"),
        (lambda z, T: exponentials_as_they_are(z, 1)[1], "temperature ignored"),
        (lambda z, T: exponentials_as_they_are(z, T, axis=None)[1], "whole batch"),
        (lambda z, T: exponentials_as_they_are(z, T, axis=0)[1], "axis 0"),
        (lambda z, T: exponentials_as_they_are(z, T)[1], "overflow"),
    ],
)
def test_mistakes_in_softmax_are_known_without_the_shift_too(answer, name):
    assert lesson.softmax.check(answer).mistake == name


@pytest.mark.parametrize(
    ("finish", "name"),
    [
        (np.sum, "summed over the batch"),
        (lambda losses: -losses.mean(), "sign forgotten"),
        (lambda losses: losses, "one for each image"),
    ],
)
def test_mistakes_in_the_loss_are_known_without_the_shift_too(finish, name):
    def answer(logits, labels):
        with np.errstate(divide="ignore"):
            return finish(-np.log(unstable(logits))[np.arange(len(labels)), labels])

    assert lesson.cross_entropy.check(answer).mistake == name


def test_mistakes_in_the_gradient_are_known_without_the_shift_too():
    def answer(logits, labels):
        return unstable(logits) - np.eye(logits.shape[1])[labels]

    assert lesson.cross_entropy_gradient.check(answer).mistake == "not divided by n"
