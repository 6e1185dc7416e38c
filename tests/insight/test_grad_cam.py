"""Grad-CAM against loops, against the class activation map, and against slopes of maps."""

import numpy as np
import pytest

from cnnkit import pretrained
from cnnkit.insight import grad_cam, maps_and_gradient, network_after, network_up_to
from tests.insight.small_networks import (
    averaging_network,
    image,
    joined_network,
    plain_network,
)


def test_it_is_the_equation_written_as_loops():
    model, x = plain_network(), image()
    found = grad_cam(model, x, 3, layer="relu_1")
    maps = network_up_to(model, "relu_1").forward(x[None])
    above = network_after(model, "relu_1")
    above.forward(maps)
    dmaps = above.backward(np.array([[0.0, 0.0, 0.0, 1.0]]))
    _, height, width, channels = maps.shape
    expected = np.zeros((height, width))
    for k in range(channels):
        alpha = sum(dmaps[0, i, j, k] for i in range(height) for j in range(width))
        expected += alpha / (height * width) * maps[0, :, :, k]
    expected[expected < 0] = 0
    assert expected.max() > 0
    np.testing.assert_allclose(found, expected, rtol=1e-10)


def test_after_an_average_it_is_the_class_activation_map():
    model, x = averaging_network(), image()
    maps = network_up_to(model, "relu_1").forward(x[None])[0]
    for target in range(3):
        activation_map = maps @ model[-1].weights["weight"].value[:, target]
        found = grad_cam(model, x, target, layer="relu_1")
        places = maps.shape[0] * maps.shape[1]
        np.testing.assert_allclose(found, np.maximum(activation_map, 0) / places, atol=1e-12)


LAYERS = [
    "sequential_1",
    "sequential_1.conv2d_1",
    "sequential_2.residual_1",
    "sequential_2.residual_1.body",
    "sequential_2.residual_1.body.conv2d_1",
    "sequential_2.concatenate_1",
    "sequential_2.concatenate_1.branch_2.tanh_1",
    "sequential_2",
]


@pytest.mark.parametrize("layer", LAYERS)
def test_the_gradient_reaches_every_layer_within_others(layer):
    """Adding to a convolution's bias moves all its places: the slope is the gradient's sum."""
    model, x = joined_network(), image()
    maps, dmaps = maps_and_gradient(model, x, 1, layer=layer)
    np.testing.assert_array_equal(maps, network_up_to(model, layer).forward(x[None])[0])
    assert dmaps.shape == maps.shape
    if layer.endswith("conv2d_1"):
        bias = network_up_to(model, layer)[-1].weights["bias"]
        start, slopes = bias.value.astype(np.float64), []
        for k in range(len(start)):
            ends = []
            for sign in (1, -1):
                bias.value = start.copy()
                bias.value[k] += sign * 1e-5
                ends.append(model.forward(x[None])[0, 1])
            slopes.append((ends[0] - ends[1]) / 2e-5)
        np.testing.assert_allclose(dmaps.sum(axis=(0, 1)), slopes, rtol=1e-5, atol=1e-9)


@pytest.mark.parametrize("layer", ["sequential_1", "sequential_2.residual_1", "sequential_2"])
def test_where_there_is_one_way_it_is_the_upper_part_backwards(layer):
    model, x = joined_network(), image()
    maps, dmaps = maps_and_gradient(model, x, 0, layer=layer)
    above = network_after(model, layer)
    above.forward(maps[None])
    np.testing.assert_allclose(above.backward(np.array([[1.0, 0.0, 0.0]]))[0], dmaps, rtol=1e-12)


def test_float32_is_kept():
    found = grad_cam(pretrained.digits_cnn(), np.ones((28, 28, 1), np.float32), 3, layer="relu_2")
    assert found.dtype == np.float32


def test_layers_without_maps_are_refused():
    with pytest.raises(ValueError, match=r"'flatten_1' has shape \(30,\), without height"):
        grad_cam(plain_network(), image(), 0, layer="flatten_1")
    with pytest.raises(ValueError, match="no layer 'relu_2'"):
        grad_cam(plain_network(), image(), 0, layer="relu_2")
