"""Occlusion: cover a part of the image, and see what the network still says."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import functional
from cnnkit.functional.checks import Array, real_number
from cnnkit.insight.class_gradient import checked_logits, checked_target, one_image
from cnnkit.layers import Sequential
from cnnkit.shapes import output_shape, pair

BATCH_NUMBERS = 1 << 19
"""How many numbers at most a batch of images holds: three photos of 224 × 224 × 3."""


def occlusion(
    model: Sequential,
    image: NDArray[Any],
    target: int,
    *,
    window: int | tuple[int, int],
    stride: int | tuple[int, int],
    value: float = 0.0,
) -> NDArray[Any]:
    """Return a class's probability for each place of an occluder.

    P[i, j] = softmax(z(X with the window at (i, j) covered))[target]. The occluder's first pixel
    is at (i · stride, j · stride); it goes as far as it fits, as the window of a convolution does.
    The drop that each place causes is softmax(z(X))[target] − P: where it is large, the network
    needs what is there.

    Parameters
    ----------
    model : Sequential
        A network that ends in logits.
    image : ndarray
        One image (H, W, C), as the network takes it.
    target : int
        The position of the class.
    window : int or (int, int)
        The occluder's (height, width) in pixels.
    stride : int or (int, int)
        Pixels from one place to the next.
    value : float
        What the occluder is filled with; for `cnnkit.pretrained.efficientnet_lite0` 0 is grey.

    Returns
    -------
    ndarray
        (rows, columns), probabilities; as many as `cnnkit.shapes.output_shape` says.

    Raises
    ------
    TypeError, ValueError
        If there is no such target, ``image`` is not one image, or the window does not fit.

    Notes
    -----
    Source: M. Zeiler and R. Fergus, "Visualizing and Understanding Convolutional Networks",
    ECCV 2014, section 4.2.

    Examples
    --------
    The 4 that becomes less certain when its middle is covered:

    >>> from cnnkit import datasets, pretrained
    >>> from cnnkit.images import to_float
    >>> data, model = datasets.digits(), pretrained.digits_cnn()
    >>> image = to_float(data.x_test[data.y_test.tolist().index(4)])
    >>> map_of_places = occlusion(model, image, 4, window=8, stride=4)
    >>> map_of_places.shape
    (6, 6)
    >>> bool(map_of_places.min() < 0.5 < map_of_places.max())
    True
    """
    target = checked_target(target, model.forward(one_image(image)))
    every = occluded_probabilities(model, image, window=window, stride=stride, value=value)
    one: Array = every[:, :, target]
    return one


def occluded_probabilities(
    model: Sequential,
    image: NDArray[Any],
    *,
    window: int | tuple[int, int],
    stride: int | tuple[int, int],
    value: float = 0.0,
) -> NDArray[Any]:
    """Return all classes' probabilities for each place of an occluder: (rows, columns, classes).

    Arguments and errors are those of `occlusion`.

    Examples
    --------
    >>> from cnnkit import pretrained
    >>> image = np.zeros((28, 28, 1), np.float32)
    >>> occluded_probabilities(pretrained.digits_cnn(), image, window=8, stride=10).shape
    (3, 3, 10)
    """
    x = one_image(image)
    fill = real_number(value, "value", example=0.0)
    height, width = pair(window, "window")
    down, across = pair(stride, "stride")
    rows, columns = output_shape(x.shape[1:3], (height, width), stride=(down, across))
    places = list(np.ndindex(rows, columns))
    together = max(1, BATCH_NUMBERS // x.size)
    answers = []
    for start in range(0, len(places), together):
        batch = np.repeat(x, len(places[start : start + together]), axis=0)
        for covered, (i, j) in zip(batch, places[start : start + together], strict=True):
            covered[i * down : i * down + height, j * across : j * across + width] = fill
        answers.append(functional.softmax(checked_logits(model.forward(batch))))
    return np.concatenate(answers).reshape(rows, columns, -1)
