"""The effective receptive field: how much each pixel changes a cell, measured by gradients."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.functional.checks import float_array
from cnnkit.layers.layer import Layer


def effective_receptive_field(
    model: Layer,
    x: NDArray[Any],
    rng: np.random.Generator,
    *,
    cell: tuple[int, int] | None = None,
    channel: int | None = None,
    power: float = 1,
) -> NDArray[np.float64]:
    """Return how much each pixel changes one cell of a network's maps.

    That is the mean of |∂y/∂x|^power over the images and their channels: a gradient flows back
    from the cell, and arrives at the pixels. Outside the receptive field it is exactly 0.

    Parameters
    ----------
    model : Layer
        Its output has height and width; for a network that ends in dense layers take
        `network_up_to`. Each parameter's ``grad`` is overwritten.
    x : ndarray
        Images (N, H, W, C), real ones or random ones.
    rng : numpy.random.Generator
        Draws the sign with which each channel's gradient starts, where ``channel`` is None.
    cell : (int, int), optional
        Row and column of the cell; by default the one in the middle.
    channel : int, optional
        The map that the cell lies in; by default all maps, with random signs, so that they do
        not cancel out in a systematic way.
    power : float
        1 for the mean size of the gradient, 2 for the mean of its square.

    Returns
    -------
    ndarray
        (H, W), float64.

    Raises
    ------
    ValueError
        If the output has no height and width, or the cell or the channel lies outside.

    Notes
    -----
    Source: W. Luo, Y. Li, R. Urtasun and R. Zemel, "Understanding the effective receptive field in
    deep convolutional neural networks", NIPS 2016, section 2: ∂y/∂x at the central output.

    Examples
    --------
    Two averaging kernels: a pixel counts as often as there are ways from it to the cell.

    >>> from cnnkit.layers import Conv2D, Sequential
    >>> model = Sequential([Conv2D(1, 3, bias=False), Conv2D(1, 3, bias=False)])
    >>> model.build((5, 5, 1), np.random.default_rng(0))
    >>> for parameter in model.parameters():
    ...     parameter.value[:] = 1
    >>> field = effective_receptive_field(model, np.ones((1, 5, 5, 1)), np.random.default_rng(0))
    >>> field[2].tolist()
    [3.0, 6.0, 9.0, 6.0, 3.0]
    """
    x = float_array(x, "x")
    y = model.forward(x)
    if y.ndim != 4:
        raise ValueError(
            f"the network's output has shape {y.shape}, without height and width; give the part "
            "before Flatten, such as network_up_to(model, 'relu_2')"
        )
    _, height, width, channels = y.shape
    row, column = (height // 2, width // 2) if cell is None else cell
    if not (0 <= row < height and 0 <= column < width):
        raise ValueError(
            f"cell is ({row}, {column}); the maps are {height} × {width}, so that the last one is "
            f"({height - 1}, {width - 1})"
        )
    if channel is not None and not 0 <= channel < channels:
        raise ValueError(f"channel is {channel}; the network has {channels}, counted from 0")
    dy = np.zeros_like(y)
    if channel is None:
        dy[:, row, column] = rng.choice([-1, 1], size=(len(y), channels))
    else:
        dy[:, row, column, channel] = 1
    gradient = np.abs(model.backward(dy).astype(np.float64))
    field: NDArray[np.float64] = (gradient**power).mean(axis=(0, 3))
    return field
