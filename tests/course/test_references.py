"""The reference solutions against the library, which has tests of its own."""

import itertools

import numpy as np
import pytest

from cnnkit import functional, shapes
from cnnkit.course.lessons import convolution, padding_and_stride


def library_map(x, kernel, stride=1):
    y = functional.conv2d(x[None, :, :, None], kernel[:, :, None, None], stride=stride)
    return y[0, :, :, 0]


def test_references_agree_with_the_library():
    rng = np.random.default_rng(0)
    x, kernel = rng.normal(size=(7, 9)), rng.normal(size=(2, 3))
    lesson = convolution
    expected = library_map(x, kernel)
    np.testing.assert_allclose(lesson.convolve2d.reference(x, kernel), expected)
    np.testing.assert_allclose(lesson.convolve2d_vectorised.reference(x, kernel), expected)
    matrix = lesson.convolution_matrix.reference(x.shape, kernel)
    np.testing.assert_allclose((matrix @ x.reshape(-1)).reshape(expected.shape), expected)
    x, kernel, bias = rng.normal(size=(7, 9, 3)), rng.normal(size=(2, 3, 3, 4)), rng.normal(size=4)
    np.testing.assert_allclose(
        lesson.convolve_channels.reference(x, kernel, bias),
        functional.conv2d(x[None], kernel, bias)[0],
    )


@pytest.mark.parametrize("stride", [1, 2, 3, 4])
def test_strided_reference_agrees_with_the_library(stride):
    rng = np.random.default_rng(stride)
    x, kernel = rng.normal(size=(7, 10)), rng.normal(size=(3, 2))
    reference = padding_and_stride.strided_convolution.reference
    np.testing.assert_allclose(reference(x, kernel, stride), library_map(x, kernel, stride))


def test_gradient_reference_agrees_with_differences():
    rng = np.random.default_rng(1)
    x, target, kernel = rng.normal(size=(5, 6)), rng.normal(size=(4, 4)), rng.normal(size=(2, 3))
    measured = np.zeros_like(kernel)
    for place in np.ndindex(*kernel.shape):
        step = np.zeros_like(kernel)
        step[place] = 1e-5
        above, below = (
            np.mean((library_map(x, changed) - target) ** 2)
            for changed in (kernel + step, kernel - step)
        )
        measured[place] = (above - below) / 2e-5
    reference = convolution.kernel_gradient.reference
    np.testing.assert_allclose(reference(x, target, kernel), measured, rtol=1e-6)


def test_size_references_agree_with_the_library():
    lesson = padding_and_stride
    ranges = itertools.product(range(1, 12), range(1, 5), range(1, 4), range(1, 4))
    for n, k, s, d in ranges:
        sides = shapes.padding_sides(n, k, stride=s, padding="same", dilation=d)
        assert lesson.same_padding.reference(n, k, s, d) == tuple(sides)
        for padding in ((0, 0), (1, 2), (3, 0)):
            if n + sum(padding) < shapes.window_span(k, d):
                continue
            size = shapes.output_size(n, k, stride=s, padding=padding, dilation=d)
            assert lesson.output_size.reference(n, k, s, *padding, d) == size
        for wanted in range(1, 8):
            try:
                needed = shapes.padding_for_output(n, wanted, k, stride=s, dilation=d)[0]
            except ValueError:
                needed = None
            assert lesson.padding_needed.reference(n, k, s, d, wanted) == needed
