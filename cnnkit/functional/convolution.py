"""Convolution of images, and its gradients.

Forwards, each output gathers the pixels that its window sees (`gathering`). Backwards, each output
hands its gradient back to those pixels (`scattering`), and each weight gathers what the pixels it
met and the gradients of those outputs make.

Axes: N images, H, W height and width, C channels, F filters.
"""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.channel_rows import channel_sums
from cnnkit.functional.checks import Array, new_array, upstream_gradient
from cnnkit.functional.convolution_checks import (
    convolution_arrays,
    gradient_and_images,
    gradient_and_kernel,
)
from cnnkit.functional.gathering import gather, kernel_gradient
from cnnkit.functional.geometry import Pair, convolution_geometry
from cnnkit.functional.scattering import scatter
from cnnkit.shapes import Padding2D


def conv2d(
    x: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    stride: int | Pair = 1,
    padding: Padding2D = "valid",
    dilation: int | Pair = 1,
    groups: int = 1,
) -> Array:
    """Convolve images with a kernel (which, as everywhere in deep learning, is not flipped).

    Y[n, i, j, f] = Σ X[n, i·s + u·d, j·s + v·d, c] · K[u, v, c, f] + b[f], the sum running over
    the kernel's rows u and columns v and the channels c of filter f's group.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        Images. float32 and float64 are kept, integers become float32.
    kernel : array_like, (kernel_height, kernel_width, C // groups, F)
        One filter for each output channel; cast to ``x``'s dtype.
    bias : array_like, (F,), optional
        Added to each filter's map; cast to ``x``'s dtype.
    stride : int or (int, int)
        Pixels from one window to the next, (height, width).
    padding : "valid", "same", "full", int, (int, int) or ((int, int), (int, int))
        Zeros around the image: a word, pixels a side, (height, width), or
        ((top, bottom), (left, right)).
    dilation : int or (int, int)
        Distance between neighbouring pixels of a window; 1 means that they touch.
    groups : int
        Channels and filters are split into this many groups that do not see each other;
        C groups make the convolution depthwise.

    Returns
    -------
    array, (N, H', W', F)
        The feature maps, a new array of ``x``'s dtype. H' and W' are those of
        `cnnkit.shapes.output_shape`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above, or the kernel does not fit.

    See Also
    --------
    cnnkit.functional.loops.conv2d : the same, as the equation.
    cnnkit.functional.gathering : how it is computed.

    Notes
    -----
    Source: V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning",
    arXiv:1603.07285, section 2; the matrix product is that of K. Chellapilla, S. Puri and
    P. Simard, "High Performance Convolutional Neural Networks for Document Processing", 2006.

    Examples
    --------
    An edge between dark and bright, found by its kernel:

    >>> image = np.array([[0, 0, 9, 9]] * 3)[None, :, :, None]
    >>> kernel = np.array([[-1, 1], [-1, 1]])[:, :, None, None]
    >>> conv2d(image, kernel)[0, :, :, 0].tolist()
    [[0.0, 18.0, 0.0], [0.0, 18.0, 0.0]]
    >>> conv2d(image, kernel, stride=2, padding="same").shape
    (1, 2, 2, 1)
    """
    x, kernel, bias = convolution_arrays(x, kernel, bias, groups, "conv2d")
    geometry = convolution_geometry(x.shape, kernel.shape, stride, padding, dilation)
    y = new_array((len(x), *geometry.output, kernel.shape[3]), x.dtype, "padding")
    gather(x, kernel, bias, geometry, y)
    return y


