"""EfficientNet: one small network, and a rule that makes it deeper, wider and larger together."""

import math
from functools import partial

from cnnkit.architectures.mobilenet_v2 import followed, inverted_bottleneck, scaled, stage
from cnnkit.layers import (
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    GlobalAveragePool2D,
    Sequential,
    Swish,
)

STAGES = (
    (3, 1, 1, 16, 1),
    (3, 2, 6, 24, 2),
    (5, 2, 6, 40, 2),
    (3, 2, 6, 80, 3),
    (5, 1, 6, 112, 3),
    (5, 2, 6, 192, 4),
    (3, 1, 6, 320, 1),
)
"""The seven stages: (kernel, stride, expansion, output channels, repeats); only a stage's first
block has the stride."""

STEM, HEAD = 32, 1280
"""Filters of the first convolution and of the last one."""


def efficientnet_b0(*, classes: int = 1000) -> Sequential:
    """Return EfficientNet-B0: MobileNetV2's blocks with squeeze-excite, in seven stages.

    The numbers of its table were found by a search that weighed accuracy against multiply-adds.
    Stage k is the layer ``sequential_k``.

    Parameters
    ----------
    classes : int
        Logits of the last layer; 1,000 in ImageNet.

    Returns
    -------
    Sequential
        Not built. It is made for images (224, 224, 3), and takes others too.

    Notes
    -----
    Source: M. Tan and Q. Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural
    Networks", ICML 2019, arXiv:1905.11946, table 1. In training it also leaves out whole blocks at
    random (stochastic depth), which this one does not.

    Examples
    --------
    >>> efficientnet_b0().count((224, 224, 3))
    (5288548, 385814752)
    """
    return scaled_efficientnet(classes=classes)


def scaled_efficientnet(
    *, width: float = 1.0, depth: float = 1.0, dropout: float = 0.2, classes: int = 1000
) -> Sequential:
    """Return EfficientNet-B0, or one that is wider and deeper.

    The paper's compound scaling multiplies depth by 1.2, width by 1.1 and the image's side by
    1.15 at once, which takes 1.2 · 1.1² · 1.15² ≈ 2 times as many multiply-adds.

    Parameters
    ----------
    width : float
        Every number of channels times this, rounded to multiples of 8.
    depth : float
        Every number of repeats times this, rounded up.
    dropout : float
        Rate of the dropout before the dense layer.
    classes : int
        Logits of the last layer.

    Returns
    -------
    Sequential
        Not built.

    Examples
    --------
    EfficientNet-B1, for images of 240×240, and B2, for 260×260 (288×288 in torchvision):

    >>> scaled_efficientnet(depth=1.1).count((240, 240, 3))[0]
    7794184
    >>> scaled_efficientnet(width=1.1, depth=1.2, dropout=0.3).count((288, 288, 3))[0]
    9109994
    """
    channels = scaled(STEM, width)
    stem = Conv2D(channels, 3, stride=2, padding=1, bias=False)
    layers = followed(stem, BatchNorm, Swish)
    for kernel, stride, expansion, filters, repeats in STAGES:
        block = partial(
            inverted_bottleneck,
            kernel_size=kernel,
            expansion=expansion,
            squeeze_excite=True,
            activation=Swish,
        )
        made, count = scaled(filters, width), math.ceil(repeats * depth)
        layers.append(stage(block, channels, made, repeats=count, stride=stride))
        channels = made
    layers += followed(Conv2D(4 * channels, 1, bias=False), BatchNorm, Swish)
    return Sequential([*layers, GlobalAveragePool2D(), Dropout(dropout), Dense(classes)])
