"""The blocks by themselves: their parts, and what the papers say of them."""

import numpy as np
import pytest

from cnnkit.architectures import (
    bottleneck,
    dense_block,
    dense_layer,
    inception,
    inverted_bottleneck,
    residual_block,
    transition,
)
from cnnkit.layers import GELU, BatchNorm, Conv2D, ReLU6, Residual, Sequential, SqueezeExcite

MAPS = (8, 12, 16)


def built(block, shape=MAPS):
    block.build(shape, np.random.default_rng(0))
    return block


def kinds(block):
    return [type(layer) for layer in block.inside()]


@pytest.mark.parametrize("block", [residual_block(16), bottleneck(4)])
def test_a_block_that_learned_nothing_passes_its_input_on(block):
    """With a last batch norm of zeros, relu(0 + x) is x where x is positive."""
    built(block)
    last = [layer for layer in block[0].body if isinstance(layer, BatchNorm)][-1]
    last.weights["gamma"].value[:] = 0
    x = np.random.default_rng(1).random((2, *MAPS), dtype=np.float32)
    np.testing.assert_array_equal(block.forward(x, training=True), x)


@pytest.mark.parametrize(
    ("block", "shape"),
    [
        (residual_block(16), (8, 12, 16)),
        (residual_block(24, stride=2), (4, 6, 24)),
        (residual_block(24, projection=True), (8, 12, 24)),
        (bottleneck(4), (8, 12, 16)),
        (bottleneck(8, stride=2), (4, 6, 32)),
        (bottleneck(8, stride=2, stride_on="1x1"), (4, 6, 32)),
        (bottleneck(8, projection=True), (8, 12, 32)),
        (inception(3, 4, 5, 2, 6, 7), (8, 12, 21)),
        (inception(3, 4, 5, 2, 6, 7, third_kernel=3, batch_norm=True), (8, 12, 21)),
        (dense_layer(5), (8, 12, 21)),
        (dense_block(3, 5), (8, 12, 31)),
        (transition(8), (4, 6, 8)),
        (inverted_bottleneck(16, 16), (8, 12, 16)),
        (inverted_bottleneck(16, 24, kernel_size=5, stride=2, squeeze_excite=True), (4, 6, 24)),
        (inverted_bottleneck(16, 8, expansion=1, batch_norm=None), (8, 12, 8)),
        (inverted_bottleneck(16, 16, activation=GELU, padding="same"), (8, 12, 16)),
    ],
)
def test_shapes_forwards_and_backwards(block, shape):
    built(block)
    assert block.output_shape(MAPS) == shape
    x = np.random.default_rng(1).standard_normal((2, *MAPS), dtype=np.float32)
    y = block.forward(x, training=True)
    assert y.shape == (2, *shape)
    dy = np.random.default_rng(2).standard_normal(y.shape, dtype=np.float32)
    assert block.backward(dy).shape == x.shape
    assert all(parameter.grad.any() for parameter in block.parameters())


def test_other_channels_need_a_projection():
    with pytest.raises(ValueError, match=r"cannot be added; use a shortcut that makes \(8, 12, 24"):
        residual_block(24).output_shape(MAPS)


def test_where_a_bottleneck_has_its_stride():
    def strides(block):
        return [layer.stride for layer in block[0].body if isinstance(layer, Conv2D)]

    assert strides(bottleneck(8, stride=2)) == [1, 2, 1]
    assert strides(bottleneck(8, stride=2, stride_on="1x1")) == [2, 1, 1]


def test_a_bottleneck_costs_about_as_much_as_a_block_of_a_quarter_of_its_channels():
    """The paper's figure 5: 256 channels by a bottleneck, 64 by a block of two 3×3."""
    wide = bottleneck(64).count((56, 56, 256))[1]
    narrow = residual_block(64).count((56, 56, 64))[1]
    assert wide / narrow == pytest.approx(1, abs=0.06)


def test_inverted_bottlenecks_end_without_an_activation():
    block = inverted_bottleneck(16, 16)
    assert isinstance(block, Residual)
    assert [type(layer) for layer in block.body][-2:] == [Conv2D, BatchNorm]
    assert kinds(block).count(ReLU6) == 2
    assert isinstance(inverted_bottleneck(16, 16, stride=2), Sequential)
    assert isinstance(inverted_bottleneck(16, 24), Sequential)


def test_squeeze_excite_takes_a_quarter_of_the_input_channels():
    block = inverted_bottleneck(16, 16, squeeze_excite=True)
    (layer,) = (each for each in block.inside() if isinstance(each, SqueezeExcite))
    assert layer.reduced_channels == 4


def test_without_batch_norms_there_are_biases():
    with_norms = inverted_bottleneck(16, 16)
    without = inverted_bottleneck(16, 16, batch_norm=None)
    assert {layer.bias for layer in with_norms.body if isinstance(layer, Conv2D)} == {False}
    assert {layer.bias for layer in without.body if isinstance(layer, Conv2D)} == {True}
    assert BatchNorm not in kinds(without)


def test_a_dense_layer_keeps_what_it_is_given():
    layer = built(dense_layer(4))
    x = np.random.default_rng(1).random((1, *MAPS), dtype=np.float32)
    np.testing.assert_array_equal(layer.forward(x)[..., :16], x)
