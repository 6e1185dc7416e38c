"""MobileNetV2: inverted bottlenecks, which look around in each channel by itself."""

from collections.abc import Callable
from functools import partial

from cnnkit.layers import (
    BatchNorm,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Dropout,
    GlobalAveragePool2D,
    Layer,
    ReLU6,
    Residual,
    Sequential,
    SqueezeExcite,
)
from cnnkit.shapes import Padding2D

STAGES = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)
"""The paper's table 2: (expansion t, output channels c, repeats n, stride s of the first one)."""

STEM, HEAD = 32, 1280
"""Filters of the first convolution and of the last one."""

Maker = Callable[[], Layer]
"""What makes a layer for each place that needs one, such as the class `BatchNorm`."""


def mobilenet_v2(*, classes: int = 1000, width: float = 1.0) -> Sequential:
    """Return MobileNetV2: a convolution, 17 inverted bottlenecks in seven stages, and a 1×1.

    Stage k is the layer ``sequential_k``.

    Parameters
    ----------
    classes : int
        Logits of the last layer; 1,000 in ImageNet.
    width : float
        Every number of channels times this; a narrower network is cheaper and reads worse.

    Returns
    -------
    Sequential
        Not built. It is made for images (224, 224, 3), and takes others too.

    Notes
    -----
    Source: M. Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", CVPR 2018,
    arXiv:1801.04381, table 2.

    Examples
    --------
    >>> mobilenet_v2().count((224, 224, 3))
    (3504872, 300774272)
    >>> mobilenet_v2(width=0.5).count((224, 224, 3))
    (1968680, 97131840)
    """
    channels = scaled(STEM, width)
    stem = Conv2D(channels, 3, stride=2, padding=1, bias=False)
    layers = followed(stem, BatchNorm, ReLU6)
    for expansion, filters, repeats, stride in STAGES:
        block = partial(inverted_bottleneck, expansion=expansion)
        made = scaled(filters, width)
        layers.append(stage(block, channels, made, repeats=repeats, stride=stride))
        channels = made
    head = Conv2D(scaled(HEAD, max(width, 1.0)), 1, bias=False)  # a narrow network keeps its head
    layers += followed(head, BatchNorm, ReLU6)
    return Sequential([*layers, GlobalAveragePool2D(), Dropout(0.2), Dense(classes)])


def inverted_bottleneck(
    channels: int,
    filters: int,
    *,
    kernel_size: int = 3,
    stride: int = 1,
    expansion: int = 6,
    squeeze_excite: bool = False,
    activation: Maker = ReLU6,
    batch_norm: Maker | None = BatchNorm,
    padding: Padding2D | None = None,
) -> Layer:
    """Return a block that is wide in the middle, where each channel is convolved by itself.

    1×1 to expansion · channels, depthwise, 1×1 to ``filters`` without an activation. Where size
    and channels stay the same the input is added. The other way round than ResNet's `bottleneck`:
    the shortcut joins the narrow ends.

    Parameters
    ----------
    channels, filters : int
        Input channels and output channels.
    kernel_size, stride : int
        Those of the depthwise convolution.
    expansion : int
        How many times as wide it is in the middle; at 1 there is no first convolution.
    squeeze_excite : bool
        Whether the wide channels are weighed, as in EfficientNet, by what a quarter as many units
        as there are input channels make of the whole image.
    activation, batch_norm : class of a layer, or function that makes one
        What follows a convolution. Without batch norms convolutions have a bias.
    padding : as in Conv2D, optional
        That of the depthwise convolution; kernel_size // 2 by default, as PyTorch's networks have
        it. TensorFlow's have ``"same"``, which at stride 2 pads less at the top and the left.

    Returns
    -------
    Residual or Sequential
        Not built.

    Notes
    -----
    Source: M. Sandler et al., arXiv:1801.04381, section 3.

    Examples
    --------
    >>> block = inverted_bottleneck(24, 24)
    >>> block.output_shape((56, 56, 24)), type(block).__name__
    ((56, 56, 24), 'Residual')
    >>> block = inverted_bottleneck(24, 32, stride=2)
    >>> block.output_shape((56, 56, 24)), type(block).__name__
    ((28, 28, 32), 'Sequential')
    """
    bias, wide = batch_norm is None, expansion * channels
    if padding is None:
        padding = kernel_size // 2
    widen = Conv2D(wide, 1, bias=bias)
    look = DepthwiseConv2D(kernel_size, stride=stride, padding=padding, bias=bias)
    body = Sequential([
        *(followed(widen, batch_norm, activation) if expansion > 1 else ()),
        *followed(look, batch_norm, activation),
        *([SqueezeExcite(max(1, channels // 4))] if squeeze_excite else ()),
        *followed(Conv2D(filters, 1, bias=bias), batch_norm),
    ])  # fmt: skip
    return Residual(body) if stride == 1 and channels == filters else body


def stage(
    block: Callable[..., Layer], channels: int, filters: int, *, repeats: int, stride: int
) -> Sequential:
    """Return several blocks, of which the first one changes the channels and has the stride.

    >>> stage(inverted_bottleneck, 24, 32, repeats=3, stride=2).output_shape((56, 56, 24))
    (28, 28, 32)
    """
    first = block(channels, filters, stride=stride)
    return Sequential([first, *(block(filters, filters) for _ in range(repeats - 1))])


def followed(layer: Layer, *makers: Maker | None) -> list[Layer]:
    """Return a layer and those that follow it, made here; None stands for none.

    >>> followed(Conv2D(32, 3), None, ReLU6)
    [Conv2D(32, 3), ReLU6()]
    """
    return [layer, *(make() for make in makers if make)]


def scaled(channels: int, width: float) -> int:
    """Return channels times width as a multiple of 8, which is not more than a tenth too small.

    >>> scaled(32, 0.75), scaled(24, 0.35)
    (24, 8)
    """
    wanted = channels * width
    nearest = max(8, int(wanted + 4) // 8 * 8)
    return nearest if nearest >= 0.9 * wanted else nearest + 8
