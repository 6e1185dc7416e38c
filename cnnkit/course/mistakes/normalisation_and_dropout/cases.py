"""The cases of notebook 13's exercises, which tell right answers from the known mistakes."""

import numpy as np

from cnnkit.course.verdict import Case


def _numbers(*shape: int, start: int = 0) -> np.ndarray:
    """Make an array without any symmetry, of small whole numbers."""
    count = np.arange(np.prod(shape)) + start
    return (count**2 % 11 - count % 4 + count % 3).reshape(shape).astype(float)


def _channel(*values: float) -> np.ndarray:
    """Make images of one pixel and one channel, (N, 1, 1, 1)."""
    return np.array(values, float).reshape(-1, 1, 1, 1)


def _random(*shape: int) -> np.ndarray:
    """Make numbers from 0 to 1, as a generator would give."""
    return np.random.default_rng(int(np.prod(shape))).random(shape)


_CONSTANT = np.where(np.arange(2) == 0, 5.0, _numbers(2, 2, 3, 2))


_UNIFORM = np.array([[0.1, 0.6, 0.3, 0.9]])

BATCH_NORM_CASES = (
    Case(
        (_channel(1.0, 3.0), np.array([1.0]), np.array([0.0]), 3.0),
        "two images of one pixel, one channel, ε = 3",
    ),
    Case(
        (_channel(1.0, 3.0, 8.0), np.array([2.0]), np.array([10.0]), 1e-5),
        "three images of one pixel, γ = 2, β = 10",
    ),
    Case(
        (_numbers(2, 2, 3, 2), np.array([1.0, 2.0]), np.array([0.0, -1.0]), 1e-5),
        "two images of 2 × 3, two channels",
    ),
    Case(
        (_numbers(3, 4, 2, 4), np.arange(1.0, 5.0), np.array([0.5, -1.0, 2.0, 0.0]), 0.5),
        "three images of 4 × 2, four channels, ε = 0.5",
    ),
    Case(
        (_CONSTANT, np.array([3.0, 2.0]), np.array([1.0, -1.0]), 1e-5),
        "a channel whose values are all 5",
    ),
)

RUNNING_STATISTICS_CASES = (
    Case(
        (_channel(2.0, 4.0), np.array([[0.0], [1.0]]), 0.1),
        "two images of one pixel, the averages at 0 and 1",
    ),
    Case(
        (_numbers(2, 1, 3, 2), np.array([[0.0, 0.0], [1.0, 1.0]]), 0.1),
        "two images of 1 × 3, two channels",
    ),
    Case(
        (_numbers(3, 2, 2, 3), np.array([[1.0, -2.0, 0.5], [4.0, 0.5, 9.0]]), 0.25),
        "three images of 2 × 2, three channels, momentum 0.25",
    ),
    Case(
        (_numbers(2, 3, 2, 2) + 10, np.array([[8.0, 12.0], [0.3, 5.0]]), 0.9),
        "momentum 0.9",
    ),
)

NORMALISE_CASES = (
    Case(
        (_channel(2.0, 4.0), np.array([[1.0], [4.0]]), True, 1e-5),
        "two images of one pixel, in training",
    ),
    Case(
        (_channel(2.0, 4.0), np.array([[1.0], [4.0]]), False, 1e-5),
        "the same two in evaluation",
    ),
    Case((_channel(5.0), np.array([[1.0], [4.0]]), False, 1e-5), "one alone, in evaluation"),
    Case(
        (_numbers(2, 3, 2, 3), np.array([[1.0, -2.0, 0.5], [4.0, 0.5, 9.0]]), False, 0.5),
        "two images of 3 × 2, three channels, in evaluation",
    ),
    Case(
        (_numbers(3, 1, 2, 2), np.array([[3.0, -1.0], [2.0, 7.0]]), True, 0.5),
        "three images of 1 × 2, two channels, in training",
    ),
)

BATCH_NORM_BACKWARD_CASES = (
    Case(
        (_channel(1.0, 0.0), _channel(1.0, 3.0), np.array([2.0]), 3.0),
        "two images of one pixel, one channel, γ = 2, ε = 3",
    ),
    Case(
        (_channel(0.0, 0.0, 1.0), _channel(1.0, 2.0, 6.0), np.array([1.0]), 1e-5),
        "three images of one pixel, a message for the last",
    ),
    Case(
        (_channel(1.0, 1.0, 1.0), _channel(1.0, 2.0, 6.0), np.array([1.0]), 1e-5),
        "the same message for all three",
    ),
    Case(
        (_numbers(2, 2, 3, 2), _numbers(2, 2, 3, 2, start=5), np.array([1.5, -2.0]), 0.5),
        "two images of 2 × 3, two channels",
    ),
    Case(
        (_numbers(3, 1, 2, 3) - 1, _numbers(3, 1, 2, 3, start=8), np.array([1.0, 2.0, 3.0]), 1e-5),
        "three images of 1 × 2, three channels",
    ),
)

DROPOUT_CASES = (
    Case((np.array([[2.0, 4.0, 6.0, 8.0]]), 0.5, _UNIFORM, True), "four values, rate 0.5"),
    Case((np.array([[2.0, 4.0, 6.0, 8.0]]), 0.2, _UNIFORM, True), "four values, rate 0.2"),
    Case((np.array([[2.0, 4.0, 6.0, 8.0]]), 0.2, _UNIFORM, False), "the same in evaluation"),
    Case((_numbers(3, 5), 0.4, _random(3, 5), True), "three images of five values, rate 0.4"),
    Case(
        (_numbers(2, 2, 3, 2), 0.3, _random(2, 2, 3, 2), True),
        "two images of 2 × 3 with two channels, rate 0.3",
    ),
    Case((_numbers(2, 4) / 9, 0.4, _random(2, 4), True), "values below 1"),
)
