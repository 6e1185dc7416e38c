"""Bad calls: each error names the layer and the value, and says what would work."""

import numpy as np
import pytest

from cnnkit import functional
from cnnkit.layers import (
    ELU,
    GELU,
    AdaptiveAveragePool2D,
    AveragePool2D,
    BatchNorm,
    Concatenate,
    Conv2D,
    Conv2DTranspose,
    Dense,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    GroupNorm,
    Layer,
    LayerNorm,
    LeakyReLU,
    LocalResponseNorm,
    MaxPool2D,
    PReLU,
    ReLU,
    Residual,
    SeparableConv2D,
    Sequential,
    Softmax,
    SqueezeExcite,
)

RNG = np.random.default_rng(0)

# a call, its error, and what the message must hold
CONSTRUCTIONS = [
    (lambda: Conv2D(0, 3), ValueError, ["Conv2D: filters is 0", "such as 1"]),
    (lambda: Conv2D(8.0, 3), TypeError, ["Conv2D: filters is 8.0", "whole number"]),
    (lambda: Conv2D(8, (3, 3, 3)), ValueError, ["Conv2D: kernel_size is (3, 3, 3)", "such as"]),
    (lambda: Conv2D(8, 3, stride=0), ValueError, ["Conv2D: stride is 0", "such as 1"]),
    (lambda: Conv2D(8, 3, dilation=0), ValueError, ["Conv2D: dilation is 0", "such as 1"]),
    (lambda: Conv2D(8, 3, padding="sane"), ValueError, ['Conv2D: padding is "sane"', '"same"']),
    (lambda: Conv2D(8, 3, padding=-1), ValueError, ["Conv2D: padding is -1", "such as 0"]),
    (lambda: Conv2D(8, 3, bias=1), TypeError, ["Conv2D: bias is 1", "True or False"]),
    (lambda: Conv2D(6, 3, groups=4), ValueError, ["Conv2D: groups is 4", "6 filters", "[1, 2"]),
    (lambda: Conv2D(6, 3, initialiser="he"), TypeError, ["initialiser is 'he'", "he_normal"]),
    (lambda: DepthwiseConv2D(3, depth_multiplier=0), ValueError, ["depth_multiplier is 0"]),
    (lambda: SeparableConv2D(0, 3), ValueError, ["SeparableConv2D", "filters is 0"]),
    (lambda: Conv2DTranspose(3, 3, groups=2), ValueError, ["groups is 2", "3 filters", "[1, 3]"]),
    (lambda: Conv2DTranspose(3, 3, output_padding=-1), ValueError, ["output_padding is -1"]),
    (lambda: MaxPool2D(0), ValueError, ["MaxPool2D: window is 0", "such as 1"]),
    (lambda: MaxPool2D(2, stride=0), ValueError, ["MaxPool2D: stride is 0"]),
    (lambda: MaxPool2D(2, ceil_mode=1), TypeError, ["MaxPool2D: ceil_mode is 1", "True or False"]),
    (lambda: AveragePool2D(2, count_include_pad=0), TypeError, ["count_include_pad is 0"]),
    (lambda: AdaptiveAveragePool2D(0), ValueError, ["AdaptiveAveragePool2D: output_size is 0"]),
    (lambda: BatchNorm(momentum=2), ValueError, ["BatchNorm: momentum is 2", "such as 0.1"]),
    (lambda: BatchNorm(epsilon=0), ValueError, ["BatchNorm: epsilon is 0", "such as 1e-05"]),
    (lambda: LayerNorm(epsilon="a"), TypeError, ["LayerNorm: epsilon is 'a'"]),
    (lambda: GroupNorm(0), ValueError, ["GroupNorm: groups is 0"]),
    (lambda: LocalResponseNorm(0), ValueError, ["LocalResponseNorm: size is 0"]),
    (lambda: LocalResponseNorm(5, k="1"), TypeError, ["LocalResponseNorm: k is '1'"]),
    (
        lambda: LeakyReLU(negative_slope=None),
        TypeError,
        ["LeakyReLU: negative_slope is None", "such as 0.01"],
    ),
    (lambda: ELU(alpha="1"), TypeError, ["ELU: alpha is '1'"]),
    (lambda: GELU(approximate="erf"), ValueError, ["GELU: approximate is 'erf'", '"tanh"']),
    (lambda: PReLU(initial_slope=float("nan")), ValueError, ["PReLU: initial_slope is nan"]),
    (lambda: Softmax(axis=1.0), TypeError, ["Softmax: axis is 1.0"]),
    (lambda: Dense(-1), ValueError, ["Dense: units is -1", "such as 1"]),
    (lambda: Dropout(1), ValueError, ["Dropout: rate is 1", "such as 0.5"]),
    (lambda: SqueezeExcite(0), ValueError, ["SqueezeExcite: reduced_channels is 0"]),
    (lambda: SqueezeExcite(4, activation="gelu"), ValueError, ["activation is 'gelu'", '"swish"']),
    (lambda: Sequential([]), ValueError, ["Sequential: layers is []", "such as [Flatten()"]),
    (lambda: Sequential(ReLU()), TypeError, ["Sequential: layers is ReLU()", "give a list"]),
    (lambda: Sequential([ReLU]), TypeError, ["layers[0] is the class ReLU", "such as ReLU()"]),
    (
        lambda: Sequential([Flatten(), functional.relu]),
        TypeError,
        ["layers[1] is <function relu", "such as ReLU()"],
    ),
    (lambda: Residual(None), TypeError, ["Residual: body is None", "such as ReLU()"]),
    (lambda: Residual(ReLU(), 3), TypeError, ["Residual: shortcut is 3", "such as ReLU()"]),
    (lambda: Concatenate(), ValueError, ["Concatenate: it has no branches", "Conv2D(8, 3)"]),
    (lambda: Concatenate(None, [ReLU()]), TypeError, ["Concatenate: branch_2 is [ReLU()]"]),
    (
        lambda: (lambda layer: Sequential([layer, Residual(Sequential([layer]))]))(ReLU()),
        ValueError,
        ["one ReLU() stands in two places", "a layer of its own"],
    ),
]

