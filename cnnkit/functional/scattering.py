"""Convolution backwards, by scattering: each output's number is handed to the pixels it came from.

For each offset (u, v) in the window, all of dY meets the weights of that offset in one matrix
product, and is added to the pixels that lie at this offset: the image, shifted. It serves any
stride and dilation alike, as the gradient with respect to a convolution's input and as the
transposed convolution's forward.

The other way would be a convolution of dY, padded in full, with the flipped kernel. It spares the
additions, but computes the border's outputs too: on a map of 6×6 that is twice the work, and on
15×15 a quarter more.

Axes: N images, H, W height and width, C channels, F filters.
"""

from collections.abc import Callable

import numpy as np

from cnnkit.functional.checks import Array
from cnnkit.functional.geometry import Geometry
from cnnkit.functional.windows import blocks, landing, row_weights

Multiply = Callable[[int, int], Array]
"""Multiplies a block of dY with the weights of an offset (u, v)."""


def scatter(dy: Array, kernel: Array, geometry: Geometry, dx: Array) -> None:
    """Fill ``dx`` with what ``dy`` hands back through the kernel."""
    (height, width), (top, left) = geometry.output, [before for before, _ in geometry.padding]
    (s_h, s_w), (d_h, d_w) = geometry.stride, geometry.dilation
    H, W, C = dx.shape[1:]
    multiplication = _as_rows if kernel.shape[2] == 1 < C else _as_matrices
    dx[...] = 0
    for images, rows in blocks(len(dy), height, width * max(C, dy.shape[3]) * dy.itemsize):
        block = dy[images, rows]
        multiply = multiplication(block, kernel, C)
        for u, v in np.ndindex(kernel.shape[:2]):
            from_rows, to_rows = landing(rows.start, rows.stop, u * d_h - top, s_h, H)
            from_columns, to_columns = landing(0, width, v * d_w - left, s_w, W)
            product = multiply(u, v).reshape(*block.shape[:3], C)
            dx[images, to_rows, to_columns] += product[:, from_rows, from_columns]


def _as_matrices(block: Array, kernel: Array, C: int) -> Multiply:
    """Multiply as matrices, one for each of G groups: (N·rows·W', F // G) @ (F // G, C // G)."""
    kernel_height, kernel_width, group_channels, F = kernel.shape
    groups = C // group_channels
    flat = block.reshape(-1, groups, F // groups).swapaxes(0, 1)
    # A copy: as it stands, BLAS would read it across, a third slower for few channels.
    weights = np.ascontiguousarray(kernel.transpose(0, 1, 3, 2))
    weights = weights.reshape(kernel_height, kernel_width, groups, F // groups, group_channels)
    product = np.empty((flat.shape[1], groups, group_channels), block.dtype)

    def multiply(u: int, v: int) -> Array:
        np.matmul(flat, weights[u, v], out=product.swapaxes(0, 1))
        return product

    return multiply


def _as_rows(block: Array, kernel: Array, C: int) -> Multiply:
    """Multiply row by row, number by number, where each channel sees only itself."""
    n, height, width, F = block.shape
    weights = row_weights(kernel, width)
    flat = block.reshape(n, height, width * F)
    product = np.empty_like(flat)

    def multiply(u: int, v: int) -> Array:
        np.multiply(flat, weights[u, v], out=product)
        if F == C:
            return product
        summed: Array = product.reshape(n, height, width, C, F // C).sum(axis=4)
        return summed

    return multiply
