"""What chosen layers make of a picture, and the way back from them to its pixels."""

from collections.abc import Collection, Mapping

import numpy as np

from cnnkit import functional
from cnnkit.functional.checks import Array
from cnnkit.layers import Conv2D, Layer, Sequential


def maps_of(model: Sequential, x: Array, layers: Collection[str]) -> dict[str, Array]:
    """Return what some layers of a network make of one picture.

    Only the layers up to the last one asked for are computed.

    Parameters
    ----------
    model : Sequential
        A network that is built, of plain layers one after the other.
    x : array, (H, W, C)
        The network's input, without the axis for several pictures.
    layers : collection of str
        Their names, such as "relu_1".

    Returns
    -------
    dict from str to array
        (H', W', C') for each layer, in the network's order.

    Raises
    ------
    ValueError
        If the network has no such layer.

    Examples
    --------
    >>> from cnnkit import pretrained
    >>> found = maps_of(pretrained.vgg_features(), np.zeros((8, 12, 3), np.float32), ["relu_3"])
    >>> found["relu_3"].shape
    (4, 6, 128)
    """
    wanted, found = set(checked(model, layers)), {}
    y = x[np.newaxis]
    for name, layer in model.children().items():
        y = layer.forward(y)
        if name in wanted:
            found[name] = y[0]
            wanted.discard(name)
        if not wanted:
            break
    return found


def pixel_gradient(model: Sequential, gradients: Mapping[str, Array]) -> Array:
    """Carry gradients of some layers' maps back to the pixels, and add them up on the way.

    Works on what the network was given last. The weights stay as they are, so their gradients are
    not computed: that saves a third of the work.

    Parameters
    ----------
    model : Sequential
        The network that `maps_of` has just used.
    gradients : mapping from str to array
        For each layer's name the gradient of the loss with respect to its maps, (H', W', C').

    Returns
    -------
    array, (H, W, C)

    Examples
    --------
    >>> from cnnkit.layers import ReLU
    >>> model, x = Sequential([ReLU(), ReLU()]), np.array([[[1.0], [-1.0]]])
    >>> maps = maps_of(model, x, ["relu_1", "relu_2"])
    >>> ones = {name: np.ones_like(each) for name, each in maps.items()}
    >>> pixel_gradient(model, ones)[0, :, 0].tolist()
    [2.0, 0.0]
    """
    dy: Array | None = None
    for name in reversed(model.children()):
        if name in gradients:
            own = gradients[name][np.newaxis]
            dy = own if dy is None else dy + own
        if dy is not None:
            dy = _input_gradient(model.children()[name], dy)
    if dy is None:
        raise ValueError(
            f"none of {list(gradients)} is a layer of the network; its layers are "
            f"{', '.join(model.children())}"
        )
    gradient: Array = dy[0]
    return gradient


def checked(model: Sequential, layers: Collection[str]) -> list[str]:
    """Return names of layers, in the network's order, or name the first one that is not there."""
    names = model.children()
    for layer in layers:
        if layer not in names:
            raise ValueError(
                f"the network has no layer {layer!r}; its layers are {', '.join(names)}"
            )
    return [name for name in names if name in layers]


def _input_gradient(layer: Layer, dy: Array) -> Array:
    """Return a layer's dx alone."""
    if isinstance(layer, Conv2D):
        _, height, width, channels = layer.received.shape
        return functional.conv2d_input_gradient(
            dy,
            layer.weights["kernel"].value,
            (height, width, channels),
            **layer.windows(),
            groups=layer.groups,
        )
    return layer.backward(dy)
