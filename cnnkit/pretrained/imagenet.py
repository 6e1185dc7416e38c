"""A network that tells 1,000 kinds of things in photos apart, and what goes in and comes out."""

import numpy as np
from numpy.typing import NDArray

from cnnkit import architectures, shapes
from cnnkit.datasets import data_path
from cnnkit.images import crop as crop_image
from cnnkit.images import resize
from cnnkit.images.checks import check_image
from cnnkit.layers import Sequential
from cnnkit.pretrained.weights import read_weights

IMAGENET_SIZE = 224
"""The height and width of the images that `efficientnet_lite0` was trained on."""


def efficientnet_lite0() -> Sequential:
    """Load a network that tells 1,000 kinds of things in photos apart: EfficientNet-Lite0.

    Google trained it on the 1.3 million photos of ImageNet. Its batch norms are folded into its
    convolutions, so that 4,631,000 parameters are left. The file holds each kernel as whole
    numbers from −127 to 127 with one scale for each output channel: kernel = scale · number.

    It takes what `imagenet_image` makes of a photo, and returns 1,000 logits in the order of
    `imagenet_names`. Photos of another size go through it as well, as long as they are prepared
    in the same way; the larger ones tell it more, and take longer.

    Returns
    -------
    Sequential
        A new network at every call, built for (224, 224, 3); see
        `cnnkit.architectures.efficientnet_lite0`.

    Notes
    -----
    Where the weights come from stands in ``data/SOURCES.md``. Numbers of 8 bits: B. Jacob et al.,
    "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
    Inference", CVPR 2018; here they save space in the file alone, and the network computes in
    float32.

    Examples
    --------
    >>> from cnnkit import datasets
    >>> model = efficientnet_lite0()
    >>> logits = model.forward(imagenet_image(datasets.photo("coffee")))
    >>> imagenet_names()[logits.argmax()]
    'espresso'
    """
    model = architectures.efficientnet_lite0(batch_norm=False)
    model.build((IMAGENET_SIZE, IMAGENET_SIZE, 3), np.random.default_rng(0))
    model.load_state(read_weights("efficientnet_lite0"))
    return model


def imagenet_names() -> tuple[str, ...]:
    """List what the 1,000 classes of ImageNet are called, in the order of the logits.

    Returns
    -------
    tuple of str
        One name each, all of them different.

    Examples
    --------
    >>> names = imagenet_names()
    >>> len(names), names[281], names.index("espresso")
    (1000, 'tabby', 967)
    """
    return tuple(data_path("networks/imagenet_names.txt").read_text(encoding="utf-8").splitlines())


def imagenet_image(
    photo: NDArray[np.uint8], *, crop: tuple[int, int, int] | None = None
) -> NDArray[np.float32]:
    """Prepare a photo for `efficientnet_lite0`: cut out a square, resize it, bring it to −1 … 1.

    x = (pixel − 127) / 128, for images of 224 × 224, resized by bicubic interpolation as they
    were when the network was tested. A grey photo has its channel three times.

    Parameters
    ----------
    photo : ndarray
        (H, W, 3) or (H, W, 1), uint8.
    crop : (int, int, int), optional
        The square, as (top, left, size) in pixels of the photo; by default the largest one, in
        the middle.

    Returns
    -------
    ndarray
        (1, 224, 224, 3), float32.

    Raises
    ------
    TypeError, ValueError
        If the photo is no uint8 image of one or three channels, or the square lies outside.

    Examples
    --------
    >>> from cnnkit import datasets
    >>> x = imagenet_image(datasets.photo("camera"), crop=(60, 180, 150))
    >>> x.shape, x.dtype.name, bool(abs(x).max() <= 1)
    ((1, 224, 224, 3), 'float32', True)
    """
    photo = check_image(photo)
    if photo.dtype != np.uint8:
        raise TypeError(
            f"the photo holds {photo.dtype}; imagenet_image takes uint8 from 0 to 255, such as "
            "images.to_uint8(photo)"
        )
    if photo.shape[2] not in (1, 3):
        raise ValueError(
            f"the photo has {photo.shape[2]} channels; give one of 3 (red, green, blue) or 1 (grey)"
        )
    square = _square(photo, crop)
    small = resize(square, IMAGENET_SIZE, method="bicubic")
    colours: NDArray[np.float32] = small.repeat(3 // small.shape[2], axis=2).astype(np.float32)
    x: NDArray[np.float32] = (colours[None] - np.float32(127)) / np.float32(128)
    return x


def _square(photo: NDArray[np.uint8], crop: tuple[int, int, int] | None) -> NDArray[np.uint8]:
    """Cut a square out of a photo, the largest one in the middle if none is given."""
    if crop is None:
        return crop_image(photo, min(photo.shape[:2]))
    height, width, _ = photo.shape
    if len(crop) != 3:
        raise ValueError(f"crop is {crop!r}; give (top, left, size), such as (0, 0, {height // 2})")
    top, left = (shapes.whole_number(each, "crop's corner", minimum=0) for each in crop[:2])
    size = shapes.whole_number(crop[2], "crop's size")
    if top + size > height or left + size > width:
        raise ValueError(
            f"crop is {crop}: rows {top} to {top + size - 1} and columns {left} to "
            f"{left + size - 1}, but the photo is {height} × {width}; use such as "
            f"(0, 0, {min(height, width)})"
        )
    return photo[top : top + size, left : left + size]