SHAPES = [
    (Conv2D(8, 3), (2, 5, 3), ["Conv2D(8, 3) cannot take (2, 5, 3)", "3×3", "padding ≥ 1"]),
    (Conv2D(8, 3), (10,), ["Conv2D(8, 3) cannot take (10,)", "such as (32, 32, 3)"]),
    (Conv2D(8, 3, groups=4), (5, 5, 6), ["groups is 4", "6 channels", "[1, 2, 3, 6]"]),
    (Conv2DTranspose(8, 3, padding=3), (2, 2, 1), ["crops all", "padding ≤"]),
    (
        Conv2DTranspose(8, 3, output_padding=1),
        (2, 2, 1),
        ["output_padding is 1", "smaller than the stride", "such as 0"],
    ),
    (SeparableConv2D(8, 3), (2, 2, 1), ["SeparableConv2D cannot take (2, 2, 1)", "3×3"]),
    (MaxPool2D(2), (1, 1, 64), ["MaxPool2D(2) cannot take (1, 1, 64)", "window 2×2"]),
    (AveragePool2D(2, padding=2), (8, 8, 1), ["cannot take (8, 8, 1)", "use padding ≤ 1"]),
    (
        GlobalAveragePool2D(),
        (8,),
        ["GlobalAveragePool2D() cannot take (8,)", "such as (32, 32, 3)"],
    ),
    (GroupNorm(4), (8, 8, 6), ["GroupNorm(4) cannot take", "groups is 4", "[1, 2, 3, 6]"]),
    (Dense(10), (5, 5, 2), ["Dense(10) cannot take (5, 5, 2)", "put Flatten()"]),
    (
        Residual(Sequential([Conv2D(4, 3, padding=1), Dense(2)])),
        (8, 8, 4),
        ["Residual cannot take (8, 8, 4)", "body: layer 2 (dense_1): Dense(2) cannot take"],
    ),
    (
        Residual(Conv2D(6, 3, stride=2, padding=1)),
        (8, 8, 4),
        ["the body makes (4, 4, 6) and the shortcut (8, 8, 4)", "such as Conv2D(6, 1, stride=2)"],
    ),
    (
        Residual(Conv2D(6, 3, padding="same")),
        (8, 8, 4),
        ["the body makes (8, 8, 6)", "use a shortcut that makes (8, 8, 6), such as Conv2D(6, 1)"],
    ),
    (
        Residual(Conv2D(6, 3, stride=(3, 2), padding="same")),
        (8, 8, 4),
        ["a shortcut that makes (3, 4, 6), such as Conv2D(6, 1, stride=(3, 2))"],
    ),
    (Residual(Dense(3)), (4,), ["the body makes (3,) and the shortcut (4,)", "such as Dense(3)"]),
    (
        Concatenate(None, Conv2D(2, 3)),
        (8, 8, 4),
        ["branch_1 makes (8, 8, 4), branch_2 makes (6, 6, 2)", 'padding="same"'],
    ),
    (
        Sequential([Conv2D(4, 3), MaxPool2D(2), Sequential([ReLU(), MaxPool2D(2)])]),
        (4, 4, 1),
        [
            "layer 3 (sequential_1): layer 2 (max_pool2d_1): MaxPool2D(2) cannot take (1, 1, 4)",
            "window 2×2 does not fit into the padded input 1×1",
            "use padding ≥ 1 or a smaller window",
        ],
    ),
    (Softmax(axis=3), (10,), ["Softmax(axis=3) cannot take (10,)", "from 1 to 1", "such as -1"]),
    (Softmax(axis=0), (8, 8, 3), ["axis is 0", "from 1 to 3"]),
    (LayerNorm(), (5, 8), ["LayerNorm() cannot take (5, 8)", "such as (32, 32, 3)"]),
    (LocalResponseNorm(3), (8,), ["LocalResponseNorm(3) cannot take (8,)"]),
    (Flatten(), (8, 0, 3), ["input_shape[1] is 0", "such as 1"]),
    (Flatten(), (), ["input_shape is ()", "such as (32, 32, 3)"]),
]


