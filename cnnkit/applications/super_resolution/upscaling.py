"""A photo enlarged by interpolation plus the detail that a network adds."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications.super_resolution.pairs import whole_blocks
from cnnkit.applications.super_resolution.sizes import enlarge, shrink
from cnnkit.images import psnr, to_grey
from cnnkit.images.checks import check_image
from cnnkit.layers import Conv2D, Sequential


def detail(small: NDArray[Any], network: Sequential, scale: int) -> NDArray[Any]:
    """Return what a network would add to the bicubic enlargement of a small picture.

    A network that enlarges by itself, such as `cnnkit.architectures.espcn`, is given the small
    picture; one that keeps the size, such as `srcnn`, is given its enlargement.

    Parameters
    ----------
    small : ndarray
        (H, W, 1), floats from 0 to 1.
    network : Sequential
        Built, for one channel.
    scale : int
        How many times larger the picture gets.

    Returns
    -------
    ndarray
        (H · scale, W · scale, 1), numbers of both signs.

    Raises
    ------
    ValueError
        If the network makes another size.
    """
    height, width, _ = check_image(small).shape
    wanted = height * scale, width * scale, 1
    given = small
    if network.output_shape(small.shape) == small.shape:
        given = enlarge(small, scale)
    made = network.output_shape(given.shape)
    if made != wanted:
        raise ValueError(
            f"the network makes {made} of a picture of {small.shape}, and {wanted} is wanted; "
            f"take one for scale {scale}, such as architectures.espcn({scale})"
        )
    added: NDArray[Any] = network.forward(given[None])[0]
    return added


def upscale(small: NDArray[Any], network: Sequential, scale: int) -> NDArray[Any]:
    """Enlarge a picture: bicubic interpolation, plus the network's `detail`, cut off at 0 and 1.

    Of a colour picture the network sees the luminance. Its detail is added to red, green and blue
    alike, which changes the luminance by it and leaves the differences of colour as they are.

    Parameters
    ----------
    small : ndarray
        (H, W, 1) or (H, W, 3), floats from 0 to 1.
    network, scale
        As in `detail`.

    Returns
    -------
    ndarray
        (H · scale, W · scale, C).

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Examples
    --------
    >>> from cnnkit.architectures.espcn import espcn
    >>> network = espcn(2)
    >>> network.build((16, 16, 1), np.random.default_rng(0))
    >>> start_from_bicubic(network)
    >>> upscale(np.full((4, 6, 3), 0.5), network, 2).shape
    (8, 12, 3)
    """
    small = check_image(small)
    grey = to_grey(small) if small.shape[2] == 3 else small
    sharp: NDArray[Any] = np.clip(enlarge(small, scale) + detail(grey, network, scale), 0, 1)
    return sharp


def start_from_bicubic(network: Sequential) -> None:
    """Set the last convolution's weights to 0: the network adds nothing, until it has learned to.

    The layers before it keep the weights that they have drawn.

    Parameters
    ----------
    network : Sequential
        Built.

    Examples
    --------
    >>> from cnnkit.architectures.srcnn import srcnn
    >>> network = srcnn()
    >>> network.build((16, 16, 1), np.random.default_rng(0))
    >>> start_from_bicubic(network)
    >>> bool(network.forward(np.ones((1, 16, 16, 1))).any())
    False
    """
    last = [layer for layer in network.layers if isinstance(layer, Conv2D)][-1]
    for parameter in last.parameters():
        parameter.value[:] = 0


def decibels(
    photo: NDArray[Any], network: Sequential | None, scale: int, *, by: str = "bicubic"
) -> float:
    """Return the PSNR of a photo that was shrunk and enlarged again.

    A border of ``scale`` pixels is left out, as papers do: there even interpolation has to guess.

    Parameters
    ----------
    photo : ndarray
        (H, W, 1), floats from 0 to 1; an incomplete square at the end is cut off.
    network : Sequential or None
        As in `detail`; without one, bicubic interpolation alone.
    scale : int
        How many times it is shrunk and enlarged.
    by : "bicubic", "area average" or "every nth pixel"
        How it is shrunk; see `shrink`.

    Returns
    -------
    float

    Examples
    --------
    >>> from cnnkit.applications.super_resolution import luminance
    >>> round(decibels(luminance("astronaut"), None, 2), 1)
    30.6
    """
    large = whole_blocks(photo, scale)
    small = shrink(large, scale, by=by)
    if network is None:
        made = np.clip(enlarge(small, scale), 0, 1)
    else:
        made = upscale(small, network, scale)
    inside = slice(scale, -scale)
    return psnr(made[inside, inside], large[inside, inside])
