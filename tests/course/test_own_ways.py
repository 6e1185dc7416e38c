"""Answers as learners write them: other right ones, and known mistakes in other words."""

import numpy as np
import pytest

from cnnkit.course.lessons import padding_and_stride, start_here

# The one exercise that is judged by what a value does.

EDGE_KERNELS = {
    "Sobel": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "floats": np.array([[-0.1, 0, 0.1]] * 3),
    "one row": [[0, 0, 0], [-1, 0, 1], [0, 0, 0]],
    "neighbours": [[-1, 1, 0]] * 3,
    "weights that differ": [[-1, -2, 3], [0, -1, 1], [-5, 2, 3]],
}


@pytest.mark.parametrize("kernel", EDGE_KERNELS.values(), ids=list(EDGE_KERNELS))
def test_any_kernel_that_finds_vertical_edges_is_right(kernel):
    assert start_here.edge_kernel.check(kernel)


NO_EDGE_KERNELS = {
    "horizontal": ([[1, 1, 1], [0, 0, 0], [-1, -1, -1]], "finds horizontal edges"),
    "Gaussian": ([[1, 2, 1], [2, 4, 2], [1, 2, 1]], "all weights positive"),
    "Sobel flipped": ([[1, 0, -1], [2, 0, -2], [1, 0, -1]], "sign flipped"),
    "left half": ([[1, 0, 0], [1, 0, 0], [1, 0, -1]], "does not sum to zero"),
    "negative": (-np.ones((3, 3)), "does not sum to zero"),
    "slanted up": ([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]], "finds slanted edges"),
    "eight neighbours": ([[1, 1, 1], [1, -8, 1], [1, 1, 1]], "answers on both sides of an edge"),
    "off a little": ([[-1, 0, 1.01], [-1, 0, 1], [-1, 0, 1]], "does not sum to zero"),
}


@pytest.mark.parametrize(("kernel", "name"), NO_EDGE_KERNELS.values(), ids=list(NO_EDGE_KERNELS))
def test_families_of_wrong_kernels_are_known(kernel, name):
    verdict = start_here.edge_kernel.check(kernel)
    assert verdict.kind == "wrong"
    assert verdict.mistake == name


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.ones((2, 2)), "should be 3 × 3"),
        (np.ones((3, 3, 1)), "should be 3 × 3"),
        (3, "should be 3 × 3"),
        ("kernel", "array of numbers"),
        ([[1, 2], [3]], "array of numbers"),
        (np.full((3, 3), np.nan), "NaN"),
        (np.ones((3, 3)) * 1j, "array of numbers"),
        (np.convolve, "A value is asked for"),
        (object(), "array of numbers"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_kernel_is_told(value, words):
    verdict = start_here.edge_kernel.check(value)
    assert verdict.kind == "wrong"
    assert words in str(verdict)


# What learners write, in their own ways.

OWN_WAYS = {
    "rounded by round()": (
        "output_size",
        lambda n, k, s, p_before, p_after, d: (
            round((n + p_before + p_after - d * (k - 1) - 1) / s) + 1
        ),
        "rounded",
    ),
    "twice p": (
        "output_size",
        lambda n, k, s, p, q, d: (n + 2 * p - d * (k - 1) - 1) // s + 1,
        "first side doubled",
    ),
    "floats from np.ceil": (
        "output_size",
        lambda n, k, s, p, q, d: np.ceil((n + p + q - d * (k - 1) - 1) / s) + 1,
        "rounded up",
    ),
    "k // 2 as a list": (
        "same_padding",
        lambda n, k, s, d: [k // 2, k // 2],
        "half the kernel on each side",
    ),
    "stride inside the window, in slices": (
        "strided_convolution",
        lambda x, kernel, s: np.array(
            [
                [
                    (
                        x[i : i + kernel.shape[0] * s : s, j : j + kernel.shape[1] * s : s] * kernel
                    ).sum()
                    for j in range((x.shape[1] - kernel.shape[1]) // s + 1)
                ]
                for i in range((x.shape[0] - kernel.shape[0]) // s + 1)
            ]
        ),
        "stride inside the window",
    ),
    "true convolution": (
        "convolve2d",
        lambda x, kernel: np.array(
            [
                [
                    sum(
                        x[i + m, j + n] * kernel[-1 - m, -1 - n]
                        for m, n in np.ndindex(*kernel.shape)
                    )
                    for j in range(x.shape[1] - kernel.shape[1] + 1)
                ]
                for i in range(x.shape[0] - kernel.shape[0] + 1)
            ]
        ),
        "kernel flipped",
    ),
    "np.mean": (
        "convolve2d",
        lambda x, kernel: (
            np.lib.stride_tricks.sliding_window_view(x, kernel.shape)
            .__mul__(kernel)
            .mean(axis=(2, 3))
        ),
        "divided by the kernels area",
    ),
}


@pytest.mark.parametrize(("name", "answer", "known"), OWN_WAYS.values(), ids=list(OWN_WAYS))
def test_mistakes_written_in_other_ways_are_known(name, answer, known, exercise_named):
    exercise = exercise_named(name)
    assert exercise.check(answer).mistake == known


def test_a_float_for_a_whole_number_gets_its_own_note(wrapped):
    exercise = padding_and_stride.output_size
    verdict = exercise.check(wrapped(exercise, float))
    assert verdict.kind == "wrong"
    assert "3.0 where 3 is meant" in " ".join(str(verdict).split())