def check(call, error, parts):
    with pytest.raises(error) as caught:
        call()
    for part in parts:
        assert part in str(caught.value)


@pytest.mark.parametrize(("call", "error", "parts"), CONSTRUCTIONS)
def test_arguments_that_no_input_could_go_with(call, error, parts):
    check(call, error, parts)


@pytest.mark.parametrize(("layer", "input_shape", "parts"), SHAPES)
def test_input_shapes_that_do_not_fit(layer, input_shape, parts):
    for ask in (layer.output_shape, layer.count, lambda shape: layer.build(shape, RNG)):
        check(lambda ask=ask: ask(input_shape), ValueError, parts)
    assert layer.built_for is None


@pytest.mark.parametrize("shape", [32, None, "abc", (1.5, 2, 3), (8, 8, None)])
def test_what_is_no_shape(shape):
    check(lambda: Conv2D(8, 3).output_shape(shape), TypeError, ["input_shape", "such as"])


def network(input_shape=(8, 8, 2)):
    model = Sequential([Conv2D(4, 3), BatchNorm(), ReLU(), Flatten(), Dense(3)])
    model.build(input_shape, RNG)
    return model


class Returnless(Layer):
    """A learner's own layer, whose last line is missing."""

    def forward(self, x, training=False):
        self.receive(x)


