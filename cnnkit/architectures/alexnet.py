"""AlexNet: the network that won ImageNet's contest in 2012, and its simpler form of 2014."""

from cnnkit.layers import (
    AdaptiveAveragePool2D,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Layer,
    LocalResponseNorm,
    MaxPool2D,
    ReLU,
    Sequential,
)

UNITS = 4096
"""Units of the two dense layers before the last one, which hold most of the parameters."""


def alexnet(*, classes: int = 1000) -> Sequential:
    """Return the AlexNet of 2014, which is the one that libraries mean: 61,100,840 parameters.

    Five convolutions, three of them with a max pooling whose windows of 3×3 overlap, since they
    stand 2 apart, and three dense layers with dropout.

    Parameters
    ----------
    classes : int
        Logits of the last layer; 1,000 in ImageNet.

    Returns
    -------
    Sequential
        Not built. It is made for images (224, 224, 3), and takes others from 63×63 on, since the
        last feature map is brought to 6×6 in any case.

    Notes
    -----
    Source: A. Krizhevsky, "One weird trick for parallelizing convolutional neural networks",
    arXiv:1404.5997, 2014, as in torchvision, with 256 filters in the fourth convolution. For the
    network of 2012 see `alexnet_2012`.

    Examples
    --------
    >>> alexnet().count((224, 224, 3))
    (61100840, 714188480)
    """
    return Sequential([
        *(Conv2D(64, 11, stride=4, padding=2), ReLU(), MaxPool2D(3, stride=2)),
        *(Conv2D(192, 5, padding=2), ReLU(), MaxPool2D(3, stride=2)),
        *(Conv2D(384, 3, padding=1), ReLU()),
        *(Conv2D(256, 3, padding=1), ReLU()),
        *(Conv2D(256, 3, padding=1), ReLU(), MaxPool2D(3, stride=2)),
        *(AdaptiveAveragePool2D(6), *_dense_layers(classes)),
    ])  # fmt: skip


def alexnet_2012(*, classes: int = 1000) -> Sequential:
    """Return the AlexNet that won in 2012: two groups, and norms of neighbouring channels.

    It was spread over two graphics cards, with half of the filters on each. In the second, fourth
    and fifth convolution a filter sees the maps of its own card alone: those have two groups.

    Parameters
    ----------
    classes : int
        Logits of the last layer; 1,000 in ImageNet.

    Returns
    -------
    Sequential
        Not built. It is made for images (227, 227, 3); built for another size it has another first
        dense layer.

    Notes
    -----
    Source: A. Krizhevsky, I. Sutskever and G. Hinton, "ImageNet Classification with Deep
    Convolutional Neural Networks", NIPS 2012. The paper says 224×224, which does not give its own
    55×55 maps: (224 − 11) / 4 is no whole number. 227×227 does. Its local response norm has
    α = 10⁻⁴, which is not divided by the 5 channels it sums; `LocalResponseNorm` does divide.

    Examples
    --------
    >>> alexnet_2012().count((227, 227, 3))[0]
    60965224
    """
    return Sequential([
        *(Conv2D(96, 11, stride=4), ReLU(), _norm(), MaxPool2D(3, stride=2)),
        *(Conv2D(256, 5, padding=2, groups=2), ReLU(), _norm(), MaxPool2D(3, stride=2)),
        *(Conv2D(384, 3, padding=1), ReLU()),
        *(Conv2D(384, 3, padding=1, groups=2), ReLU()),
        *(Conv2D(256, 3, padding=1, groups=2), ReLU(), MaxPool2D(3, stride=2)),
        *_dense_layers(classes),
    ])  # fmt: skip


def _norm() -> LocalResponseNorm:
    """Return the paper's local response norm, section 3.3."""
    return LocalResponseNorm(5, alpha=5e-4, beta=0.75, k=2.0)


def _dense_layers(classes: int) -> list[Layer]:
    """Return what both end with. Dropout keeps the many parameters from learning by heart."""
    return [
        Flatten(),
        *(Dropout(0.5), Dense(UNITS), ReLU()),
        *(Dropout(0.5), Dense(UNITS), ReLU()),
        Dense(classes),
    ]
