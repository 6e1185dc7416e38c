"""The lower layers of VGG-16, and what goes into them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import shapes
from cnnkit.images import crop, resize, to_float
from cnnkit.layers import AveragePool2D, Conv2D, Layer, MaxPool2D, ReLU, Sequential
from cnnkit.pretrained.weights import read_weights

VGG_MEAN = np.array([122.67892, 116.66877, 104.00699], dtype=np.float32) / np.float32(255)
"""The mean red, green and blue of ImageNet's photos, as the network was trained with them."""
VGG_MEAN.setflags(write=False)

VGG_LAYERS = {
    "conv1_1": "relu_1",
    "conv1_2": "relu_2",
    "conv2_1": "relu_3",
    "conv2_2": "relu_4",
    "conv3_1": "relu_5",
    "conv3_2": "relu_6",
    "conv3_3": "relu_7",
}
"""VGG's own names of the seven convolutions (block, number in it), each with the ReLU after it."""

RANDOM_GAIN = 4.0
"""What the first random kernel is multiplied by. He's rule keeps the mean square of what comes in,
and that of photos less `VGG_MEAN` is about 1/16."""

_FILTERS = {"block 1": (64, 64), "block 2": (128, 128), "block 3": (256, 256, 256)}
_POOLING: dict[str, type[AveragePool2D] | type[MaxPool2D]] = {
    "average": AveragePool2D,
    "max": MaxPool2D,
}


def vgg_features(*, pooling: str = "average", rng: np.random.Generator | None = None) -> Sequential:
    """Load the seven lower convolutions of a VGG-16 that was trained on to find edges.

    conv1_1, conv1_2, pool, conv2_1, conv2_2, pool, conv3_1, conv3_2, conv3_3, each convolution
    3×3 with a ReLU: 1,735,488 parameters. VGG-16 learned to name ImageNet's photos; then all of it
    was trained on to draw the outlines in photos (HED), which changed these layers, too: on the
    course's photos more than half of conv2_2's channels hardly ever answer. So these are *not* the
    layers of the VGG-19 that the papers on style use, though they are of the same shape.

    It takes pictures (N, H, W, 3) of any size, red, green and blue from 0 to 1, less `VGG_MEAN`.
    The layers are scaled so that what a ReLU gives has 1 as its mean square over the course's
    photos.

    Parameters
    ----------
    pooling : "average" or "max"
        VGG has max pooling; for pictures made by gradients average pooling serves better.
    rng : numpy.random.Generator, optional
        If given, the weights are drawn anew with it: a network of the same shape that has learned
        nothing, by He's rule, scaled so that its maps are about as large.

    Returns
    -------
    Sequential
        A new network at every call.

    Raises
    ------
    ValueError
        If there is no such pooling.

    Notes
    -----
    Where the weights come from stands in ``data/SOURCES.md``. K. Simonyan and A. Zisserman, "Very
    Deep Convolutional Networks for Large-Scale Image Recognition", ICLR 2015, table 1, column D;
    S. Xie and Z. Tu, "Holistically-Nested Edge Detection", ICCV 2015. Average pooling and layers
    brought to one scale: L. Gatys, A. Ecker and M. Bethge, "Image Style Transfer Using
    Convolutional Neural Networks", CVPR 2016, section 2; they bring each channel's mean to 1.

    Examples
    --------
    >>> from cnnkit import datasets
    >>> picture = square_picture(datasets.photo("coffee"), size=64)
    >>> maps = vgg_features().forward(picture[None] - VGG_MEAN)
    >>> maps.shape
    (1, 16, 16, 256)
    """
    if pooling not in _POOLING:
        raise ValueError(f'pooling is {pooling!r}; use "average" or "max"')
    layers: list[Layer] = []
    for filters in _FILTERS.values():
        if layers:
            layers.append(_POOLING[pooling](2))
        for count in filters:
            layers += [Conv2D(count, 3, padding="same"), ReLU()]
    model = Sequential(layers)
    model.build((64, 64, 3), np.random.default_rng(0) if rng is None else rng)
    if rng is None:
        model.load_state(read_weights("vgg_features"))
    else:
        model.parameters()[0].value *= np.float32(RANDOM_GAIN)
    return model


def square_picture(photo: NDArray[Any], *, size: int) -> NDArray[np.float32]:
    """Cut the largest square out of a photo's middle, and make it small.

    Parameters
    ----------
    photo : ndarray
        (H, W, 3) or (H, W, 1), uint8 or floats from 0 to 1. A grey one has its channel three times.
    size : int
        Pixels along each side.

    Returns
    -------
    ndarray
        (size, size, 3), float32, from 0 to 1.

    Examples
    --------
    >>> from cnnkit import datasets
    >>> square_picture(datasets.photo("brick"), size=48).shape
    (48, 48, 3)
    """
    size = shapes.whole_number(size, "size")
    square = crop(to_float(photo), min(photo.shape[:2]))
    small = np.clip(resize(square, size, antialias=True), 0, 1).astype(np.float32)
    picture: NDArray[np.float32] = small.repeat(3 // small.shape[2], axis=2)
    return picture
