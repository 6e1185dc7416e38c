"""Rearranging of pixels: channels become squares of pixels, and back.

Axes: N images, H, W height and width, C channels.
"""

from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, image_array, upstream_gradient
from cnnkit.shapes import whole_number


def depth_to_space(x: ArrayLike, block: int) -> Array:
    """Spread the channels of each pixel over a square of pixels: larger images, fewer channels.

    Y[n, i·b + u, j·b + v, c] = X[n, i, j, (u·b + v)·C' + c], for the rows u and columns v of the
    square of b × b pixels, with C' = C / b² channels left. It is the last step of many networks
    for super-resolution.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        Feature maps, C a multiple of block². float32 and float64 are kept, integers become
        float32.
    block : int
        Side b of the square.

    Returns
    -------
    array, (N, H · block, W · block, C / block²)
        A new array of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Notes
    -----
    Source: W. Shi et al., "Real-Time Single Image and Video Super-Resolution Using an Efficient
    Sub-Pixel Convolutional Neural Network", arXiv:1609.05158, section 3.2. The channels are in
    TensorFlow's order. PyTorch's ``pixel_shuffle`` has the square innermost: it reads channel
    c·b² + u·b + v.

    Examples
    --------
    >>> import numpy as np
    >>> depth_to_space(np.array([1, 2, 3, 4]).reshape(1, 1, 1, 4), 2)[0, :, :, 0].tolist()
    [[1.0, 2.0], [3.0, 4.0]]
    """
    x = image_array(x, "depth_to_space")
    b = _block_of_channels(x, block)
    return _spread(x, b)


def depth_to_space_backward(dy: ArrayLike, x: ArrayLike, block: int) -> Array:
    """Return the gradient of `depth_to_space`: dY, with its squares back in the channels.

    Parameters
    ----------
    dy : array_like, (N, H · block, W · block, C / block²)
        Gradient with respect to the output; cast to ``x``'s dtype.
    x : array_like, (N, H, W, C)
        The feature maps that were spread. Only their shape and dtype matter.
    block : int
        As in `depth_to_space`.

    Returns
    -------
    array, (N, H, W, C)
        Gradient with respect to ``x``, in its dtype.

    Raises
    ------
    TypeError, ValueError
        As in `depth_to_space`, and if ``dy`` does not have its output's shape.

    Examples
    --------
    >>> import numpy as np
    >>> dy, x = np.array([[1, 2], [3, 4]]), np.zeros((1, 1, 1, 4))
    >>> depth_to_space_backward(dy[None, :, :, None], x, 2).ravel().tolist()
    [1.0, 2.0, 3.0, 4.0]
    """
    x = image_array(x, "depth_to_space_backward")
    b = _block_of_channels(x, block)
    N, H, W, C = x.shape
    return _gather(upstream_gradient(dy, (N, H * b, W * b, C // b**2), x, "depth_to_space"), b)


def space_to_depth(x: ArrayLike, block: int) -> Array:
    """Gather each square of pixels into the channels of one: smaller images, more channels.

    Y[n, i, j, (u·b + v)·C + c] = X[n, i·b + u, j·b + v, c]: the inverse of `depth_to_space`.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        Images, H and W multiples of ``block``. float32 and float64 are kept, integers become
        float32.
    block : int
        Side b of the square.

    Returns
    -------
    array, (N, H / block, W / block, C · block²)
        A new array of ``x``'s dtype, with the channels in the order of `depth_to_space`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Examples
    --------
    >>> import numpy as np
    >>> space_to_depth(np.array([[1, 2], [3, 4]])[None, :, :, None], 2).ravel().tolist()
    [1.0, 2.0, 3.0, 4.0]
    """
    x = image_array(x, "space_to_depth")
    b = _block_of_pixels(x, block)
    return _gather(x, b)


def space_to_depth_backward(dy: ArrayLike, x: ArrayLike, block: int) -> Array:
    """Return the gradient of `space_to_depth`: dY, with its channels back in squares.

    Parameters
    ----------
    dy : array_like, (N, H / block, W / block, C · block²)
        Gradient with respect to the output; cast to ``x``'s dtype.
    x : array_like, (N, H, W, C)
        The images that were gathered. Only their shape and dtype matter.
    block : int
        As in `space_to_depth`.

    Returns
    -------
    array, (N, H, W, C)
        Gradient with respect to ``x``, in its dtype.

    Raises
    ------
    TypeError, ValueError
        As in `space_to_depth`, and if ``dy`` does not have its output's shape.

    Examples
    --------
    >>> import numpy as np
    >>> dy, x = np.array([1, 2, 3, 4]).reshape(1, 1, 1, 4), np.zeros((1, 2, 2, 1))
    >>> space_to_depth_backward(dy, x, 2)[0, :, :, 0].tolist()
    [[1.0, 2.0], [3.0, 4.0]]
    """
    x = image_array(x, "space_to_depth_backward")
    b = _block_of_pixels(x, block)
    N, H, W, C = x.shape
    return _spread(upstream_gradient(dy, (N, H // b, W // b, C * b**2), x, "space_to_depth"), b)


def _block_of_channels(x: Array, block: int) -> int:
    """Return the block, if the channels of ``x`` fill its square."""
    b, C = whole_number(block, "block"), x.shape[3]
    if C % b**2:
        raise ValueError(
            f"block is {b}, and a square of {b}×{b} pixels takes a multiple of {b**2} channels, "
            f"but x has {C}; give x of shape {(*x.shape[:3], -(-C // b**2) * b**2)}, or another "
            "block, such as 1"
        )
    return b


def _block_of_pixels(x: Array, block: int) -> int:
    """Return the block, if its squares tile ``x``."""
    b, (H, W) = whole_number(block, "block"), x.shape[1:3]
    if H % b or W % b:
        raise ValueError(
            f"block is {b}, but x has {H}×{W} pixels; both must be multiples of {b}, such as "
            f"{-(-H // b) * b}×{-(-W // b) * b}: pad2d adds rows and columns"
        )
    return b


def _spread(x: Array, b: int) -> Array:
    """Spread channels over squares of b × b pixels."""
    N, H, W, C = x.shape
    squares = x.reshape(N, H, W, b, b, C // b**2)
    # (N, H, W, b, b, C') → (N, H, b, W, b, C') → (N, H·b, W·b, C')
    return squares.transpose(0, 1, 3, 2, 4, 5).copy().reshape(N, H * b, W * b, C // b**2)


def _gather(x: Array, b: int) -> Array:
    """Gather squares of b × b pixels into channels."""
    N, H, W, C = x.shape
    squares = x.reshape(N, H // b, b, W // b, b, C)
    # (N, H', b, W', b, C) → (N, H', W', b, b, C) → (N, H', W', b·b·C)
    return squares.transpose(0, 1, 3, 2, 4, 5).copy().reshape(N, H // b, W // b, b * b * C)
