"""Convolution backwards, by scattering: each output's number is handed to the pixels it came from.

For each offset (u, v) in the window, all of dY meets the weights of that offset in one matrix
product, and is added to the pixels that lie at this offset: the image, shifted. It serves any
stride and dilation alike, as the gradient with respect to a convolution's input and as the
transposed convolution's forward.

At stride 1 the same is a convolution of dY with the kernel turned round. It spares the additions,
but computes as many outputs as X has pixels. So it is taken where X is no larger than dY, as under
"same" padding: mostly 1.05 to 1.6 times faster, with few channels up to 4 times. From 13×13 back to
15×15 it would be a fifth slower.

Axes: N images, H, W height and width, C channels, F filters.
"""

from collections.abc import Callable

import numpy as np

from cnnkit.functional.checks import Array
from cnnkit.functional.gathering import gather
from cnnkit.functional.geometry import Geometry
from cnnkit.functional.windows import blocks, landing, row_weights
from cnnkit.shapes import window_span

Multiply = Callable[[int, int], Array]
"""Multiplies a block of dY with the weights of an offset (u, v)."""


def scatter(dy: Array, kernel: Array, geometry: Geometry, dx: Array) -> None:
    """Fill ``dx`` with what ``dy`` hands back through the kernel."""
    turned = _turned_geometry(dy, kernel, geometry, dx)
    if turned is None:
        _scatter(dy, kernel, geometry, dx)
    else:
        gather(dy, _turned_kernel(kernel, dx.shape[3]), None, turned, dx)


def _turned_geometry(dy: Array, kernel: Array, geometry: Geometry, dx: Array) -> Geometry | None:
    """Return where the windows stand of the convolution of dY that gives dX.

    None where there is none, or it would be slower: where X is larger than dY, or several filters
    see a single channel each, which would be gathered channel by channel.
    """
    spans = map(window_span, geometry.window, geometry.dilation)
    rest = [span - 1 - before for span, (before, _) in zip(spans, geometry.padding, strict=True)]
    grows = dx.shape[1] > dy.shape[1] or dx.shape[2] > dy.shape[2]
    several_filters_a_channel = kernel.shape[2] == 1 and dy.shape[3] > dx.shape[3] > 1
    if geometry.stride != (1, 1) or min(rest) < 0 or grows or several_filters_a_channel:
        return None
    top, left = rest  # what is padded below and on the right follows from the output's size
    return geometry._replace(padding=((top, top), (left, left)), output=dx.shape[1:3])


def _turned_kernel(kernel: Array, C: int) -> Array:
    """Turn the kernel round, and let it lead from filters to channels, group by group."""
    kernel_height, kernel_width, group_channels, F = kernel.shape
    groups = C // group_channels
    turned = kernel[::-1, ::-1].reshape(
        kernel_height, kernel_width, group_channels, groups, F // groups
    )
    # (kernel_height, kernel_width, C // G, G, F // G) → (kernel_height, kernel_width, F // G, C)
    return np.ascontiguousarray(turned.transpose(0, 1, 4, 3, 2)).reshape(
        kernel_height, kernel_width, F // groups, C
    )


@np.errstate(invalid="ignore")  # as in gathering
def _scatter(dy: Array, kernel: Array, geometry: Geometry, dx: Array) -> None:
    """Add each block of ``dy``, offset by offset, to the pixels of ``dx`` that its windows saw."""
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
    # (N, rows, W', F) → (G, N·rows·W', F // G)
    flat = block.reshape(-1, groups, F // groups).swapaxes(0, 1)
    # A copy: as it stands, BLAS would read it across, a third slower for few channels.
    weights = np.ascontiguousarray(kernel.transpose(0, 1, 3, 2))
    # (kernel_height, kernel_width, F, C // G) → (kernel_height, kernel_width, G, F // G, C // G)
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
