"""What the windows of a convolution see, laid out as the rows of a matrix ("columns").

One matrix product with the kernel then answers many windows. All columns of an image at once would
take k² times its memory; blocks of about a megabyte stay in the processor's cache, and the memory
stays bounded whatever the image. There are two layouts, and each answers the same questions:

- ``columns(x)``: the columns, for a block of windows at a time: (layers, M, K);
- ``matrix(kernel)``: the kernel as the (K, P) matrix that they are multiplied with;
- ``outputs(product, images)``: the product (layers, M, P) of so many images as a block of the
  output: (N, rows, W', F);
- ``products(block)`` and ``kernel(matrix)``: the last two backwards, for the kernel's gradient.

Axes: N images, H, W height and width, C channels, F filters.
"""

from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import as_strided

from cnnkit.functional.checks import Array
from cnnkit.functional.geometry import Geometry
from cnnkit.functional.windows import blocks, padded_rows, width_seen

Blocks = Iterator[tuple[slice, slice, Array]]
"""Images and rows of the output, and the columns of their windows."""

SMALL_CHANNELS, SMALL_FILTERS = 32, 64
"""Up to here columns are shared whatever the batch. By how much that is faster, for 3×3 kernels,
without and with AVX-512: 4 times from 1 channel to 1 filter, 1.3 and 1.7 times from 3 to 16,
nothing and a seventh from 3 to 64. The kernel's gradient gains more: 4 and 5 times from 1 to 6
(5×5), a tenth and a fifth from 32 to 64."""

TALL = 256
"""From so many rows in a product on, sharing pays for larger kernels too, by 4 and 8 per cent: BLAS
lays the kernel's matrix out anew for each product. With 56 rows it is a tenth slower."""

JOINED_OUTPUTS, JOINED_WIDTH = 8, 32
"""How many neighbouring outputs at most make one row of the product, and how many numbers long it
is. More neighbours bring more zeros: from 3 channels to 1 filter, 32 are slower than 8."""


class WholeColumns:
    """Each window's pixels are copied into a column of its own. It serves everywhere."""

    def __init__(self, kernel_shape: tuple[int, ...], geometry: Geometry) -> None:
        self.kernel_shape, self.geometry = kernel_shape, geometry

    def columns(self, x: Array) -> Blocks:
        """Yield the columns of ``x``, for a block of windows at a time."""
        kernel_height, kernel_width, C, _ = self.kernel_shape
        (s_h, s_w), (d_h, d_w) = self.geometry.stride, self.geometry.dilation
        height, width = self.geometry.output
        column = kernel_height * kernel_width * C
        for images, rows in blocks(len(x), height, width * column * x.itemsize):
            seen = padded_rows(x, images, rows, self.geometry, width_seen(self.geometry, width))
            n, h, w, c = seen.strides
            # (N, rows, W', kernel_height, kernel_width, C), a view of the pixels
            windows = as_strided(
                seen,
                (len(seen), rows.stop - rows.start, width, kernel_height, kernel_width, C),
                (n, s_h * h, s_w * w, d_h * h, d_w * w, c),
            )
            # (1, N·rows·W', column): the copy; there is none for a 1×1 kernel at stride 1
            yield images, rows, windows.reshape(1, -1, column)

    def matrix(self, kernel: Array) -> Array:
        """Lay the kernel out as the matrix (K, P) that meets the columns."""
        return kernel.reshape(-1, kernel.shape[3])

    def outputs(self, product: Array, images: int) -> Array:
        """Show a product (layers, M, P) as a block of the output."""
        return product.reshape(images, -1, self.geometry.output[1], product.shape[2])

    def products(self, block: Array) -> Array:
        """Lay a block of the output's gradient out as a product: `outputs` backwards."""
        return block.reshape(1, -1, block.shape[3])

    def kernel(self, matrix: Array) -> Array:
        """Sum a matrix's gradient up to the kernel's: `matrix` backwards."""
        return matrix.reshape(self.kernel_shape)


