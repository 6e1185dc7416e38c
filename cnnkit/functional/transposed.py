"""Transposed convolution of images, and its gradients.

Each pixel of a small map is handed out, times the kernel, to a window of a larger one: what a
convolution's gradient does to its input. The two share their code, and trade places: forwards this
one scatters, and its gradient gathers.

Axes: N images, H, W height and width, C channels, F filters.
"""

import numpy as np
from numpy.typing import ArrayLike

from cnnkit.functional.channel_rows import channel_sums
from cnnkit.functional.checks import Array, new_array, upstream_gradient
from cnnkit.functional.convolution_checks import transposed_arrays
from cnnkit.functional.gathering import gather, kernel_gradient
from cnnkit.functional.geometry import Pair, transposed_geometry
from cnnkit.functional.scattering import scatter
from cnnkit.functional.windows import row_biases
from cnnkit.shapes import Padding2D


def conv2d_transpose(
    x: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    stride: int | Pair = 1,
    padding: Padding2D = "valid",
    output_padding: int | Pair = 0,
    dilation: int | Pair = 1,
    groups: int = 1,
) -> Array:
    """Convolve the other way round: each pixel hands itself, times the kernel, to a window.

    Y[n, i·s + u·d, j·s + v·d, f] += X[n, i, j, c] · K[u, v, f, c], cropped by the padding; then
    b[f] is added.

    It is the adjoint of `conv2d` with the same kernel and options, not its inverse:
    ⟨conv2d(a), x⟩ = ⟨a, conv2d_transpose(x)⟩.

    Parameters
    ----------
    x : array_like, (N, H, W, C)
        Feature maps. float32 and float64 are kept, integers become float32.
    kernel : array_like, (kernel_height, kernel_width, F // groups, C)
        The kernel of the convolution from F to C channels that is transposed; cast to ``x``'s
        dtype.
    bias : array_like, (F,), optional
        Added to each output channel.
    stride : int or (int, int)
        Pixels of the output from one window to the next: by this the map grows.
    padding : "valid", "same", "full", int, (int, int) or ((int, int), (int, int))
        What is cropped: ``"valid"`` nothing, ``"same"`` so much that n pixels become n·s,
        ``"full"`` d(k - 1) a side, numbers that many pixels a side.
    output_padding : int or (int, int)
        Rows and columns added at the bottom and the right, fewer than the stride or the dilation:
        which of the sizes is meant from which a convolution comes to this one.
    dilation : int or (int, int)
        Distance between neighbouring pixels of a window; 1 means that they touch.
    groups : int
        Channels and filters are split into this many groups that do not see each other.

    Returns
    -------
    array, (N, H', W', F)
        A new array of ``x``'s dtype. H' and W' are those of
        `cnnkit.shapes.transposed_output_shape`.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above, or the crop leaves nothing.

    See Also
    --------
    cnnkit.functional.loops.conv2d_transpose : the same, as the equation.

    Notes
    -----
    Source: V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning",
    arXiv:1603.07285, section 4; the options are PyTorch's.

    Examples
    --------
    Two windows of three pixels that share the middle one:

    >>> x, kernel = np.array([1, 10])[None, None, :, None], np.ones((1, 3, 1, 1))
    >>> conv2d_transpose(x, kernel, stride=2)[0, 0, :, 0].tolist()
    [1.0, 1.0, 11.0, 10.0, 10.0]
    >>> conv2d_transpose(x, kernel, stride=2, padding="same")[0, 0, :, 0].tolist()
    [1.0, 1.0, 11.0, 10.0]
    """
    x, kernel, bias = transposed_arrays(x, kernel, bias, groups, "conv2d_transpose")
    geometry, size = transposed_geometry(
        x.shape, kernel.shape, stride, padding, output_padding, dilation
    )
    filters = kernel.shape[2] * groups
    y = new_array((len(x), *size, filters), x.dtype, "stride or dilation")
    scatter(x, kernel, geometry, y)
    if bias is not None:
        y += row_biases(bias, size[1])
    return y


def conv2d_transpose_backward(
    dy: ArrayLike,
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    stride: int | Pair = 1,
    padding: Padding2D = "valid",
    output_padding: int | Pair = 0,
    dilation: int | Pair = 1,
    groups: int = 1,
) -> tuple[Array, Array, Array]:
    """Return the gradients of a transposed convolution: of its input, its kernel and its bias.

    dX[n, i, j, c] = Σ dY[n, i·s + u·d, j·s + v·d, f] · K[u, v, f, c]: a plain convolution of dY

    dK[u, v, f, c] = Σ dY[n, i·s + u·d, j·s + v·d, f] · X[n, i, j, c]

    db[f] = Σ dY[n, i, j, f], over images and places.

    Parameters
    ----------
    dy : array_like, (N, H', W', F)
        The gradient of the loss with respect to what `conv2d_transpose` returned.
    x, kernel, stride, padding, output_padding, dilation, groups
        What `conv2d_transpose` was given.

    Returns
    -------
    dx : array, (N, H, W, C)
    dkernel : array, (kernel_height, kernel_width, F // groups, C)
    dbias : array, (F,)
        New arrays of ``x``'s dtype.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what is described above.

    See Also
    --------
    cnnkit.functional.loops.conv2d_transpose_backward : the same, as the equations.

    Examples
    --------
    >>> x, kernel = np.array([1, 10])[None, None, :, None], np.array([1, 2, 4])[None, :, None, None]
    >>> dy = np.array([1, 1, 1, 0, 0])[None, None, :, None]
    >>> dx, dkernel, dbias = conv2d_transpose_backward(dy, x, kernel, stride=2)
    >>> dx[0, 0, :, 0].tolist(), dkernel[0, :, 0, 0].tolist(), dbias.tolist()
    ([7.0, 1.0], [11.0, 1.0, 1.0], [3.0])
    """
    x, kernel, _ = transposed_arrays(x, kernel, None, groups, "conv2d_transpose_backward")
    geometry, size = transposed_geometry(
        x.shape, kernel.shape, stride, padding, output_padding, dilation
    )
    y_shape = (len(x), *size, kernel.shape[2] * groups)
    dy = upstream_gradient(dy, y_shape, x, "conv2d_transpose")
    dx, dkernel = np.empty(x.shape, x.dtype), np.empty(kernel.shape, x.dtype)
    gather(dy, kernel, None, geometry, dx)
    kernel_gradient(x, dy, geometry, dkernel)
    return dx, dkernel, channel_sums(dy)
