"""ResNet: blocks that add to their input what they learn, so that very deep networks train."""

from collections.abc import Callable
from functools import partial

from cnnkit.functional.checks import choice
from cnnkit.layers import (
    BatchNorm,
    Conv2D,
    Dense,
    GlobalAveragePool2D,
    Layer,
    MaxPool2D,
    ReLU,
    Residual,
    Sequential,
)

FILTERS = (64, 128, 256, 512)
"""Filters in each of the four stages."""

RESNET18, RESNET34, RESNET50 = (2, 2, 2, 2), (3, 4, 6, 3), (3, 4, 6, 3)
RESNET101, RESNET152 = (3, 4, 23, 3), (3, 8, 36, 3)
"""Blocks in each stage: of two convolutions in the first two networks, of three in the others."""


def resnet18(*, classes: int = 1000) -> Sequential:
    """Return ResNet-18: eight blocks of two convolutions.

    A convolution of 7×7 and a max pooling make maps of 56×56 out of images of 224×224. Four
    stages follow, of which all but the first halve height and width in their first block and
    double the channels; then global average pooling and one dense layer. Stage k is the layer
    ``sequential_k``.

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
    Source: K. He, X. Zhang, S. Ren and J. Sun, "Deep Residual Learning for Image Recognition",
    CVPR 2016, arXiv:1512.03385, table 1, with the 1×1 convolutions of its option B where a
    shortcut changes its shape.

    Examples
    --------
    >>> resnet18().count((224, 224, 3))
    (11689512, 1814073344)
    """
    return _resnet(residual_block, RESNET18, classes)


def resnet34(*, classes: int = 1000) -> Sequential:
    """Return ResNet-34: sixteen blocks of two convolutions; see `resnet18`.

    >>> resnet34().count((224, 224, 3))
    (21797672, 3663761408)
    """
    return _resnet(residual_block, RESNET34, classes)


def resnet50(*, classes: int = 1000, stride_on: str = "3x3") -> Sequential:
    """Return ResNet-50: sixteen blocks of three convolutions; see `resnet18` and `bottleneck`.

    Parameters
    ----------
    classes : int
        Logits of the last layer; 1,000 in ImageNet.
    stride_on : "3x3" or "1x1"
        Which convolution of a block has its stride: torchvision's, which reads photos a little
        better, or that of the paper. Parameters are the same.

    Notes
    -----
    The variants see differently far. A pixel of the last map sees 427×427 pixels where the 3×3
    has the stride, and 483×483 where the 1×1 before it has: then the 3×3 steps over the larger
    jump already. 483 is also what A. Araujo, W. Norris and J. Sim publish ("Computing Receptive
    Fields of Convolutional Neural Networks", Distill 2019), for a network that has its strides in
    the last block of a stage, so that every 3×3 of the next stage steps over the larger jump.

    Examples
    --------
    >>> resnet50().count((224, 224, 3))
    (25557032, 4089184256)
    >>> resnet50(stride_on="1x1").count((224, 224, 3))
    (25557032, 3857973248)
    """
    return _resnet(partial(bottleneck, stride_on=stride_on), RESNET50, classes)


def resnet101(*, classes: int = 1000, stride_on: str = "3x3") -> Sequential:
    """Return ResNet-101: 33 blocks of three convolutions; see `resnet50`.

    >>> resnet101().count((224, 224, 3))[0]
    44549160
    """
    return _resnet(partial(bottleneck, stride_on=stride_on), RESNET101, classes)


def resnet152(*, classes: int = 1000, stride_on: str = "3x3") -> Sequential:
    """Return ResNet-152: 50 blocks of three convolutions; see `resnet50`.

    >>> resnet152().count((224, 224, 3))[0]
    60192808
    """
    return _resnet(partial(bottleneck, stride_on=stride_on), RESNET152, classes)


