"""One layer of each kind, with the options that are easily got wrong, and inputs for them."""

import numpy as np

from cnnkit.layers import (
    ELU,
    GELU,
    SELU,
    AdaptiveAveragePool2D,
    AveragePool2D,
    BatchNorm,
    Concatenate,
    Conv2D,
    Conv2DTranspose,
    Dense,
    DepthToSpace,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    GroupNorm,
    HardSwish,
    LayerNorm,
    LeakyReLU,
    LocalResponseNorm,
    MaxPool2D,
    Mish,
    PReLU,
    ReLU,
    ReLU6,
    Residual,
    SeparableConv2D,
    Sequential,
    Sigmoid,
    Softmax,
    Softplus,
    SqueezeExcite,
    Swish,
    Tanh,
)

IMAGE, ROW = (5, 6, 4), (7,)

# How to make the layer, and the shape of one input.
KINDS = [
    (lambda: Conv2D(3, (3, 2), stride=(2, 1), padding=((1, 0), (0, 2))), IMAGE),
    (lambda: Conv2D(6, 2, dilation=2, groups=2, bias=False), IMAGE),
    (lambda: DepthwiseConv2D(3, padding="same", depth_multiplier=2), IMAGE),
    (lambda: SeparableConv2D(3, 3, stride=2, padding=1, depth_multiplier=2), IMAGE),
    (lambda: Conv2DTranspose(3, 3, stride=2, padding=1, output_padding=1), IMAGE),
    (lambda: Conv2DTranspose(4, (2, 3), stride=3, padding="same", groups=2, bias=False), IMAGE),
    (lambda: MaxPool2D(2), IMAGE),
    (lambda: MaxPool2D(3, stride=2, padding=1, ceil_mode=True), IMAGE),
    (lambda: MaxPool2D(2, stride=1, dilation=2), IMAGE),
    (lambda: AveragePool2D(2, stride=1), IMAGE),
    (lambda: AveragePool2D(3, padding=1, ceil_mode=True, count_include_pad=False), IMAGE),
    (lambda: GlobalAveragePool2D(), IMAGE),
    (lambda: AdaptiveAveragePool2D((3, 4)), IMAGE),
    (lambda: BatchNorm(), IMAGE),
    (lambda: BatchNorm(momentum=0.3, epsilon=0.01), ROW),
    (lambda: LayerNorm(epsilon=0.01), IMAGE),
    (lambda: LayerNorm(), ROW),
    (lambda: GroupNorm(2, epsilon=0.01), IMAGE),
    (lambda: LocalResponseNorm(3, alpha=0.5, beta=0.7, k=2.0), IMAGE),
    (lambda: ReLU(), IMAGE),
    (lambda: ReLU6(), ROW),
    (lambda: LeakyReLU(negative_slope=0.2), IMAGE),
    (lambda: PReLU(initial_slope=0.3), IMAGE),
    (lambda: PReLU(), ROW),
    (lambda: ELU(alpha=0.7), IMAGE),
    (lambda: SELU(), ROW),
    (lambda: Sigmoid(), IMAGE),
    (lambda: Tanh(), ROW),
    (lambda: GELU(), IMAGE),
    (lambda: GELU(approximate="tanh"), ROW),
    (lambda: Swish(), IMAGE),
    (lambda: HardSwish(), ROW),
    (lambda: Mish(), IMAGE),
    (lambda: Softplus(), ROW),
    (lambda: Softmax(), IMAGE),
    (lambda: Softmax(axis=1), IMAGE),
    (lambda: Flatten(), IMAGE),
    (lambda: DepthToSpace(2), IMAGE),
    (lambda: Dense(3), ROW),
    (lambda: Dense(3, bias=False), ROW),
    (lambda: Dropout(0.4), IMAGE),
    (lambda: Residual(Conv2D(4, 3, padding="same")), IMAGE),
    (
        lambda: Residual(
            Sequential([Conv2D(3, 3, stride=2, padding=1), BatchNorm(), Tanh()]),
            shortcut=Conv2D(3, 1, stride=2),
        ),
        IMAGE,
    ),
    (lambda: Residual(Dense(7)), ROW),
    (lambda: Concatenate(None, Conv2D(2, 3, padding=1), MaxPool2D(3, stride=1, padding=1)), IMAGE),
    (lambda: Concatenate(Dense(2), Sequential([Dense(3), Tanh()])), ROW),
    (lambda: SqueezeExcite(2), IMAGE),
    (lambda: SqueezeExcite(3, activation="relu"), IMAGE),
    (
        lambda: Sequential(
            [
                Sequential([Conv2D(3, 3), Tanh()]),
                BatchNorm(),
                Dropout(0.3),
                Flatten(),
                Dense(2),
            ]
        ),
        IMAGE,
    ),
]


def name_of(value):
    """The layer's call, for a test's name."""
    return repr(value()) if callable(value) else ""


def built(make, input_shape, seed=0):
    """A layer with parameters that are nowhere at their special first values."""
    rng = np.random.default_rng(seed)
    layer = make()
    layer.build(input_shape, rng)
    layer.load_state(
        {name: rng.uniform(0.3, 0.8, value.shape) for name, value in layer.state().items()}
    )
    return layer
