"""EfficientNet-Lite0: a network for photos that is small enough for a telephone."""

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


def efficientnet_lite0(*, classes: int = 1000, batch_norm: bool = True) -> Sequential:
    """Return EfficientNet-Lite0: EfficientNet-B0 without squeeze-excite, and ReLU6 for swish.

    A convolution that halves the image, seven stages of blocks, a 1×1 convolution, global average
    pooling and a dense layer. A block (inverted bottleneck, MBConv) widens the maps by a 1×1
    convolution, looks around in each channel by a depthwise one, and narrows them again by a 1×1
    convolution without an activation; where it changes neither size nor channels its input is
    added. Stage k is the layer ``sequential_k``.

    Parameters
    ----------
    classes : int
        Logits of the last layer; 1,000 in ImageNet.
    batch_norm : bool
        Whether a batch norm follows each convolution, as in training. Without them it is the
        network as it is used: in evaluation a batch norm only scales and shifts, which can be
        folded into the kernel and bias of the convolution before.

    Returns
    -------
    Sequential
        Not built. It is made for images (224, 224, 3), and takes others too.

    Notes
    -----
    Source: M. Tan and Q. Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural
    Networks", ICML 2019, table 1; the Lite changes are those of Google's repository
    tensorflow/tpu, efficientnet/lite. The block: M. Sandler et al., "MobileNetV2: Inverted
    Residuals and Linear Bottlenecks", CVPR 2018, section 3.

    Examples
    --------
    >>> model = efficientnet_lite0()
    >>> model.output_shape((224, 224, 3))
    (1000,)
    >>> model.count((224, 224, 3))[0]
    4652008
    """
    layers = [*_convolution(STEM, 3, 2, batch_norm), ReLU6()]
    channels = STEM
    for kernel, stride, expansion, filters, repeats in STAGES:
        blocks = []
        for number in range(repeats):
            step = stride if number == 0 else 1
            blocks.append(_block(channels, filters, kernel, step, expansion, batch_norm))
            channels = filters
        layers.append(Sequential(blocks))
    layers += [*_convolution(HEAD, 1, 1, batch_norm), ReLU6()]
    return Sequential([*layers, GlobalAveragePool2D(), Dropout(0.2), Dense(classes)])


def _block(
    channels: int, filters: int, kernel: int, stride: int, expansion: int, batch_norm: bool
) -> Layer:
    """Return an inverted bottleneck, with its input added where that fits."""
    layers: list[Layer] = []
    if expansion > 1:
        layers += [*_convolution(expansion * channels, 1, 1, batch_norm), ReLU6()]
    layers += [*_convolution(None, kernel, stride, batch_norm), ReLU6()]
    layers += _convolution(filters, 1, 1, batch_norm)
    body = Sequential(layers)
    return Residual(body) if stride == 1 and channels == filters else body


def _convolution(filters: int | None, kernel: int, stride: int, batch_norm: bool) -> list[Layer]:
    """Return a convolution, depthwise where no filters are given, and what normalises it."""
    bias = not batch_norm
    layer: Layer = (
        DepthwiseConv2D(kernel, stride=stride, padding="same", bias=bias)
        if filters is None
        else Conv2D(filters, kernel, stride=stride, padding="same", bias=bias)
    )
    return [layer, BatchNorm(momentum=0.01, epsilon=1e-3)] if batch_norm else [layer]
