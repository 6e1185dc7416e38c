"""VGG: nothing but convolutions of 3×3 and poolings of 2×2, many of them."""

from cnnkit.layers import (
    AdaptiveAveragePool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Layer,
    MaxPool2D,
    ReLU,
    Sequential,
)

FILTERS = (64, 128, 256, 512, 512)
"""Filters in each of the five stages."""

VGG11, VGG13, VGG16, VGG19 = (1, 1, 2, 2, 2), (2, 2, 2, 2, 2), (2, 2, 3, 3, 3), (2, 2, 4, 4, 4)
"""Convolutions in each stage: the paper's columns A, B, D and E."""

UNITS = 4096
"""Units of the two dense layers before the last one."""


def vgg11(*, classes: int = 1000, batch_norm: bool = False) -> Sequential:
    """Return VGG-11, the paper's network A: 8 convolutions; see `vgg16`.

    >>> vgg11().count((224, 224, 3))[0]
    132863336
    """
    return _vgg(VGG11, classes, batch_norm)


def vgg13(*, classes: int = 1000, batch_norm: bool = False) -> Sequential:
    """Return VGG-13, the paper's network B: 10 convolutions; see `vgg16`.

    >>> vgg13().count((224, 224, 3))[0]
    133047848
    """
    return _vgg(VGG13, classes, batch_norm)


def vgg16(*, classes: int = 1000, batch_norm: bool = False) -> Sequential:
    """Return VGG-16, the paper's network D: 13 convolutions in five stages, 3 dense layers.

    A stage keeps height and width, and a max pooling behind it halves them. Two convolutions of
    3×3 see 5×5 pixels and three see 7×7, with fewer parameters than one that sees as much, and
    with a ReLU in between.

    Parameters
    ----------
    classes : int
        Logits of the last layer; 1,000 in ImageNet.
    batch_norm : bool
        Whether a batch norm follows each convolution. The paper is older than these; with them
        the network learns more easily.

    Returns
    -------
    Sequential
        Not built. It is made for images (224, 224, 3), and takes others from 32×32 on, since the
        last feature map is brought to 7×7 in any case.

    Notes
    -----
    Source: K. Simonyan and A. Zisserman, "Very Deep Convolutional Networks for Large-Scale Image
    Recognition", ICLR 2015, arXiv:1409.1556, table 1.

    Examples
    --------
    >>> vgg16().count((224, 224, 3))
    (138357544, 15470264320)
    >>> vgg16().output_shape((96, 128, 3))
    (1000,)
    """
    return _vgg(VGG16, classes, batch_norm)


def vgg19(*, classes: int = 1000, batch_norm: bool = False) -> Sequential:
    """Return VGG-19, the paper's network E: 16 convolutions; see `vgg16`.

    >>> vgg19().count((224, 224, 3))[0]
    143667240
    """
    return _vgg(VGG19, classes, batch_norm)


def _vgg(repeats: tuple[int, ...], classes: int, batch_norm: bool) -> Sequential:
    layers: list[Layer] = []
    for filters, convolutions in zip(FILTERS, repeats, strict=True):
        for _ in range(convolutions):
            # As in torchvision, a bias stays before a batch norm, where it is of no use.
            layers.append(Conv2D(filters, 3, padding=1))
            layers += [BatchNorm(), ReLU()] if batch_norm else [ReLU()]
        layers.append(MaxPool2D(2))
    return Sequential([
        *(*layers, AdaptiveAveragePool2D(7), Flatten()),
        *(Dense(UNITS), ReLU(), Dropout(0.5)),
        *(Dense(UNITS), ReLU(), Dropout(0.5)),
        Dense(classes),
    ])  # fmt: skip
