"""Gram matrices and the losses: against plain loops, and their gradients against differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.applications.style_transfer import (
    content_loss,
    content_loss_gradient,
    gram_loss,
    gram_loss_gradient,
    gram_matrix,
    total_variation,
    total_variation_gradient,
)

shapes = st.tuples(st.integers(1, 4), st.integers(1, 5), st.integers(1, 4))
seeds = st.integers(0, 999)


def numbers(shape, seed):
    return np.random.default_rng(seed).standard_normal(shape)


def differences(loss, x, h=1e-5):
    """Measure the gradient of a loss, one number at a time."""
    gradient = np.zeros_like(x)
    for place in np.ndindex(*x.shape):
        step = np.zeros_like(x)
        step[place] = h
        gradient[place] = (loss(x + step) - loss(x - step)) / (2 * h)
    return gradient


@given(shape=shapes, seed=seeds)
def test_a_gram_matrix_is_a_mean_of_products(shape, seed):
    maps = numbers(shape, seed)
    height, width, channels = shape
    expected = np.zeros((channels, channels))
    for i in range(height):
        for j in range(width):
            expected += np.outer(maps[i, j], maps[i, j]) / (height * width)
    np.testing.assert_allclose(gram_matrix(maps), expected, atol=1e-12)


@given(shape=shapes, seed=seeds)
def test_a_gram_matrix_does_not_ask_for_places(shape, seed):
    maps = numbers(shape, seed)
    rows = np.random.default_rng(seed).permutation(maps.reshape(-1, shape[2]))
    np.testing.assert_allclose(gram_matrix(rows.reshape(shape)), gram_matrix(maps), atol=1e-12)
    twice = np.concatenate([maps, maps], axis=1)
    np.testing.assert_allclose(gram_matrix(twice), gram_matrix(maps), atol=1e-12)


@given(shape=shapes, seed=seeds)
def test_gradients_are_those_that_differences_measure(shape, seed):
    maps, other = numbers(shape, seed), numbers(shape, seed + 1)
    target = gram_matrix(other)
    for loss, gradient in (
        (lambda x: gram_loss(x, target), gram_loss_gradient(maps, target)),
        (lambda x: content_loss(x, other), content_loss_gradient(maps, other)),
        (total_variation, total_variation_gradient(maps)),
    ):
        np.testing.assert_allclose(gradient, differences(loss, maps), atol=1e-6, rtol=1e-5)


def test_losses_are_zero_where_nothing_is_to_be_done():
    maps = numbers((3, 2, 4), 0)
    assert gram_loss(maps, gram_matrix(maps)) == 0
    assert content_loss(maps, maps) == 0
    assert total_variation(np.full((3, 4, 3), 0.7)) == 0


def test_float32_stays_float32():
    maps = numbers((3, 2, 4), 0).astype(np.float32)
    target = gram_matrix(maps.astype(np.float64))
    assert gram_matrix(maps).dtype == np.float32
    assert gram_loss_gradient(maps, target).dtype == np.float32
    assert content_loss_gradient(maps, maps.astype(np.float64)).dtype == np.float32
    assert total_variation_gradient(maps).dtype == np.float32


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gram_matrix(np.zeros((1, 2, 3, 4))), r"give those of one picture, \(H, W, C\)"),
        (lambda: gram_matrix(np.zeros((0, 2, 3))), r"shape \(0, 2, 3\)"),
        (lambda: gram_loss(np.zeros((2, 2, 3)), np.zeros((2, 2))), r"Gram matrix \(3, 3\)"),
        (lambda: content_loss(np.zeros((2, 2, 3)), np.zeros((2, 1, 3))), "two pictures of one"),
        (lambda: total_variation(np.zeros((4, 4))), r"give \(H, W, C\)"),
    ],
)
def test_errors_teach(call, message):
    with pytest.raises(ValueError, match=message):
        call()
