"""Local response normalisation: bright channels dim their neighbours, as in AlexNet.

Axes: N images, H, W height and width, C channels.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.channel_rows import row_blocks
from cnnkit.functional.checks import Array, image_array, real_number, upstream_gradient
from cnnkit.shapes import whole_number


def local_response_norm(
    x: ArrayLike, size: int, *, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0
) -> Array:
    """Divide each number by how strongly the channels around it respond at the same pixel.

    Y[…, c] = X[…, c] / D[…, c]^β with D[…, c] = k + α / size · Σ X[…, c']², over the ``size``
    channels c' from c − ⌊size / 2⌋ on. Channels that do not exist count as zeros.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        Feature maps. float32 and float64 are kept, integers become float32.
    size : int
        How many neighbouring channels are looked at. Of an even number, one more comes before c
        than after it.
    alpha : float
        Weight of the neighbours, at least 0. Here it is divided by ``size``, as in PyTorch;
        AlexNet's 1e-4 for five channels is 5e-4 here.
    beta : float
        The exponent, at least 0.
    k : float
        What is divided by where nothing responds, above 0.

    Returns
    -------
    array, (N, H, W, C)
        A new array of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    Notes
    -----
    Source: A. Krizhevsky, I. Sutskever and G. E. Hinton, "ImageNet Classification with Deep
    Convolutional Neural Networks", 2012, section 3.3; window and division by ``size`` are
    PyTorch's.

    Examples
    --------
    The first channel responds alone; the last two dim each other:

    >>> x = np.array([3.0, 0.0, 0.0, 3.0, 4.0]).reshape(1, 1, 1, 5)
    >>> local_response_norm(x, 3, alpha=3, beta=0.5, k=1).round(3).ravel().tolist()
    [0.949, 0.0, 0.0, 0.588, 0.784]
    """
    x = image_array(x, "local_response_norm")
    window = _window(size, alpha, beta, k)
    pixels = np.ascontiguousarray(x).reshape(-1, x.shape[3])
    y = np.empty_like(pixels)
    with np.errstate(over="ignore", invalid="ignore"):  # infinite over infinite is NaN
        for block in row_blocks(pixels):
            strength = _strength(pixels[block], window)
            np.multiply(pixels[block], strength**-window.beta, out=y[block])
    return y.reshape(x.shape)


def local_response_norm_backward(
    dy: ArrayLike,
    x: ArrayLike,
    size: int,
    *,
    alpha: float = 1e-4,
    beta: float = 0.75,
    k: float = 1.0,
) -> Array:
    """Return the gradient dx of local response normalisation.

    dX[…, c] = dY[…, c] / D[…, c]^β − 2·α·β / size · X[…, c] · Σ dY · X / D^(β + 1), the sum over
    the channels that look at c: ``size`` of them, from c − ⌊(size − 1) / 2⌋ on.

    Parameters
    ----------
    dy : array_like, (N, H, W, C)
        The gradient with respect to the output.
    x, size, alpha, beta, k
        As in `local_response_norm`.

    Returns
    -------
    array, (N, H, W, C)
        A new array of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        As in `local_response_norm`, and if ``dy`` has another shape than ``x``.

    Examples
    --------
    >>> x = np.array([3.0, 0.0, 4.0]).reshape(1, 1, 1, 3)
    >>> dx = local_response_norm_backward(np.ones((1, 1, 1, 3)), x, 1, alpha=1, beta=1)
    >>> dx.round(3).ravel().tolist()
    [-0.08, 1.0, -0.052]
    """
    x = image_array(x, "local_response_norm_backward")
    dy = upstream_gradient(dy, x.shape, x, "local_response_norm")
    window = _window(size, alpha, beta, k)
    upstream, pixels = (np.ascontiguousarray(a).reshape(-1, x.shape[3]) for a in (dy, x))
    dx = np.empty_like(pixels)
    with np.errstate(over="ignore", invalid="ignore"):
        for block in row_blocks(pixels):
            strength = _strength(pixels[block], window)
            own = np.multiply(upstream[block], strength**-window.beta, out=dx[block])
            others = _sums(own * pixels[block] / strength, window.after, window.before)
            others *= pixels[block]
            others *= 2 * window.weight * window.beta
            own -= others
    return dx.reshape(x.shape)


class _Window(NamedTuple):
    """The channels before and after its own that each looks at, and what it makes of them."""

    before: int
    after: int
    weight: float
    beta: float
    k: float


def _window(size: int, alpha: float, beta: float, k: float) -> _Window:
    """Check the options of a local response normalisation."""
    size = whole_number(size, "size")
    # However large the size is, 1 / size is a float.
    weight = real_number(alpha, "alpha", minimum=0, example=1e-4) * (1 / size)
    beta = real_number(beta, "beta", minimum=0, example=0.75)
    return _Window(
        size // 2, (size - 1) // 2, weight, beta, real_number(k, "k", above=0, example=1)
    )


def _strength(pixels: Array, window: _Window) -> Array:
    """Return D, by whose power a response is divided."""
    strength = _sums(np.square(pixels), window.before, window.after)
    strength *= window.weight
    strength += window.k
    return strength


def _sums(pixels: Array, before: int, after: int) -> Array:
    """Add to each channel so many channels before it and after it, one shift after the other."""
    C = pixels.shape[1]
    sums = pixels.copy()
    for shift in range(1, min(before, C - 1) + 1):
        sums[:, shift:] += pixels[:, :-shift]
    for shift in range(1, min(after, C - 1) + 1):
        sums[:, :-shift] += pixels[:, shift:]
    return sums
