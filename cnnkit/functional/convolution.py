"""Convolution of images: blocks of columns, each multiplied with the kernel as a matrix.

A column holds what one window sees, so that one matrix product answers many windows. All columns
of an image at once would take k² times its memory; blocks of about a megabyte stay in the
processor's cache, and the memory stays bounded whatever the image.

Axes: N images, H, W height and width, C channels, F filters, G groups.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import ArrayLike

from cnnkit.functional.checks import Array, convolution_arrays, new_array
from cnnkit.shapes import Padding2D, output_shape, padding_2d, pair, window_span

Pair = tuple[int, int]

BLOCK_BYTES = 1 << 20
"""Columns made at a time: they fit into a core's second-level cache. Half is 5 % slower."""

SHARED_ROWS_CHANNELS = 32
"""Up to here sharing rows beats whole columns: by 1.4 at 32 channels, by 1.6 to 4 at 1 to 3."""

SHARED_ROWS_FILTERS = 32
"""Fewer filters than this make a matrix so narrow that neighbouring pixels join to widen it."""


class Geometry(NamedTuple):
    """Where the windows of a convolution stand."""

    kernel: Pair
    stride: Pair
    dilation: Pair
    padding: tuple[Pair, Pair]
    output: Pair


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
    geometry = _geometry(x, kernel, stride, padding, dilation)
    y = new_array((len(x), *geometry.output, kernel.shape[3]), x.dtype, "padding")
    if x.shape[3] == groups > 1:
        blocks = _depthwise(x, kernel, geometry, y)
    elif groups == 1 and _shares_rows(x, geometry):
        blocks = _convolve_sharing_rows(x, kernel, geometry, y)
    else:
        blocks = _convolve(x, kernel, groups, geometry, y)
    # A whole row of biases: adding only F numbers at a time is several times slower.
    bias_row = None if bias is None else np.tile(bias, geometry.output[1])
    for block in blocks:  # the bias is added while the block is still in the cache
        if bias_row is not None:
            rows = block.reshape(*block.shape[:2], -1)
            rows += bias_row
    return y


def _geometry(
    x: Array,
    kernel: Array,
    stride: int | Pair,
    padding: Padding2D,
    dilation: int | Pair,
) -> Geometry:
    """Work out where the windows stand, from the arguments of a convolution."""
    shape, kernel_shape = x.shape[1:3], kernel.shape[:2]
    output = output_shape(shape, kernel_shape, stride=stride, padding=padding, dilation=dilation)
    sides = padding_2d(shape, kernel_shape, stride=stride, padding=padding, dilation=dilation)
    # A stride beyond the image or a dilation of a single pixel leads nowhere: 1 does the same.
    strides = [s if o > 1 else 1 for s, o in zip(pair(stride, "stride"), output, strict=True)]
    dilations = [
        d if k > 1 else 1 for d, k in zip(pair(dilation, "dilation"), kernel_shape, strict=True)
    ]
    return Geometry(
        kernel_shape, (strides[0], strides[1]), (dilations[0], dilations[1]), sides, output
    )


