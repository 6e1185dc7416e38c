"""Layers: objects that own parameters, and the joints that make networks of them.

A layer answers four questions, and owns its parameters:

- `output_shape(input_shape)`: what comes out; nothing is allocated.
- `build(input_shape, rng)`: make the parameters.
- `forward(x, training=False)`: compute, and remember what `backward` needs.
- `backward(dy)`: return the gradient of the input, and set each parameter's ``grad``.

Shapes never count the batch. The arrays are those of `cnnkit.functional`: (N, H, W, C).

>>> import numpy as np
>>> from cnnkit.layers import Conv2D, Dense, Flatten, MaxPool2D, ReLU, Sequential
>>> model = Sequential([Conv2D(8, 3), ReLU(), MaxPool2D(2), Flatten(), Dense(10)])
>>> model.count((28, 28, 1))
(13610, 62192)
>>> model.build((28, 28, 1), np.random.default_rng(0))
>>> model.forward(np.zeros((2, 28, 28, 1)), training=True).shape
(2, 10)
"""

from cnnkit.layers.batch_norm import BatchNorm
from cnnkit.layers.convolution import Conv2D, DepthwiseConv2D
from cnnkit.layers.dense import Dense, Flatten
from cnnkit.layers.dropout import Dropout
from cnnkit.layers.joins import Concatenate, Residual
from cnnkit.layers.layer import Layer
from cnnkit.layers.normalisation import GroupNorm, LayerNorm, LocalResponseNorm
from cnnkit.layers.parameter import Parameter
from cnnkit.layers.pooling import (
    AdaptiveAveragePool2D,
    AveragePool2D,
    GlobalAveragePool2D,
    MaxPool2D,
)
from cnnkit.layers.rearranging import DepthToSpace
from cnnkit.layers.rectifiers import LeakyReLU, PReLU, ReLU, ReLU6
from cnnkit.layers.separable import SeparableConv2D
from cnnkit.layers.sequential import Sequential
from cnnkit.layers.smooth_activations import (
    ELU,
    GELU,
    SELU,
    HardSwish,
    Mish,
    Sigmoid,
    Softmax,
    Softplus,
    Swish,
    Tanh,
)
from cnnkit.layers.squeeze_excite import SqueezeExcite
from cnnkit.layers.transposed import Conv2DTranspose

__all__ = [
    "ELU",
    "GELU",
    "SELU",
    "AdaptiveAveragePool2D",
    "AveragePool2D",
    "BatchNorm",
    "Concatenate",
    "Conv2D",
    "Conv2DTranspose",
    "Dense",
    "DepthToSpace",
    "DepthwiseConv2D",
    "Dropout",
    "Flatten",
    "GlobalAveragePool2D",
    "GroupNorm",
    "HardSwish",
    "Layer",
    "LayerNorm",
    "LeakyReLU",
    "LocalResponseNorm",
    "MaxPool2D",
    "Mish",
    "PReLU",
    "Parameter",
    "ReLU",
    "ReLU6",
    "Residual",
    "SeparableConv2D",
    "Sequential",
    "Sigmoid",
    "Softmax",
    "Softplus",
    "SqueezeExcite",
    "Swish",
    "Tanh",
]
