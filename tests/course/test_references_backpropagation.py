"""The reference solutions of notebook 10 against the library, and against nudges."""

import numpy as np
import pytest

from cnnkit import datasets, functional, pretrained
from cnnkit.course.lessons import backpropagation as lesson
from cnnkit.images import to_float
from cnnkit.kernels import slide
from cnnkit.training.central_differences import numerical_gradient


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.mark.parametrize("shape", [(1, 3, 2), (5, 4, 4), (7, 2, 6)])
def test_dense_agrees_with_the_library(rng, shape):
    images, inputs, outputs = shape
    x, dz = rng.normal(size=(images, inputs)), rng.normal(size=(images, outputs))
    weight = rng.normal(size=(inputs, outputs))
    _, dw, db = functional.dense_backward(dz, x, weight)
    np.testing.assert_allclose(lesson.dense_gradient.reference(dz, x), np.vstack([dw, db]))


@pytest.mark.parametrize("k", [1, 2, 3])
def test_max_pooling_agrees_with_the_library_where_there_are_ties(rng, k):
    for _ in range(20):
        x = rng.integers(-2, 3, size=(7, 8)).astype(float)
        dy = rng.normal(size=(7 // k, 8 // k))
        expected = functional.max_pool2d_backward(dy[None, :, :, None], x[None, :, :, None], k)
        yours = lesson.max_pool_gradient.reference(dy, x, k)
        np.testing.assert_allclose(yours, expected[0, :, :, 0])


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (3, 2)])
def test_convolution_agrees_with_the_library(rng, size):
    x, kernel = rng.normal(size=(3, 6, 5, 2)), rng.normal(size=(*size, 2, 4))
    dy = rng.normal(size=functional.conv2d(x, kernel).shape)
    dx, dk, db = functional.conv2d_backward(dy, x, kernel)
    yours = np.stack([lesson.convolution_input_gradient.reference(one, kernel) for one in dy])
    np.testing.assert_allclose(yours, dx)
    np.testing.assert_allclose(lesson.convolution_kernel_gradient.reference(dy, x), dk)
    np.testing.assert_allclose(dy.sum(axis=(0, 1, 2)), db)


@pytest.mark.parametrize("size", [(1, 3), (2, 2), (3, 2)])
def test_one_map_as_a_convolution(rng, size):
    kernel, dy = rng.normal(size=size), rng.normal(size=(4, 5))
    expected = lesson.convolution_input_gradient.reference(
        dy[:, :, None], kernel[:, :, None, None]
    )[:, :, 0]
    yours = lesson.input_gradient_as_convolution.reference(dy, kernel)
    np.testing.assert_allclose(yours, expected)
    x = rng.normal(size=yours.shape)
    dk = lesson.convolution_kernel_gradient.reference(dy[None, :, :, None], x[None, :, :, None])
    np.testing.assert_allclose(slide(x, dy), dk[:, :, 0, 0])


def test_the_numerical_gradient_agrees_with_the_library(rng):
    x = rng.normal(size=(2, 3))
    yours = lesson.numerical_gradient.reference(lambda x: np.sin(x).sum(), x, 1e-5)
    np.testing.assert_allclose(yours, numerical_gradient(lambda x: np.sin(x).sum(), x), rtol=1e-8)


def test_the_references_leave_their_inputs_alone(rng):
    x, dy = rng.normal(size=(4, 4)), rng.normal(size=(2, 2))
    before = x.copy(), dy.copy()
    lesson.max_pool_gradient.reference(dy, x, 2)
    lesson.input_gradient_as_convolution.reference(dy, x)
    lesson.numerical_gradient.reference(np.sum, x, 0.1)
    np.testing.assert_array_equal(x, before[0])
    np.testing.assert_array_equal(dy, before[1])


@pytest.mark.parametrize("transposed", [np.conj, np.asarray])
def test_other_ways_to_write_them_pass(transposed):
    def dense_gradient(dz, x):
        with_ones = np.hstack([x, np.ones((len(x), 1))])
        return np.einsum("nj,nk->jk", with_ones, transposed(dz))

    def convolution_kernel_gradient(dy, x):
        rows, columns = (x.shape[axis] - dy.shape[axis] + 1 for axis in (1, 2))
        dk = np.zeros((rows, columns, x.shape[3], dy.shape[3]))
        for u, v in np.ndindex(rows, columns):
            part = x[:, u : u + dy.shape[1], v : v + dy.shape[2]]
            dk[u, v] = np.tensordot(part, dy, axes=([0, 1, 2], [0, 1, 2]))
        return dk

    def convolution_input_gradient(dy, kernel):
        rows, columns = kernel.shape[:2]
        padded = np.pad(dy, ((rows - 1,) * 2, (columns - 1,) * 2, (0, 0)))
        turned = kernel[::-1, ::-1].swapaxes(2, 3)
        windows = np.lib.stride_tricks.sliding_window_view(padded, (rows, columns), axis=(0, 1))
        return np.einsum("ijfuv,uvfc->ijc", windows, turned)

    def input_gradient_as_convolution(dy, kernel):
        return convolution_input_gradient(dy[:, :, None], kernel[:, :, None, None])[:, :, 0]

    assert lesson.dense_gradient.check(dense_gradient)
    assert lesson.convolution_kernel_gradient.check(convolution_kernel_gradient)
    assert lesson.convolution_input_gradient.check(convolution_input_gradient)
    assert lesson.input_gradient_as_convolution.check(input_gradient_as_convolution)


def test_what_the_texts_say_in_numbers():
    x, kernel, dy = np.array([[1.0, 2, 4]]), np.array([[3.0, 5]]), np.array([[1.0, 10]])
    assert slide(x, kernel).tolist() == [[13, 26]]
    assert lesson.input_gradient_as_convolution.reference(dy, kernel).tolist() == [[3, 35, 50]]
    assert slide(x, dy).tolist() == [[21, 42]]


def test_what_the_text_says_about_ties():
    network, images = pretrained.digits_cnn(), to_float(datasets.digits().x_test[:100])
    maps = images.astype(float)
    for layer in network.layers[:2]:
        maps = layer.forward(maps)
    windows = maps.reshape(100, 14, 2, 14, 2, 8).transpose(0, 1, 3, 5, 2, 4).reshape(-1, 4)
    top = windows.max(axis=1)
    winners = (windows == top[:, None]).sum(axis=1)
    tied = winners > 1
    assert 0.62 < tied.mean() < 0.72
    assert 0.85 < (top[tied] == 0).mean() < 0.95
    assert (winners[tied & (top > 0)] == 4).mean() > 0.9


def test_the_promise_of_a_small_step_tells_a_right_gradient_from_a_wrong_one(rng):
    x, kernel, dy = rng.normal(size=(5, 6)), rng.normal(size=(3, 3)), rng.normal(size=(3, 4))

    def kept(slopes, rate):
        fall = np.sum(dy * slide(x, kernel)) - np.sum(dy * slide(x, kernel - rate * slopes))
        return fall / (rate * np.sum(slopes**2))

    slopes = slide(x, dy)
    left_out = slopes * (np.arange(3) > 0)
    assert kept(slopes, 1e-3) == pytest.approx(1)
    assert abs(kept(slopes[::-1, ::-1], 1e-3)) < 0.95
    assert kept(10 * slopes, 1e-3) == pytest.approx(0.1)
    assert kept(left_out, 1e-3) == pytest.approx(1)  # the one that escapes it
