"""EfficientNet-Lite0: a network for photos that is small enough for a telephone."""

from functools import partial

from cnnkit.architectures.efficientnet import HEAD, STAGES, STEM
from cnnkit.architectures.mobilenet_v2 import followed, inverted_bottleneck, stage
from cnnkit.layers import BatchNorm, Conv2D, Dense, Dropout, GlobalAveragePool2D, ReLU6, Sequential


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
    norm = partial(BatchNorm, momentum=0.01, epsilon=1e-3) if batch_norm else None
    bias, channels = not batch_norm, STEM
    layers = followed(Conv2D(STEM, 3, stride=2, padding="same", bias=bias), norm, ReLU6)
    for kernel, stride, expansion, filters, repeats in STAGES:
        block = partial(
            inverted_bottleneck,
            kernel_size=kernel,
            expansion=expansion,
            batch_norm=norm,
            padding="same",  # as in TensorFlow, which the trained weights come from
        )
        layers.append(stage(block, channels, filters, repeats=repeats, stride=stride))
        channels = filters
    layers += followed(Conv2D(HEAD, 1, bias=bias), norm, ReLU6)
    return Sequential([*layers, GlobalAveragePool2D(), Dropout(0.2), Dense(classes)])