def conv2d_backward(
    dy: ArrayLike,
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    stride: int | Pair = 1,
    padding: Padding2D = "valid",
    dilation: int | Pair = 1,
    groups: int = 1,
) -> tuple[Array, Array, Array]:
    """Return the gradients of a convolution: of its input, its kernel and its bias.

    dX[n, i·s + u·d, j·s + v·d, c] += dY[n, i, j, f] · K[u, v, c, f]

    dK[u, v, c, f] = Σ X[n, i·s + u·d, j·s + v·d, c] · dY[n, i, j, f]

    db[f] = Σ dY[n, i, j, f], over images and places.

    Parameters
    ----------
    dy : array_like, (N, H', W', F)
        The gradient of the loss with respect to what `conv2d` returned.
    x, kernel, stride, padding, dilation, groups
        What `conv2d` was given.

    Returns
    -------
    dx : array, (N, H, W, C)
    dkernel : array, (kernel_height, kernel_width, C // groups, F)
    dbias : array, (F,)
        New arrays of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    See Also
    --------
    cnnkit.functional.loops.conv2d_backward : the same, as the equations.
    conv2d_input_gradient, conv2d_parameter_gradients : one half of it, where the other is not
        needed.

    Notes
    -----
    Source: Y. LeCun et al., "Backpropagation Applied to Handwritten Zip Code Recognition",
    Neural Computation 1(4), 1989.

    Examples
    --------
    The middle pixel of three is seen by both windows, once by each weight:

    >>> x = np.array([1, 2, 4])[None, None, :, None]
    >>> kernel = np.array([[3, 5]])[:, :, None, None]
    >>> dx, dkernel, dbias = conv2d_backward(np.array([1, 10])[None, None, :, None], x, kernel)
    >>> dx[0, 0, :, 0].tolist(), dkernel[0, :, 0, 0].tolist(), dbias.tolist()
    ([3.0, 35.0, 50.0], [21.0, 42.0], [11.0])
    """
    x, kernel, _ = convolution_arrays(x, kernel, None, groups, "conv2d_backward")
    geometry = convolution_geometry(x.shape, kernel.shape, stride, padding, dilation)
    dy = upstream_gradient(dy, (len(x), *geometry.output, kernel.shape[3]), x, "conv2d")
    dx, dkernel = np.empty(x.shape, x.dtype), np.empty(kernel.shape, x.dtype)
    scatter(dy, kernel, geometry, dx)
    kernel_gradient(dy, x, geometry, dkernel)
    return dx, dkernel, channel_sums(dy)


def conv2d_input_gradient(
    dy: ArrayLike,
    kernel: ArrayLike,
    input_shape: tuple[int, int, int],
    *,
    stride: int | Pair = 1,
    padding: Padding2D = "valid",
    dilation: int | Pair = 1,
    groups: int = 1,
) -> Array:
    """Return the gradient of a convolution's input alone; the input itself is not needed.

    Parameters
    ----------
    dy : array_like, (N, H', W', F)
        The gradient of the loss with respect to what `conv2d` returned.
    kernel, stride, padding, dilation, groups
        What `conv2d` was given.
    input_shape : (H, W, C)
        The shape of each image that `conv2d` was given.

    Returns
    -------
    array, (N, H, W, C)
        A new array of ``dy``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    See Also
    --------
    conv2d_backward : the equation, and all gradients at once.

    Examples
    --------
    >>> dy, kernel = np.ones((1, 2, 2, 1)), np.ones((2, 2, 1, 1))
    >>> conv2d_input_gradient(dy, kernel, (3, 3, 1))[0, :, :, 0].tolist()
    [[1.0, 2.0, 1.0], [2.0, 4.0, 2.0], [1.0, 2.0, 1.0]]
    """
    dy, kernel, shape = gradient_and_kernel(dy, kernel, input_shape, groups)
    geometry = convolution_geometry(shape, kernel.shape, stride, padding, dilation)
    dy = upstream_gradient(dy, (len(dy), *geometry.output, kernel.shape[3]), dy, "conv2d")
    dx = new_array(shape, dy.dtype, "input_shape")
    scatter(dy, kernel, geometry, dx)
    return dx


def conv2d_parameter_gradients(
    dy: ArrayLike,
    x: ArrayLike,
    kernel_size: int | Pair,
    *,
    stride: int | Pair = 1,
    padding: Padding2D = "valid",
    dilation: int | Pair = 1,
    groups: int = 1,
) -> tuple[Array, Array]:
    """Return the gradients of a convolution's kernel and bias alone.

    Parameters
    ----------
    dy : array_like, (N, H', W', F)
        The gradient of the loss with respect to what `conv2d` returned.
    x, stride, padding, dilation, groups
        What `conv2d` was given.
    kernel_size : int or (int, int)
        Height and width of its kernel.

    Returns
    -------
    dkernel : array, (kernel_height, kernel_width, C // groups, F)
    dbias : array, (F,)
        New arrays of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    See Also
    --------
    conv2d_backward : the equations, and all gradients at once.

    Examples
    --------
    >>> x, dy = np.arange(9).reshape(1, 3, 3, 1), np.ones((1, 2, 2, 1))
    >>> dkernel, dbias = conv2d_parameter_gradients(dy, x, 2)
    >>> dkernel[:, :, 0, 0].tolist(), dbias.tolist()
    ([[8.0, 12.0], [20.0, 24.0]], [4.0])
    """
    dy, x, kernel_shape = gradient_and_images(dy, x, kernel_size, groups)
    geometry = convolution_geometry(x.shape, kernel_shape, stride, padding, dilation)
    dy = upstream_gradient(dy, (len(x), *geometry.output, kernel_shape[3]), x, "conv2d")
    dkernel = new_array(kernel_shape, x.dtype, "kernel_size")
    kernel_gradient(dy, x, geometry, dkernel)
    return dkernel, channel_sums(dy)
