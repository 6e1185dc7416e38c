"""Convolution of images: blocks of columns, each multiplied with the kernel as a matrix.

A column holds what one window sees, so that one matrix product answers many windows. All columns
of an image at once would take k² times its memory; blocks of about a megabyte stay in the
processor's cache, and the memory stays bounded whatever the image.

Axes: N images, H, W height and width, C channels, F filters.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, convolution_arrays, new_array
from cnnkit.functional.windows import (
    Geometry,
    Pair,
    blocks,
    convolution_geometry,
    padded_rows,
    width_seen,
)
from cnnkit.shapes import Padding2D

SHARED_ROWS_CHANNELS = 32
"""Up to here columns that share rows beat whole ones: with AVX-512 by a factor of 1.3 at 16 or 32
channels, 1.3 to 1.8 at 3, and 3 to 6 at 1. At 64 they lose by a tenth."""

SHARED_ROWS_FILTERS = 32
"""The product's width up to which neighbouring outputs are joined: 1.7 times faster at 6."""

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
    route = _route(kernel, geometry)
    C, F = kernel.shape[2], kernel.shape[3] // groups
    for g in range(groups):
        channels, filters = slice(g * C, (g + 1) * C), slice(g * F, (g + 1) * F)
        group_bias = None if bias is None else bias[filters]
        _fill(route, x[..., channels], kernel[..., filters], group_bias, geometry, y[..., filters])
    return y


def _route(kernel: Array, geometry: Geometry) -> Route:
    """Choose the fastest way for a kernel and where its windows stand."""
    windows_share_rows = geometry.stride[0] < geometry.kernel[0]
    few_channels = kernel.shape[2] <= SHARED_ROWS_CHANNELS
    if windows_share_rows and few_channels and geometry.dilation == (1, 1):
        return _convolve_sharing_rows
    if windows_share_rows and geometry.stride[0] == 1:
        return _convolve_by_kernel_rows
    return _convolve


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


def _convolve(x: Array, kernel: Array, geometry: Geometry, y: Array) -> Products:
    """Fill ``y`` block by block from whole columns: one matrix product a block."""
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


def _convolve_by_kernel_rows(x: Array, kernel: Array, geometry: Geometry, y: Array) -> Products:
    """Compute blocks of ``y`` at a vertical stride of 1, one row of the kernel at a time.

    The pixels are spread out along the width only, so that the copy is kernel_height times
    smaller; the products of the kernel's rows, each with the rows that it sees, are added up.
    With AVX-512 this is a tenth faster than whole columns.
    """
    kernel_height, kernel_width, C, F = kernel.shape
    s_w, (d_h, d_w) = geometry.stride[1], geometry.dilation
    height, width = geometry.output
    run = kernel_width * C
    matrices = kernel.reshape(kernel_height, run, F)
    for images, rows in blocks(len(x), height, width * run * x.itemsize):
        seen = padded_rows(x, images, rows, geometry, width_seen(geometry, width))
        block = y[images, rows]
        count, rows_seen = seen.shape[:2]
        n, h, w, c = seen.strides
        # (rows seen, N, W', kernel_width, C), copied to (rows seen·N·W', run)
        spread = as_strided(
            seen, (rows_seen, count, width, kernel_width, C), (h, n, s_w * w, d_w * w, c)
        ).reshape(-1, run)
        # (rows·N·W', run) for each row of the kernel, without a copy
        row = count * width
        size = block.shape[1] * row
        product = spread[:size] @ matrices[0]
        term = np.empty_like(product)
        for u in range(1, kernel_height):
            first = u * d_h * row
            np.matmul(spread[first : first + size], matrices[u], out=term)
            product += term
        # (rows, N, W', F) → (N, rows, W', F)
        yield block, product.reshape(-1, count, width, F).transpose(1, 0, 2, 3)


def _convolve_sharing_rows(x: Array, kernel: Array, geometry: Geometry, y: Array) -> Products:
    """Fill ``y`` block by block from columns that overlap in memory, for few channels.

    The pixels are spread out along the width only, with the rows innermost: what a window sees
    in the rows i to i + kernel_height of its place then lies one after the other, as a column
    should. Windows above each other share it, and the copy is kernel_height times smaller.

    With few filters the matrix product would be too narrow to be fast. There ``joined``
    neighbouring outputs make one wider row of the product, with the kernel repeated along a
    diagonal band; its zeros cost less than they gain.
    """
    kernel_height, kernel_width, C, F = kernel.shape
    s_h, s_w = geometry.stride
    height, width = geometry.output
    joined = 1
    while joined * F * 2 <= SHARED_ROWS_FILTERS and joined * 2 <= width:
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
    a vector's. Instead each offset's pixels meet a whole row of weights at once.
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
