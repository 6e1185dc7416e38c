"""The reference solutions of notebook 15 against the library, which has tests of its own."""

import numpy as np
import pytest

from cnnkit import functional, layers, shapes
from cnnkit.course.lessons import convolution_variants as lesson

OPTIONS = [(3, 2, 1, 1, 0), (3, 2, 1, 1, 1), (4, 2, 1, 1, 1), (2, 3, 0, 1, 2), (3, 2, 2, 2, 1)]


@pytest.mark.parametrize(("channels", "filters"), [(4, 6), (6, 4), (6, 6), (12, 8)])
def test_groups_are_counted_as_layers_count_them(channels, filters):
    for groups in range(1, channels + 1):
        expected = None
        if channels % groups == 0 and filters % groups == 0:
            layer = layers.Conv2D(filters, 3, padding="same", groups=groups)
            expected = tuple(layer.count((5, 7, channels)))
        counted = lesson.grouped_counts.reference(5, 7, channels, filters, 3, groups)
        assert counted == expected


def test_separable_is_two_convolutions_and_one_with_the_product_as_kernel():
    rng = np.random.default_rng(0)
    x, depthwise, pointwise = (
        rng.normal(size=(6, 7, 3)),
        rng.normal(size=(2, 3, 3)),
        np.ones((3, 4)),
    )
    pointwise = pointwise * rng.normal(size=(3, 4))
    found = lesson.separable_conv2d.reference(x, depthwise, pointwise)
    between = functional.conv2d(x[None], depthwise[:, :, None, :], groups=3)
    np.testing.assert_allclose(found, functional.conv2d(between, pointwise[None, None])[0])
    whole = depthwise[:, :, :, None] * pointwise
    np.testing.assert_allclose(found, functional.conv2d(x[None], whole)[0])


@pytest.mark.parametrize(("k", "s", "p", "d", "extra"), OPTIONS)
@pytest.mark.parametrize("n", [2, 3, 6])
def test_sizes_are_the_library_s(n, k, s, p, d, extra):
    expected = shapes.transposed_output_size(
        n, k, stride=s, padding=p, output_padding=extra, dilation=d
    )
    assert lesson.transposed_size.reference(n, k, s, p, d, extra) == expected


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("kernel_shape", [(2, 3), (3, 3), (4, 1)])
def test_transposed_is_the_library_s_and_the_adjoint(stride, kernel_shape):
    rng = np.random.default_rng(0)
    x, kernel = rng.normal(size=(4, 5)), rng.normal(size=kernel_shape)
    found = lesson.transposed_conv2d.reference(x, kernel, stride)
    weights = kernel[:, :, None, None]
    expected = functional.conv2d_transpose(x[None, :, :, None], weights, stride=stride)
    np.testing.assert_allclose(found, expected[0, :, :, 0])
    image = rng.normal(size=found.shape)
    convolved = functional.conv2d(image[None, :, :, None], weights, stride=stride)[0, :, :, 0]
    assert np.sum(convolved * x) == pytest.approx(np.sum(image * found))


@pytest.mark.parametrize("factor", [1, 2, 3])
def test_resize_convolve_is_both_steps(factor):
    rng = np.random.default_rng(0)
    x, kernel = rng.normal(size=(4, 5)), rng.normal(size=(3, 5))
    large = functional.resize(x[None, :, :, None], (4 * factor, 5 * factor))
    padded = functional.pad2d(large, (1, 2), mode="edge")
    expected = functional.conv2d(padded, kernel[:, :, None, None])[0, :, :, 0]
    np.testing.assert_allclose(lesson.resize_convolve.reference(x, kernel, factor), expected)
    np.testing.assert_allclose(
        lesson.resize_convolve.reference(np.full((3, 4), 2.0), kernel, factor), 2 * kernel.sum()
    )
