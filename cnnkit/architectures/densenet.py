"""DenseNet: every layer sees the feature maps of all layers before it in its block."""

from cnnkit.layers import (
    AveragePool2D,
    BatchNorm,
    Concatenate,
    Conv2D,
    Dense,
    GlobalAveragePool2D,
    Layer,
    MaxPool2D,
    ReLU,
    Sequential,
)

DENSENET121, DENSENET169, DENSENET201 = (6, 12, 24, 16), (6, 12, 32, 32), (6, 12, 48, 32)
DENSENET161 = (6, 12, 36, 24)
"""Dense layers in each of the four blocks."""


def densenet121(*, classes: int = 1000) -> Sequential:
    """Return DenseNet-121: 58 dense layers in four blocks, each adding 32 channels.

    A convolution of 7×7 and a max pooling, four dense blocks, between which a transition halves
    the channels, the height and the width, then global average pooling and one dense layer.
    Block k is the layer ``sequential_k``.

    Parameters
    ----------
    classes : int
        Logits of the last layer; 1,000 in ImageNet.

    Returns
    -------
    Sequential
        Not built. It is made for images (224, 224, 3), and takes others from 29×29 on.

    Notes
    -----
    Source: G. Huang, Z. Liu, L. van der Maaten and K. Weinberger, "Densely Connected Convolutional
    Networks", CVPR 2017, arXiv:1608.06993, table 1: the networks that it calls DenseNet-BC.

    Examples
    --------
    >>> densenet121().count((224, 224, 3))
    (7978856, 2834161664)
    """
    return _densenet(DENSENET121, 32, classes)


def densenet161(*, classes: int = 1000) -> Sequential:
    """Return DenseNet-161, whose layers add 48 channels each; see `densenet121`.

    >>> densenet161().count((224, 224, 3))[0]
    28681000
    """
    return _densenet(DENSENET161, 48, classes)


def densenet169(*, classes: int = 1000) -> Sequential:
    """Return DenseNet-169; see `densenet121`.

    >>> densenet169().count((224, 224, 3))[0]
    14149480
    """
    return _densenet(DENSENET169, 32, classes)


def densenet201(*, classes: int = 1000) -> Sequential:
    """Return DenseNet-201; see `densenet121`.

    >>> densenet201().count((224, 224, 3))[0]
    20013928
    """
    return _densenet(DENSENET201, 32, classes)


def dense_layer(growth: int) -> Concatenate:
    """Return a layer that lays ``growth`` new channels behind those it is given.

    Batch norm and ReLU come before each convolution. The first one, of 1×1, makes 4 · growth
    channels of however many there are, so that the second one, of 3×3, stays cheap.

    Parameters
    ----------
    growth : int
        New channels; the paper's growth rate k.

    Returns
    -------
    Concatenate
        Not built.

    Examples
    --------
    >>> dense_layer(32).output_shape((56, 56, 64))
    (56, 56, 96)
    """
    new = Sequential([
        *(BatchNorm(), ReLU(), Conv2D(4 * growth, 1, bias=False)),
        *(BatchNorm(), ReLU(), Conv2D(growth, 3, padding=1, bias=False)),
    ])  # fmt: skip
    return Concatenate(None, new)


def dense_block(layers: int, growth: int) -> Sequential:
    """Return several dense layers, so that each is given the channels of all before it.

    Parameters
    ----------
    layers : int
        How many.
    growth : int
        New channels of each.

    Returns
    -------
    Sequential
        Not built.

    Examples
    --------
    >>> dense_block(6, 32).output_shape((56, 56, 64))
    (56, 56, 256)
    """
    return Sequential([dense_layer(growth) for _ in range(layers)])


def transition(filters: int) -> Sequential:
    """Return what stands between two blocks: a 1×1 convolution, and average pooling of 2×2.

    Parameters
    ----------
    filters : int
        Output channels; half of the input's in the paper.

    Returns
    -------
    Sequential
        Not built.

    Examples
    --------
    >>> transition(128).output_shape((56, 56, 256))
    (28, 28, 128)
    """
    return Sequential([BatchNorm(), ReLU(), Conv2D(filters, 1, bias=False), AveragePool2D(2)])


def _densenet(repeats: tuple[int, ...], growth: int, classes: int) -> Sequential:
    channels = 2 * growth
    stem = Conv2D(channels, 7, stride=2, padding=3, bias=False)
    layers: list[Layer] = [stem, BatchNorm(), ReLU(), MaxPool2D(3, stride=2, padding=1)]
    *early, last = repeats
    for count in early:
        channels = (channels + count * growth) // 2
        layers += [dense_block(count, growth), *transition(channels)]
    layers += [dense_block(last, growth), BatchNorm(), ReLU()]
    return Sequential([*layers, GlobalAveragePool2D(), Dense(classes)])
