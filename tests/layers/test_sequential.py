"""Networks: names, nesting, the walk through their activations, and what they share."""

import numpy as np
import pytest

from cnnkit import initialisers
from cnnkit.layers import (
    BatchNorm,
    Concatenate,
    Conv2D,
    Conv2DTranspose,
    Dense,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    LeakyReLU,
    MaxPool2D,
    PReLU,
    ReLU,
    ReLU6,
    Residual,
    SeparableConv2D,
    Sequential,
    SqueezeExcite,
)


def network():
    """A small network with every way to join."""
    body = Sequential([Conv2D(4, 3, padding=1), BatchNorm(), ReLU()])
    return Sequential([
        Sequential([Conv2D(4, 3), ReLU()]),
        Residual(body, Conv2D(4, 1)),
        Concatenate(None, SeparableConv2D(2, 3, padding=1)),
        SqueezeExcite(2),
        *(GlobalAveragePool2D(), Dropout(0.5), Dense(3)),
    ])  # fmt: skip


def built_network(seed=0):
    model = network()
    model.build((6, 7, 2), np.random.default_rng(seed))
    return model


def test_layers_are_named_as_functions_are():
    kinds = [Conv2D(1, 1), Conv2D(1, 1), MaxPool2D(2), Conv2DTranspose(1, 1), DepthwiseConv2D(1)]
    kinds += [ReLU(), ReLU6(), LeakyReLU(), PReLU(), GlobalAveragePool2D()]
    assert [*Sequential(kinds).children()] == [
        *("conv2d_1", "conv2d_2", "max_pool2d_1", "conv2d_transpose_1", "depthwise_conv2d_1"),
        *("relu_1", "relu6_1", "leaky_relu_1", "prelu_1", "global_average_pool2d_1"),
    ]


def test_parameters_have_the_names_of_their_places():
    assert [p.name for p in built_network().parameters()] == [
        *("sequential_1.conv2d_1.kernel", "sequential_1.conv2d_1.bias"),
        *("residual_1.body.conv2d_1.kernel", "residual_1.body.conv2d_1.bias"),
        *("residual_1.body.batch_norm_1.gamma", "residual_1.body.batch_norm_1.beta"),
        *("residual_1.shortcut.kernel", "residual_1.shortcut.bias"),
        "concatenate_1.branch_2.depthwise.kernel",
        *("concatenate_1.branch_2.pointwise.kernel", "concatenate_1.branch_2.pointwise.bias"),
        *("squeeze_excite_1.gate.dense_1.weight", "squeeze_excite_1.gate.dense_1.bias"),
        *("squeeze_excite_1.gate.dense_2.weight", "squeeze_excite_1.gate.dense_2.bias"),
        *("dense_1.weight", "dense_1.bias"),
    ]


def test_building_again_makes_new_parameters_of_the_same_names():
    model = built_network()
    names = [p.name for p in model.parameters()]
    model.build((9, 9, 3), np.random.default_rng(0))
    assert [p.name for p in model.parameters()] == names
    assert model.forward(np.ones((1, 9, 9, 3))).shape == (1, 3)


def test_a_generator_decides_everything():
    first, same, other = built_network(0), built_network(0), built_network(1)
    x = np.random.default_rng(2).standard_normal((2, 6, 7, 2))
    y = first.forward(x, training=True)
    np.testing.assert_array_equal(same.forward(x, training=True), y)
    assert not np.array_equal(other.forward(x, training=True), y)


def test_activations_are_those_of_forward_in_evaluation():
    model = built_network()
    x = np.random.default_rng(0).standard_normal((2, 6, 7, 2))
    walked = dict(model.activations(x))
    assert [*walked] == [
        *("sequential_1.conv2d_1", "sequential_1.relu_1"),
        *("residual_1.body.conv2d_1", "residual_1.body.batch_norm_1", "residual_1.body.relu_1"),
        *("residual_1.shortcut", "residual_1", "concatenate_1.branch_2", "concatenate_1"),
        *("squeeze_excite_1", "global_average_pool2d_1", "dropout_1", "dense_1"),
    ]
    assert [*walked] == [row.name for row in model.summary().rows]
    shapes = {row.name: row.output_shape for row in model.summary().rows}
    assert {name: y.shape[1:] for name, y in walked.items()} == shapes
    np.testing.assert_array_equal(walked["dense_1"], model.forward(x))
    y = x
    for layer in model:
        y = layer.forward(y)
    np.testing.assert_array_equal(walked["dense_1"], y)


def test_backward_works_after_activations():
    model = built_network()
    x = np.random.default_rng(0).standard_normal((2, 6, 7, 2))
    model.forward(x)
    expected = model.backward(np.ones((2, 3)))
    *_, (_, y) = model.activations(x)
    np.testing.assert_array_equal(model.backward(np.ones_like(y)), expected)


def test_nobody_computes_the_gradient_of_the_pictures(monkeypatch):
    model = built_network()
    y = model.forward(np.ones((2, 6, 7, 2)), training=True)
    monkeypatch.setattr(model[0][0], "backward", None)
    model.parameter_gradients(np.ones_like(y))
    assert all(p.grad is not None for p in model.parameters())
    with pytest.raises(TypeError, match="not callable"):
        model.backward(np.ones_like(y))


def test_a_built_layer_still_counts_for_any_input_shape():
    model = built_network()
    for shape in ((6, 7, 2), (9, 9, 5)):
        assert model.count(shape) == network().count(shape)
    assert SqueezeExcite(2).count((4, 4, 8)) == (42, 32)
    excite = SqueezeExcite(2)
    excite.build((4, 4, 3), np.random.default_rng(0))
    assert excite.count((4, 4, 8)) == (42, 32)


def test_layers_are_found_by_place():
    model = network()
    assert len(model) == 7
    assert model[-1] is model.layers[6]
    assert [*model] == model.layers
    assert repr(model[1].body[0]) == "Conv2D(4, 3, padding=1)"


def test_a_network_takes_images_of_other_sizes_where_its_parameters_allow():
    model = built_network()
    assert model.forward(np.ones((1, 11, 5, 2))).shape == (1, 3)
    dense = Sequential([Flatten(), Dense(3)])
    dense.build((4, 4, 1), np.random.default_rng(0))
    assert dense.forward(np.ones((2, 2, 8, 1))).shape == (2, 3)
    with pytest.raises(ValueError, match=r"built for inputs \(4, 4, 1\)"):
        dense.forward(np.ones((2, 5, 4, 1)))


def test_a_layer_is_written_as_the_call_that_makes_it():
    for text in (
        "Conv2D(32, 3)",
        "Conv2D(32, (3, 1), stride=(1, 2), padding=((0, 1), (2, 3)), groups=2, bias=False)",
        "Conv2DTranspose(8, 4, stride=2, padding='same', output_padding=1)",
        "Conv2D(8, 3, padding=(1, 2), initialiser=xavier_normal)",
        "MaxPool2D(2, stride=1, ceil_mode=True)",
        "LeakyReLU(negative_slope=0.2)",
        "ReLU()",
        "Residual(Sequential([ReLU()]), shortcut=Conv2D(8, 1))",
        "Concatenate(None, ReLU())",
    ):
        names = {**globals(), "xavier_normal": initialisers.xavier_normal}
        assert repr(eval(text, names)) == text
    assert repr(Conv2D(32, (3, 3), padding=((1, 1), (1, 1)), stride=[2, 2])) == (
        "Conv2D(32, 3, stride=2, padding=1)"
    )