class SharedColumns:
    """Columns that overlap in memory, so that less is copied.

    The pixels are spread out along the width only, with the rows innermost: what a window sees
    in the rows i to i + kernel_height of its place then lies one after the other, as a column
    should. Windows above each other share it, and the copy is kernel_height times smaller.

    With many channels, a block holds as many images as make its products tall (``together``).
    With few filters a product would be too narrow to be fast. There ``joined``
    neighbouring outputs make one wider row of the product, with the kernel repeated along a
    diagonal band: for the kernel (a, b) and two outputs, of the three pixels that they see,

        [p q r] @ [[a, 0],
                   [b, a],
                   [0, b]]  =  [a·p + b·q, a·q + b·r]

    The band's zeros cost less than its width gains.
    """

    def __init__(
        self,
        kernel_shape: tuple[int, ...],
        geometry: Geometry,
        *,
        joined: int = 1,
        together: int = 1,
    ) -> None:
        self.kernel_shape, self.geometry = kernel_shape, geometry
        self.joined, self.together = joined, together
        # So many pixels of a row are seen by neighbours that are joined, in so many places.
        self.run = (joined - 1) * geometry.stride[1] + kernel_shape[1]
        self.places = -(-geometry.output[1] // joined)

    def columns(self, x: Array) -> Blocks:
        """Yield the columns of ``x``, for a block of windows at a time."""
        kernel_height, _, C, F = self.kernel_shape
        s_h, s_w = self.geometry.stride
        pixels = self.run * C
        row_bytes = self.places * max(s_h * pixels, self.joined * F) * x.itemsize
        for images, rows in blocks(len(x), self.geometry.output[0], row_bytes, self.together):
            width = width_seen(self.geometry, self.places * self.joined)
            seen = padded_rows(x, images, rows, self.geometry, width)
            count, rows_seen = seen.shape[:2]
            n, h, w, c = seen.strides
            # (N, places, rows seen, run, C), copied to (N·places, rows seen·run·C)
            spread = as_strided(
                seen,
                (count, self.places, rows_seen, self.run, C),
                (n, self.joined * s_w * w, h, w, c),
            ).reshape(count * self.places, rows_seen * pixels)
            # (rows, N·places, kernel_height·run·C): the overlapping columns, without a copy
            place, number = spread.strides
            yield (
                images,
                rows,
                as_strided(
                    spread,
                    (rows.stop - rows.start, len(spread), kernel_height * pixels),
                    (s_h * pixels * number, place, number),
                ),
            )

    def matrix(self, kernel: Array) -> Array:
        """Lay the kernel out as the matrix (K, P) that meets the columns."""
        kernel_height, kernel_width, C, F = self.kernel_shape
        band = np.zeros((kernel_height, self.run, C, self.joined, F), kernel.dtype)
        for j in range(self.joined):
            start = j * self.geometry.stride[1]
            band[:, start : start + kernel_width, :, j] = kernel
        return band.reshape(kernel_height * self.run * C, self.joined * F)

    def outputs(self, product: Array, images: int) -> Array:
        """Show a product (layers, M, P) as a block of the output."""
        F, width = self.kernel_shape[3], self.geometry.output[1]
        # (rows, N·places, joined·F) → (N, rows, places·joined, F)
        product = product.reshape(-1, images, self.places * self.joined, F)
        return product.transpose(1, 0, 2, 3)[:, :, :width]

    def products(self, block: Array) -> Array:
        """Lay a block of the output's gradient out as a product: `outputs` backwards."""
        N, rows, width, F = block.shape
        # (N, rows, W', F) → (rows, N·places, joined·F), with zeros beyond the width
        products = np.zeros((rows, N, self.places * self.joined, F), block.dtype)
        products[:, :, :width] = block.transpose(1, 0, 2, 3)
        return products.reshape(rows, N * self.places, self.joined * F)

    def kernel(self, matrix: Array) -> Array:
        """Sum a matrix's gradient up to the kernel's: `matrix` backwards."""
        kernel_height, kernel_width, C, F = self.kernel_shape
        band = matrix.reshape(kernel_height, self.run, C, self.joined, F)
        kernel = np.zeros(self.kernel_shape, matrix.dtype)
        for j in range(self.joined):
            start = j * self.geometry.stride[1]
            kernel += band[:, start : start + kernel_width, :, j]
        return kernel


def layout(
    x: Array, kernel_shape: tuple[int, ...], geometry: Geometry
) -> WholeColumns | SharedColumns:
    """Choose the faster layout for a kernel and where its windows stand."""
    (_, _, C, F), width = kernel_shape, geometry.output[1]
    if geometry.stride[0] >= geometry.window[0] or geometry.dilation != (1, 1):
        return WholeColumns(kernel_shape, geometry)  # there is nothing to share
    if C > SMALL_CHANNELS or F > SMALL_FILTERS:
        if len(x) * width < TALL:
            return WholeColumns(kernel_shape, geometry)
        return SharedColumns(kernel_shape, geometry, together=-(-TALL // width))
    joined = 1  # doubled, since 4 and 8 are faster than the 5 or 6 that may fit exactly
    while joined * 2 <= min(JOINED_OUTPUTS, JOINED_WIDTH // F, width):
        joined *= 2
    with np.errstate(over="ignore", invalid="ignore"):
        if joined > 1 and not np.isfinite(x.sum()):
            joined = 1  # a zero of the band times infinity would be NaN
    return SharedColumns(kernel_shape, geometry, joined=joined)