def residual_block(filters: int, *, stride: int = 1, projection: bool | None = None) -> Sequential:
    """Return a block of two 3×3 convolutions that adds its input: relu(body(x) + x).

    Parameters
    ----------
    filters : int
        Of each convolution; the block's output channels.
    stride : int
        That of the first convolution.
    projection : bool, optional
        Whether the input goes through a 1×1 convolution with a batch norm before it is added.
        Where size or channels change it must; by default it does where the stride is not 1.

    Returns
    -------
    Sequential
        Not built: a `Residual`, and the ReLU behind it.

    Examples
    --------
    >>> residual_block(64).output_shape((56, 56, 64))
    (56, 56, 64)
    >>> residual_block(64).count((56, 56, 64))[0]
    73984
    >>> residual_block(128, stride=2).output_shape((56, 56, 64))
    (28, 28, 128)
    """
    body = Sequential([
        *(Conv2D(filters, 3, stride=stride, padding=1, bias=False), BatchNorm(), ReLU()),
        *(Conv2D(filters, 3, padding=1, bias=False), BatchNorm()),
    ])  # fmt: skip
    return _with_shortcut(body, filters, stride, projection)


def bottleneck(
    filters: int, *, stride: int = 1, projection: bool | None = None, stride_on: str = "3x3"
) -> Sequential:
    """Return a block that is narrow in the middle: 1×1 to ``filters``, 3×3, 1×1 to 4 · filters.

    The 3×3 convolution works on a quarter of the channels that come in and go out, and takes a
    sixteenth of what it would take on all of them.

    Parameters
    ----------
    filters : int
        Of the first two convolutions; the block has four times as many output channels.
    stride : int
        That of the block.
    projection : bool, optional
        As in `residual_block`.
    stride_on : "3x3" or "1x1"
        Which convolution has the stride: the 3×3, as in torchvision ("ResNet v1.5"), or the first
        1×1, as in the paper.

    Returns
    -------
    Sequential
        Not built: a `Residual`, and the ReLU behind it.

    Examples
    --------
    >>> bottleneck(64).output_shape((56, 56, 256))
    (56, 56, 256)
    >>> bottleneck(64).count((56, 56, 256))[0]
    70400
    """
    choice(stride_on, "stride_on", ("3x3", "1x1"))
    first, second = (1, stride) if stride_on == "3x3" else (stride, 1)
    body = Sequential([
        *(Conv2D(filters, 1, stride=first, bias=False), BatchNorm(), ReLU()),
        *(Conv2D(filters, 3, stride=second, padding=1, bias=False), BatchNorm(), ReLU()),
        *(Conv2D(4 * filters, 1, bias=False), BatchNorm()),
    ])  # fmt: skip
    return _with_shortcut(body, 4 * filters, stride, projection)


def _with_shortcut(
    body: Sequential, channels: int, stride: int, projection: bool | None
) -> Sequential:
    """Return relu(body(x) + shortcut(x))."""
    if projection if projection is not None else stride != 1:
        shortcut = Sequential([Conv2D(channels, 1, stride=stride, bias=False), BatchNorm()])
        return Sequential([Residual(body, shortcut), ReLU()])
    return Sequential([Residual(body), ReLU()])


def _resnet(block: Callable[..., Sequential], repeats: tuple[int, ...], classes: int) -> Sequential:
    stem = Conv2D(FILTERS[0], 7, stride=2, padding=3, bias=False)
    layers: list[Layer] = [stem, BatchNorm(), ReLU(), MaxPool2D(3, stride=2, padding=1)]
    for filters, blocks in zip(FILTERS, repeats, strict=True):
        # The stem has halved twice, so the first stage need not; bottlenecks widen it all the same.
        stride = 1 if filters == FILTERS[0] else 2
        first = block(filters, stride=stride, projection=stride > 1 or block is not residual_block)
        others = (block(filters) for _ in range(blocks - 1))
        layers.append(Sequential([layer for each in (first, *others) for layer in each]))
    return Sequential([*layers, GlobalAveragePool2D(), Dense(classes)])