def _blocks(images: int, rows: int, row_bytes: int) -> Iterator[tuple[slice, slice]]:
    """Split the output into slices of images and rows, each of about ``BLOCK_BYTES``."""
    rows_fitting = max(1, BLOCK_BYTES // row_bytes)
    images_fitting = max(1, rows_fitting // rows)
    for n in range(0, images, images_fitting):
        for i in range(0, rows, rows_fitting):
            yield slice(n, min(n + images_fitting, images)), slice(i, min(i + rows_fitting, rows))


def _padded_rows(x: Array, images: slice, rows: slice, geometry: Geometry, width: int) -> Array:
    """Return the pixels that these output rows see, ``width`` a row, padded with zeros."""
    (top, _), (left, _) = geometry.padding
    first = rows.start * geometry.stride[0] - top
    span = window_span(geometry.kernel[0], geometry.dilation[0])
    last = (rows.stop - 1) * geometry.stride[0] - top + span
    H, W, C = x.shape[1:]
    if first >= 0 and last <= H and left == 0 and width <= W:
        return x[images, first:last, :width]
    padded = np.zeros((images.stop - images.start, last - first, width, C), x.dtype)
    inside = slice(max(first, 0), max(min(last, H), 0))
    pixels = x[images, inside, : max(width - left, 0)]
    top = inside.start - first
    padded[:, top : top + pixels.shape[1], left : left + pixels.shape[2]] = pixels
    return padded


def _width_seen(geometry: Geometry, columns: int) -> int:
    """Count the pixels of a row, padding included, that this many output columns see."""
    span = window_span(geometry.kernel[1], geometry.dilation[1])
    return (columns - 1) * geometry.stride[1] + span


def _convolve(
    x: Array, kernel: Array, groups: int, geometry: Geometry, y: Array
) -> Iterator[Array]:
    """Fill ``y`` block by block from whole columns: one matrix product a block and group."""
    kernel_height, kernel_width, group_channels, F = kernel.shape
    (s_h, s_w), (d_h, d_w) = geometry.stride, geometry.dilation
    column = kernel_height * kernel_width * group_channels
    # (kernel_height, kernel_width, C/G, G·F/G) → (G, kernel_height·kernel_width·C/G, F/G)
    matrix = kernel.reshape(column, groups, F // groups).transpose(1, 0, 2)
    height, width = geometry.output
    row_bytes = width * column * groups * x.itemsize
    for images, rows in _blocks(len(x), height, row_bytes):
        seen = _padded_rows(x, images, rows, geometry, _width_seen(geometry, width))
        block = y[images, rows]
        n, h, w, c = seen.strides
        # (N, rows, W', kernel_height, kernel_width, G, C/G), without a copy
        windows = as_strided(
            seen,
            (*block.shape[:3], kernel_height, kernel_width, groups, group_channels),
            (n, s_h * h, s_w * w, d_h * h, d_w * w, group_channels * c, c),
        )
        # (G, N·rows·W', column): the one copy, and none for a 1×1 kernel at stride 1
        columns = windows.transpose(5, 0, 1, 2, 3, 4, 6).reshape(groups, -1, column)
        # (G, N·rows·W', F/G), a view of the block, so that the product lands in place
        product = block.reshape(-1, groups, F // groups).transpose(1, 0, 2)
        np.matmul(columns, matrix, out=product)
        yield block


def _shares_rows(x: Array, geometry: Geometry) -> bool:
    """Tell whether neighbouring windows share rows, and columns are short enough to profit."""
    return (
        x.shape[3] <= SHARED_ROWS_CHANNELS
        and geometry.dilation == (1, 1)
        and geometry.stride[0] < geometry.kernel[0]
    )


def _convolve_sharing_rows(
    x: Array, kernel: Array, geometry: Geometry, y: Array
) -> Iterator[Array]:
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
    joined = min(max(1, SHARED_ROWS_FILTERS // F), width)
    if joined > 1 and not np.isfinite(x.sum()):
        joined = 1  # a zero of the band times infinity would be NaN
    run = (joined - 1) * s_w + kernel_width
    band = np.zeros((kernel_height, run, C, joined, F), x.dtype)
    for j in range(joined):
        band[:, j * s_w : j * s_w + kernel_width, :, j] = kernel
    matrix = band.reshape(kernel_height * run * C, joined * F)
    places = -(-width // joined)
    row_bytes = places * max(s_h * run * C, joined * F) * x.itemsize
    for images, rows in _blocks(len(x), height, row_bytes):
        seen = _padded_rows(x, images, rows, geometry, _width_seen(geometry, places * joined))
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
        product = (columns @ matrix).reshape(-1, count, places * joined, F).transpose(1, 0, 2, 3)
        block[...] = product[:, :, :width]
        yield block


def _depthwise(x: Array, kernel: Array, geometry: Geometry, y: Array) -> Iterator[Array]:
    """Fill ``y`` block by block, one kernel offset at a time: each channel sees only itself.

    There is nothing to sum over but the offsets, so that a matrix product would be a vector's.
    """
    kernel_height, kernel_width, _, F = kernel.shape
    (s_h, s_w), (d_h, d_w) = geometry.stride, geometry.dilation
    height, width = geometry.output
    repeats = F // x.shape[3]
    for images, rows in _blocks(len(x), height, 4 * width * F * x.itemsize):
        seen = _padded_rows(x, images, rows, geometry, _width_seen(geometry, width))
        if repeats > 1:
            seen = seen.repeat(repeats, axis=3)
        block = y[images, rows]
        block[...] = 0
        product = np.empty_like(block)
        row_span, column_span = (block.shape[1] - 1) * s_h + 1, (width - 1) * s_w + 1
        for u, v in np.ndindex(kernel_height, kernel_width):
            top, left = u * d_h, v * d_w
            pixels = seen[:, top : top + row_span : s_h, left : left + column_span : s_w]
            np.multiply(pixels, kernel[u, v, 0], out=product)
            block += product
        yield block
