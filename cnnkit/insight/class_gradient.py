"""The gradient of one class's logit: with respect to the image, and to maps on the way."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit.functional.checks import Array, float_array
from cnnkit.insight.parts import path_to
from cnnkit.layers import Sequential
from cnnkit.layers.branches import Branches
from cnnkit.layers.joint import Joint
from cnnkit.shapes import whole_number


def one_image(image: ArrayLike) -> Array:
    """Return an image as a batch of one, or say what is wrong with it.

    Examples
    --------
    >>> one_image(np.zeros((28, 28, 1), np.float32)).shape
    (1, 28, 28, 1)
    """
    array = float_array(image, "image")
    if array.ndim != 3:
        advice = "; give x[0] for its first image" if array.ndim == 4 else ""
        raise ValueError(f"image has shape {array.shape}, but one of (H, W, C) is needed{advice}")
    return array[None]


def checked_logits(logits: Array) -> Array:
    """Return a network's output, if it is logits.

    Examples
    --------
    >>> checked_logits(np.zeros((1, 14, 14, 16)))
    Traceback (most recent call last):
        ...
    ValueError: the network's output has shape (1, 14, 14, 16), but logits are (N, classes); ...
    """
    if logits.ndim != 2:
        raise ValueError(
            f"the network's output has shape {logits.shape}, but logits are (N, classes); give a "
            "network that ends in a dense layer"
        )
    return logits


def checked_target(target: int, logits: Array) -> int:
    """Return the position of a class, if the logits have it.

    Examples
    --------
    >>> checked_target(10, np.zeros((1, 10)))
    Traceback (most recent call last):
        ...
    ValueError: target is 10, but the network has 10 classes; use a number from 0 to 9
    """
    classes = checked_logits(logits).shape[1]
    if whole_number(target, "target", minimum=0) >= classes:
        raise ValueError(
            f"target is {target}, but the network has {classes} classes; use a number from 0 to "
            f"{classes - 1}"
        )
    return int(target)


def target_gradient(logits: Array, target: int) -> Array:
    """Return the gradient of one logit with respect to all of them: 1 at the target, else 0.

    Examples
    --------
    >>> target_gradient(np.zeros((1, 3)), 2).tolist()
    [[0.0, 0.0, 1.0]]
    """
    dlogits = np.zeros_like(logits)
    dlogits[:, checked_target(target, logits)] = 1
    return dlogits


def maps_and_gradient(
    model: Sequential, image: NDArray[Any], target: int, *, layer: str
) -> tuple[Array, Array]:
    """Return what a layer makes of an image, and the gradient of a class's logit by it.

    One pass forward, and one backward that ends at the layer. It may lie within others, in a
    `Residual` too: there the gradient is that of the way through the layer.

    Parameters
    ----------
    model : Sequential
        A network that ends in logits. The ``grad`` of parameters above the layer is overwritten.
    image : ndarray
        One image (H, W, C), as the network takes it.
    target : int
        The position of the class.
    layer : str
        The layer's name.

    Returns
    -------
    maps : array
        The layer's output, without the batch's axis.
    dmaps : array
        ∂z[target] / ∂maps, of the same shape.

    Raises
    ------
    ValueError
        If there is no such layer or target, or ``image`` is not one image.

    Examples
    --------
    The gradient by the last layer before the logits is a column of the dense layer's weights:

    >>> from cnnkit import pretrained
    >>> model = pretrained.digits_cnn()
    >>> image = np.zeros((28, 28, 1), np.float32)
    >>> maps, dmaps = maps_and_gradient(model, image, 7, layer="flatten_1")
    >>> np.array_equal(dmaps, model[-1].weights["weight"].value[:, 7])
    True
    """
    steps = path_to(model, layer)
    outputs = dict(model.activations(one_image(image)))
    *_, logits = outputs.values()
    dy = _back_along(steps, target_gradient(logits, target))
    return outputs[_as_listed(steps)][0], dy[0]


def _as_listed(steps: list[tuple[Joint, str]]) -> str:
    """Return the name under which `activations` lists a layer's output.

    A Sequential inside another is not listed itself: its output is that of its last layer.
    """
    names = [name for _, name in steps]
    joint, name = steps[-1]
    layer = joint.children()[name]
    while isinstance(layer, Sequential):
        name, layer = list(layer.children().items())[-1]
        names.append(name)
    return ".".join(names)


def _back_along(steps: list[tuple[Joint, str]], dy: Array) -> Array:
    """Let a gradient flow from the network's output back to that of a layer inside it."""
    for joint, name in steps:
        if isinstance(joint, Branches):
            dy = dict(zip(joint.named_branches(), joint.split(dy), strict=True))[name]
            continue
        for other, layer in reversed(joint.children().items()):
            if other == name:
                break
            dy = layer.backward(dy)
    return dy
