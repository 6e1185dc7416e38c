"""GoogLeNet: modules that look at several sizes at once, and are cheap by convolutions of 1×1."""

from cnnkit.layers import (
    BatchNorm,
    Concatenate,
    Conv2D,
    Dense,
    Dropout,
    GlobalAveragePool2D,
    Layer,
    LocalResponseNorm,
    MaxPool2D,
    ReLU,
    Sequential,
)

MODULES = (
    (
        (64, 96, 128, 16, 32, 32),
        (128, 128, 192, 32, 96, 64),
    ),
    (
        (192, 96, 208, 16, 48, 64),
        (160, 112, 224, 24, 64, 64),
        (128, 128, 256, 24, 64, 64),
        (112, 144, 288, 32, 64, 64),
        (256, 160, 320, 32, 128, 128),
    ),
    (
        (256, 160, 320, 32, 128, 128),
        (384, 192, 384, 48, 128, 128),
    ),
)
"""The modules 3a and 3b, 4a to 4e, 5a and 5b, as `inception` takes them."""


def googlenet(*, classes: int = 1000) -> Sequential:
    """Return GoogLeNet as libraries have it: batch norms, and 3×3 where the paper has 5×5.

    A stem that makes maps of 28×28 out of images of 224×224, nine modules with poolings between
    them, and one dense layer behind a global average pooling, instead of VGG's three: 6,624,904
    parameters.

    Parameters
    ----------
    classes : int
        Logits of the last layer; 1,000 in ImageNet.

    Returns
    -------
    Sequential
        Not built. It is made for images (224, 224, 3), and takes others from 15×15 on.

    Notes
    -----
    Source: C. Szegedy et al., "Going Deeper with Convolutions", CVPR 2015, arXiv:1409.4842,
    table 1, with the changes of torchvision: batch norms, no biases, the third branch 3×3
    (a slip that its trained weights have kept), the last pooling 2×2. The paper's two auxiliary
    classifiers, which took part in training alone, are left out. For the network of the paper see
    `googlenet_2014`.

    Examples
    --------
    >>> googlenet().count((224, 224, 3))
    (6624904, 1498376192)
    """
    return Sequential([
        *_convolution(64, 7, True, stride=2),
        MaxPool2D(3, stride=2, ceil_mode=True),
        *_convolution(64, 1, True),
        *_convolution(192, 3, True),
        MaxPool2D(3, stride=2, ceil_mode=True),
        *_modules(True, last_pooling=2, third_kernel=3),
        *(GlobalAveragePool2D(), Dropout(0.2), Dense(classes)),
    ])  # fmt: skip


def googlenet_2014(*, classes: int = 1000) -> Sequential:
    """Return the GoogLeNet of the paper: 5×5 in the third branch, and no batch norms yet.

    It has 6,998,552 parameters; see `googlenet`.

    Notes
    -----
    Source: C. Szegedy et al., "Going Deeper with Convolutions", CVPR 2015, arXiv:1409.4842,
    table 1. What the paper leaves open, the local response norm's numbers and where the poolings
    round up, is that of the network published with Caffe. Without auxiliary classifiers.

    Examples
    --------
    >>> googlenet_2014().count((224, 224, 3))[0]
    6998552
    """
    return Sequential([
        *_convolution(64, 7, False, stride=2),
        *(MaxPool2D(3, stride=2, ceil_mode=True), LocalResponseNorm(5)),
        *_convolution(64, 1, False),
        *_convolution(192, 3, False),
        *(LocalResponseNorm(5), MaxPool2D(3, stride=2, ceil_mode=True)),
        *_modules(False, last_pooling=3, third_kernel=5),
        *(GlobalAveragePool2D(), Dropout(0.4), Dense(classes)),
    ])  # fmt: skip


def inception(
    one: int,
    reduced_three: int,
    three: int,
    reduced_five: int,
    five: int,
    pooled: int,
    *,
    third_kernel: int = 5,
    batch_norm: bool = False,
) -> Concatenate:
    """Return an inception module: four branches, whose channels are laid behind each other.

    A convolution of 1×1; one of 3×3; one of 5×5; a max pooling of 3×3. Before the second and the
    third a convolution of 1×1 makes the channels few, so that these are cheap; behind the fourth
    one does, since a pooling keeps them all. Height and width stay as they are.

    Parameters
    ----------
    one, three, five, pooled : int
        Filters that each branch ends with: their sum is the module's channels.
    reduced_three, reduced_five : int
        Filters of the 1×1 before the second and the third branch's convolution. The order of the
        six numbers is that of the paper's table 1.
    third_kernel : int
        Size of the third branch's kernel; 3 in torchvision.
    batch_norm : bool
        Whether a batch norm, and no bias, goes with each convolution.

    Returns
    -------
    Concatenate
        Not built.

    Examples
    --------
    Module 3a of the paper, with and without the 1×1 in front:

    >>> inception(64, 96, 128, 16, 32, 32).output_shape((28, 28, 192))
    (28, 28, 256)
    >>> inception(64, 96, 128, 16, 32, 32).count((28, 28, 192))[0]
    163696
    >>> three, five = Conv2D(128, 3, padding=1), Conv2D(32, 5, padding=2)
    >>> Concatenate(Conv2D(64, 1), three, five, Conv2D(32, 1)).count((28, 28, 192))[0]
    393472
    """
    return Concatenate(
        Sequential(_convolution(one, 1, batch_norm)),
        Sequential([
            *_convolution(reduced_three, 1, batch_norm),
            *_convolution(three, 3, batch_norm),
        ]),
        Sequential([
            *_convolution(reduced_five, 1, batch_norm),
            *_convolution(five, third_kernel, batch_norm),
        ]),
        Sequential([
            MaxPool2D(3, stride=1, padding=1),
            *_convolution(pooled, 1, batch_norm),
        ]),
    )  # fmt: skip


def _modules(batch_norm: bool, *, last_pooling: int, third_kernel: int) -> list[Layer]:
    """Return the nine modules, with a pooling before the fourth and the fifth group of them."""
    first, *others = (
        [inception(*row, third_kernel=third_kernel, batch_norm=batch_norm) for row in rows]
        for rows in MODULES
    )
    layers: list[Layer] = [*first]
    for window, group in zip((3, last_pooling), others, strict=True):
        layers += [MaxPool2D(window, stride=2, ceil_mode=True), *group]
    return layers


def _convolution(filters: int, kernel: int, batch_norm: bool, *, stride: int = 1) -> list[Layer]:
    """Return a convolution that keeps height and width at stride 1, and its ReLU."""
    layer = Conv2D(filters, kernel, stride=stride, padding=kernel // 2, bias=not batch_norm)
    return [layer, BatchNorm(epsilon=1e-3), ReLU()] if batch_norm else [layer, ReLU()]
