"""Guided backpropagation: a picture of the pixels that is sharp, and explains little."""

from functools import reduce
from operator import add
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.functional.checks import Array
from cnnkit.insight.class_gradient import one_image, target_gradient
from cnnkit.layers import Layer, ReLU, ReLU6, Sequential
from cnnkit.layers.branches import Branches


def guided_gradient(model: Sequential, image: NDArray[Any], target: int) -> NDArray[Any]:
    """Return a class's gradient at the image, of which every ReLU has kept what is positive.

    dX = dY · [X > 0] · [dY > 0] at each `ReLU` and `ReLU6`; all other layers do as they always do.
    It is not the gradient of anything. Its pictures are sharp, and hardly change when the weights
    are drawn anew: it shows the image, more than what the network makes of it.

    Parameters
    ----------
    model : Sequential
        A network that ends in logits. Each parameter's ``grad`` is overwritten.
    image : ndarray
        One image (H, W, C), as the network takes it.
    target : int
        The position of the class.

    Returns
    -------
    ndarray
        (H, W, C), of the image's dtype.

    Raises
    ------
    ValueError
        If there is no such target, or ``image`` is not one image.

    Notes
    -----
    Sources: J. Springenberg, A. Dosovitskiy, T. Brox and M. Riedmiller, "Striving for Simplicity:
    The All Convolutional Net", ICLR workshop 2015, section 4 (the method); J. Adebayo et al.,
    "Sanity Checks for Saliency Maps", NeurIPS 2018 (what it does not show).

    Examples
    --------
    What asks a ReLU for less is dropped on the way:

    >>> from cnnkit.layers import Dense, Flatten
    >>> model = Sequential([Flatten(), ReLU(), Dense(1)])
    >>> model.build((1, 2, 1), np.random.default_rng(0))
    >>> model[2].weights["weight"].value[:] = [[3.0], [-2.0]]
    >>> guided_gradient(model, np.ones((1, 2, 1)), 0).ravel().tolist()
    [3.0, 0.0]
    """
    dlogits = target_gradient(model.forward(one_image(image)), target)
    dx: Array = _back(model, dlogits)[0]
    return dx


def _back(layer: Layer, dy: Array) -> Array:
    """Let a gradient flow back through a layer, and through those inside it."""
    if isinstance(layer, Sequential):
        for each in reversed(layer.layers):
            dy = _back(each, dy)
        return dy
    if isinstance(layer, Branches):
        ways = zip(layer.named_branches().values(), layer.split(dy), strict=True)
        return reduce(add, (part if way is None else _back(way, part) for way, part in ways))
    if isinstance(layer, ReLU | ReLU6):
        dy = np.maximum(dy, 0)
    return layer.backward(dy)