CALLS = [
    (lambda: Conv2D(4, 3).forward(np.ones((1, 8, 8, 2))), RuntimeError, ["build((8, 8, 2), "]),
    (lambda: Dropout(0.5).forward(np.ones((1, 3)), training=True), RuntimeError, ["build((3,), "]),
    (lambda: Sequential([Dense(3)]).forward(np.ones((1, 4))), RuntimeError, ["build((4,), "]),
    (lambda: SqueezeExcite(2).forward(np.ones((1, 2, 2, 4))), RuntimeError, ["build((2, 2, 4), "]),
    (lambda: network().backward(np.ones((1, 3))), RuntimeError, ["forward before backward"]),
    (
        lambda: Sequential([Returnless(), Flatten()]).forward(np.ones((1, 2, 2, 1))),
        TypeError,
        ["Flatten() is given None", "does the forward before it end with return y?"],
    ),
    (lambda: Residual(ReLU()).backward(np.ones(3)), RuntimeError, ["forward before backward"]),
    (lambda: network().summary(()), ValueError, ["input_shape is ()"]),
    (lambda: Sequential([ReLU()]).summary(), RuntimeError, ["summary((32, 32, 3))"]),
    (lambda: network().build((8, 8, 2), 0), TypeError, ["rng is 0", "np.random.default_rng(0)"]),
    (lambda: network().forward(np.ones((8, 8, 2))), ValueError, ["without its batch", "x[None]"]),
    (lambda: network().forward("photo.png"), TypeError, ["x holds text"]),
    (lambda: network().forward(np.ones(4)), ValueError, ["x has shape (4,)", "such as (32, 32"]),
    (
        lambda: network().forward(np.ones((1, 8, 8, 3))),
        ValueError,
        ["built for inputs (8, 8, 2)", "conv2d_1.kernel", "(3, 3, 3, 4)"],
    ),
    (
        lambda: network().forward(np.ones((1, 2, 8, 2))),
        ValueError,
        ["x has shape (1, 2, 8, 2)", "layer 1 (conv2d_1)", "3×3"],
    ),
    (
        lambda: Conv2D(4, 3, initialiser=lambda shape, rng: np.ones(3)).build((8, 8, 2), RNG),
        ValueError,
        ["initialiser returned shape (3,) for kernel", "must return (3, 3, 2, 4)"],
    ),
    (lambda: Layer().forward(np.ones(3)), NotImplementedError, ["Layer has no forward(self, x"]),
    (lambda: Layer().backward(np.ones(3)), NotImplementedError, ["Layer has no backward(self, dy"]),
]


@pytest.mark.parametrize(("call", "error", "parts"), CALLS)
def test_calls_at_the_wrong_time_or_with_the_wrong_array(call, error, parts):
    check(call, error, parts)


@pytest.mark.parametrize(
    ("layer", "input_shape", "dy_shape"),
    [
        (Conv2D(4, 3), (8, 8, 2), (1, 6, 6, 5)),
        (Conv2DTranspose(4, 3), (8, 8, 2), (1, 10, 10, 5)),
        (SeparableConv2D(4, 3), (8, 8, 2), (1, 6, 6, 5)),
        (Dense(4), (3,), (1, 5)),
        (MaxPool2D(2), (8, 8, 2), (1, 4, 5, 2)),
        (BatchNorm(), (8, 8, 2), (1, 8, 8, 1)),
        (Flatten(), (8, 8, 2), (1, 8, 8, 2)),
        (Dropout(0.5), (8,), (8,)),
        (Residual(ReLU()), (8, 8, 2), (1, 8, 8, 1)),
        (Concatenate(ReLU(), None), (8, 8, 2), (1, 8, 8, 2)),
        (SqueezeExcite(2), (8, 8, 2), (1, 8, 8, 1)),
    ],
)
def test_a_gradient_of_another_shape_than_the_output(layer, input_shape, dy_shape):
    layer.build(input_shape, RNG)
    layer.forward(np.ones((1, *input_shape)))
    for gradients in (layer.backward, layer.parameter_gradients):
        with pytest.raises(ValueError, match="dy ") as caught:
            gradients(np.ones(dy_shape))
        assert str(layer.output_shape(input_shape))[1:-1].rstrip(",") in str(caught.value)
