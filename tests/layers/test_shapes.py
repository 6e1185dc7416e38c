"""Shapes, told before anything is built, against what comes out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnkit import layers
from tests.layers.drawing import IMAGES, shape_or_none, transposed, windowed
from tests.layers.kinds import KINDS, name_of


def test_every_layer_is_among_the_kinds():
    here = {type(make()).__name__ for make, _ in KINDS}
    assert here == set(layers.__all__) - {"Layer", "Parameter"}


@pytest.mark.parametrize(("make", "input_shape"), KINDS, ids=name_of)
def test_shape_and_count_are_told_in_advance(make, input_shape):
    layer = make()
    shape, (parameters, _) = layer.output_shape(input_shape), layer.count(input_shape)
    layer.build(input_shape, np.random.default_rng(0))
    assert layer.forward(np.ones((3, *input_shape)), training=True).shape == (3, *shape)
    assert sum(p.value.size for p in layer.parameters()) == parameters
    assert layer.count(input_shape)[0] == parameters
    names = [p.name for p in layer.parameters()]
    assert len(set(names)) == len(names)
    assert [*layer.weights] == names


@given(st.one_of(windowed(), transposed()), IMAGES)
@settings(max_examples=150)
def test_shapes_of_random_layers(layer, input_shape):
    shape = shape_or_none(layer, input_shape)
    layer.build(input_shape, np.random.default_rng(0))
    y = layer.forward(np.ones((2, *input_shape)))
    assert y.shape == (2, *shape)
    assert layer.backward(np.ones_like(y)).shape == (2, *input_shape)


def test_another_shape_that_was_taken_is_checked_again_after_build():
    layer = layers.Conv2D(2, 3)
    layer.build((8, 8, 1), np.random.default_rng(0))
    for _ in range(2):
        assert layer.forward(np.ones((1, 9, 7, 1))).shape == (1, 7, 5, 2)
        with pytest.raises(ValueError, match=r"was built for inputs \(8, 8, 1\) and takes none of"):
            layer.forward(np.ones((1, 9, 7, 2)))
    layer.build((8, 8, 2), np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"was built for inputs \(8, 8, 2\) and takes none of"):
        layer.forward(np.ones((1, 9, 7, 1)))
