"""Convolution of images: windows laid out as columns, and multiplied with the kernel as a matrix.

A column holds what one window sees, so that one matrix product answers many windows. There are
three ways to lay them out, all of them block by block:

- `_whole_columns`: each window's pixels are copied. It is the rule, and serves everywhere.
- `_shared_columns`: windows above each other share their pixels, and neighbours side by side a
  row of the product. For few channels and filters, where copying costs more than multiplying.
- `_depthwise`: each channel sees only itself, and there is no matrix.

All columns of an image at once would take k² times its memory; blocks of about a megabyte stay in
the processor's cache, and the memory stays bounded whatever the image.

Axes: N images, H, W height and width, C channels, F filters.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, new_array
from cnnkit.functional.convolution_checks import convolution_arrays
from cnnkit.functional.windows import (
    Geometry,
    Pair,
    blocks,
    convolution_geometry,
    padded_rows,
    width_seen,
)
from cnnkit.shapes import Padding2D

SHARED_CHANNELS, SHARED_FILTERS = 32, 64
"""Up to here columns are shared. By how much that is faster, for 3×3 kernels, without and with
AVX-512: 4 times from 1 channel to 1 filter, 1.3 and 1.7 times from 3 to 16, nothing and a seventh
from 3 to 64. With 128 filters it is up to a fifth slower, and with 64 channels to 64 a tenth."""

JOINED_OUTPUTS, JOINED_WIDTH = 8, 32
"""How many neighbouring outputs at most make one row of the product, and how many numbers long it
is. More neighbours bring more zeros: from 3 channels to 1 filter, 32 are slower than 8."""

Products = Iterator[tuple[Array, Array]]
"""Blocks of the output, each with what belongs in it: the block itself, once it is filled."""

Route = Callable[[Array, Array, Geometry, Array], Products]
"""A way to compute a convolution: from x, kernel and geometry, with y to fill."""


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
    geometry = convolution_geometry(x, kernel, stride, padding, dilation)
    y = new_array((len(x), *geometry.output, kernel.shape[3]), x.dtype, "padding")
    if x.shape[3] == groups > 1:
        _fill(_depthwise, x, kernel, bias, geometry, y)
        return y
    C, F = kernel.shape[2], kernel.shape[3] // groups
    for g in range(groups):
        channels, filters = slice(g * C, (g + 1) * C), slice(g * F, (g + 1) * F)
        group_kernel = kernel[..., filters]
        group_bias = None if bias is None else bias[filters]
        route = _route(group_kernel, geometry)
        _fill(route, x[..., channels], group_kernel, group_bias, geometry, y[..., filters])
    return y


def _route(kernel: Array, geometry: Geometry) -> Route:
    """Choose the fastest way for a kernel and where its windows stand."""
    rows_overlap = geometry.stride[0] < geometry.window[0] and geometry.dilation == (1, 1)
    small = kernel.shape[2] <= SHARED_CHANNELS and kernel.shape[3] <= SHARED_FILTERS
    return _shared_columns if rows_overlap and small else _whole_columns


def _fill(
    route: Route,
    x: Array,
    kernel: Array,
    bias: Array | None,
    geometry: Geometry,
    y: Array,
) -> None:
    """Compute ``y`` by one of the routes below, block by block, and add the bias."""
    # One bias for each number of a row: F at a time would be several times slower.
    bias_row = None if bias is None else np.tile(bias, (geometry.output[1], 1))
    for block, product in route(x, kernel, geometry, y):  # while the product is in the cache
        if bias_row is not None:
            np.add(product, bias_row, out=block)
        elif product is not block:
            block[...] = product


def _whole_columns(x: Array, kernel: Array, geometry: Geometry, y: Array) -> Products:
    """Fill ``y`` block by block from a copy of each window: one matrix product a block."""
    kernel_height, kernel_width, C, F = kernel.shape
    (s_h, s_w), (d_h, d_w) = geometry.stride, geometry.dilation
    height, width = geometry.output
    column = kernel_height * kernel_width * C
    matrix = kernel.reshape(column, F)
    for images, rows in blocks(len(x), height, width * column * x.itemsize):
        seen = padded_rows(x, images, rows, geometry, width_seen(geometry, width))
        block = y[images, rows]
        n, h, w, c = seen.strides
        # (N, rows, W', kernel_height, kernel_width, C), a view of the pixels
        windows = as_strided(
            seen,
            (*block.shape[:3], kernel_height, kernel_width, C),
            (n, s_h * h, s_w * w, d_h * h, d_w * w, c),
        )
        # (N·rows·W', column): this is the copy, and there is none for a 1×1 kernel at stride 1
        columns = windows.reshape(-1, column)
        # (N·rows·W', F): a view of the block, so that the product lands in its place
        np.matmul(columns, matrix, out=block.reshape(-1, F))
        yield block, block


def _shared_columns(x: Array, kernel: Array, geometry: Geometry, y: Array) -> Products:
    """Compute blocks of ``y`` from columns that overlap in memory.

    The pixels are spread out along the width only, with the rows innermost: what a window sees
    in the rows i to i + kernel_height of its place then lies one after the other, as a column
    should. Windows above each other share it, and the copy is kernel_height times smaller.

    With few filters the matrix product would be too narrow to be fast. There ``joined``
    neighbouring outputs make one wider row of the product, with the kernel repeated along a
    diagonal band: for the kernel (a, b) and two outputs, of the three pixels that they see,

        [p q r] @ [[a, 0],
                   [b, a],
                   [0, b]]  =  [a·p + b·q, a·q + b·r]

    The band's zeros cost less than its width gains.
    """
    kernel_height, kernel_width, C, F = kernel.shape
    s_h, s_w = geometry.stride
    height, width = geometry.output
    joined = 1  # doubled, since 4 and 8 are faster than the 5 or 6 that may fit exactly
    while joined * 2 <= min(JOINED_OUTPUTS, JOINED_WIDTH // F, width):
        joined *= 2
    if joined > 1 and not np.isfinite(x.sum()):
        joined = 1  # a zero of the band times infinity would be NaN
    run = (joined - 1) * s_w + kernel_width
    band = np.zeros((kernel_height, run, C, joined, F), x.dtype)
    for j in range(joined):
        band[:, j * s_w : j * s_w + kernel_width, :, j] = kernel
    matrix = band.reshape(kernel_height * run * C, joined * F)
    places = -(-width // joined)
    row_bytes = places * max(s_h * run * C, joined * F) * x.itemsize
    for images, rows in blocks(len(x), height, row_bytes):
        seen = padded_rows(x, images, rows, geometry, width_seen(geometry, places * joined))
        block = y[images, rows]
        count, rows_seen = seen.shape[:2]
        n, h, w, c = seen.strides
        # (N, places, rows seen, run, C), copied to (N·places, rows seen·run·C)
        spread = as_strided(
            seen, (count, places, rows_seen, run, C), (n, joined * s_w * w, h, w, c)
        ).reshape(count * places, rows_seen * run * C)
        # (rows, N·places, kernel_height·run·C): the overlapping columns, without a copy
        place, number = spread.strides
        columns = as_strided(
            spread,
            (block.shape[1], count * places, len(matrix)),
            (s_h * run * C * number, place, number),
        )
        # (rows, N·places, joined·F) → (N, rows, places·joined, F)
        product = (columns @ matrix).reshape(-1, count, places * joined, F)
        yield block, product.transpose(1, 0, 2, 3)[:, :, :width]


def _depthwise(x: Array, kernel: Array, geometry: Geometry, y: Array) -> Products:
    """Fill ``y`` block by block where each channel sees only itself.

    There is nothing to sum over but the offsets in the window, so that a matrix product would be
    a vector's. Instead each offset's pixels meet a whole row of weights at once, which is 2 to 3
    times faster than group by group at 16 channels and more.
    """
    kernel_height, kernel_width, _, F = kernel.shape
    (s_h, s_w), (d_h, d_w) = geometry.stride, geometry.dilation
    height, width = geometry.output
    # (kernel_height, kernel_width, 1, F), a copy for each output column
    weights = np.tile(kernel, (1, 1, width, 1)).reshape(kernel_height, kernel_width, width * F)
    for images, rows in blocks(len(x), height, weights.nbytes):
        seen = padded_rows(x, images, rows, geometry, width_seen(geometry, width))
        if x.shape[3] < F:  # several filters a channel: each meets a copy of it
            seen = seen.repeat(F // x.shape[3], axis=3)
        block = y[images, rows]
        n, h, w, c = seen.strides
        # (kernel_height, kernel_width, N, rows, W', F), a view of the pixels
        windows = as_strided(
            seen,
            (kernel_height, kernel_width, *block.shape),
            (d_h * h, d_w * w, n, s_h * h, s_w * w, c),
        )
        # (…, N, rows, W'·F): without a copy at stride 1
        windows = windows.reshape(*windows.shape[:4], width * F)
        out = block.reshape(*block.shape[:2], width * F)
        np.einsum("uvnir,uvr->nir", windows, weights, out=out)
        yield block, block
