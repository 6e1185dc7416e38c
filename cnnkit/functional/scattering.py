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
from cnnkit.functional.windows import blocks, group_slices, landing, row_weights

Multiply = Callable[[int, int], Array]
"""Multiplies a block of dY with the weights of an offset (u, v)."""


def scatter(dy: Array, kernel: Array, geometry: Geometry, dx: Array) -> None:
    """Fill ``dx`` with what ``dy`` hands back through the kernel."""
    dx[...] = 0
    groups = dx.shape[3] // kernel.shape[2]
    if dx.shape[3] == groups > 1:
        _scatter(dy, kernel, geometry, dx, _as_rows)
        return
    for channels, filters in group_slices(kernel, groups):
        _scatter(dy[..., filters], kernel[..., filters], geometry, dx[..., channels], _as_matrices)


def _scatter(
    dy: Array,
    kernel: Array,
    geometry: Geometry,
    dx: Array,
    multiplication: Callable[[Array, Array, int], Multiply],
) -> None:
    """Add each block of ``dy`` to the pixels of ``dx`` that its windows saw."""
    (height, width), (top, left) = geometry.output, [before for before, _ in geometry.padding]
    (s_h, s_w), (d_h, d_w) = geometry.stride, geometry.dilation
    H, W, C = dx.shape[1:]
    for images, rows in blocks(len(dy), height, width * max(C, dy.shape[3]) * dy.itemsize):
        block = dy[images, rows]
        multiply = multiplication(block, kernel, C)
        for u, v in np.ndindex(kernel.shape[:2]):
            from_rows, to_rows = landing(rows.start, rows.stop, u * d_h - top, s_h, H)
            from_columns, to_columns = landing(0, width, v * d_w - left, s_w, W)
            product = multiply(u, v).reshape(*block.shape[:3], C)
            dx[images, to_rows, to_columns] += product[:, from_rows, from_columns]


def _as_matrices(block: Array, kernel: Array, C: int) -> Multiply:
    """Multiply as matrices: (N·rows·W', F) @ (F, C)."""
    flat = block.reshape(-1, kernel.shape[3])
    # A copy: as it stands, BLAS would read it across, a third slower for few channels.
    weights = np.ascontiguousarray(kernel.transpose(0, 1, 3, 2))
    product = np.empty((len(flat), C), block.dtype)
    return lambda u, v: np.matmul(flat, weights[u, v], out=product)


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
