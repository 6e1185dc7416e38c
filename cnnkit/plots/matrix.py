"""A convolution as a matrix: where its zeros are, and which of its entries are the same weight."""

from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from cnnkit import shapes
from cnnkit.plots.figures import MOST_WIDE, show

MOST_PIXELS = 24
"""Pixels up to which every entry of the matrix can be labelled so that it can be read."""

MOST_WEIGHTS = 12
"""Colours of the palette: as many weights can be told apart."""

COLOURS = "Set3"
"""Twelve pale colours without an order, on which black letters can be read."""


def tied_weights(shape: tuple[int, int], kernel_shape: tuple[int, int]) -> NDArray[np.int64]:
    """Tell which weight of the kernel stands where in the matrix of a convolution.

    Row i·W' + j of the matrix makes the output Y[i, j], its column r·W + c meets the pixel
    X[r, c], and the entry is K[r − i, c − j] wherever the window reaches that pixel.

    Parameters
    ----------
    shape : (int, int)
        Height and width of the input.
    kernel_shape : (int, int)
        Height and width of the kernel.

    Returns
    -------
    ndarray of int64, (H'·W', H·W)
        The place of the weight in the flattened kernel, u·kernel_width + v for K[u, v]; −1 where
        the matrix is always 0.

    Raises
    ------
    TypeError, ValueError
        If a size is no whole number of at least 1, or the kernel does not fit.

    Notes
    -----
    A matrix whose diagonals are constant is a Toeplitz matrix; this one consists of blocks that
    are, and whose block diagonals are constant too. Source: V. Dumoulin and F. Visin, "A guide to
    convolution arithmetic for deep learning", arXiv:1603.07285, section 4.1.

    Examples
    --------
    >>> tied_weights((2, 3), (2, 2)).tolist()
    [[0, 1, -1, 2, 3, -1], [-1, 0, 1, -1, 2, 3]]
    """
    height, width = shapes.output_shape(shape, kernel_shape)
    places = np.arange(kernel_shape[0] * kernel_shape[1]).reshape(kernel_shape)
    matrix = np.full((height, width, *shape), -1, np.int64)
    for i, j in np.ndindex(height, width):
        matrix[i, j, i : i + kernel_shape[0], j : j + kernel_shape[1]] = places
    return matrix.reshape(height * width, -1)


def show_convolution_matrix(shape: tuple[int, int], kernel: ArrayLike) -> None:
    """Show a kernel, and the matrix that does the same to a flattened input of this shape.

    Entries that are the same weight have its colour and its name; zeros are left blank.

    Parameters
    ----------
    shape : (int, int)
        Height and width of the input, of at most 24 pixels.
    kernel : array_like, (kernel_height, kernel_width)
        At most 12 weights.

    Raises
    ------
    TypeError, ValueError
        If the kernel is no matrix, does not fit into the input, or the figure could not be read.

    Notes
    -----
    Y.reshape(-1) = M @ X.reshape(-1), with M as in `tied_weights`.

    Examples
    --------
    >>> show_convolution_matrix((2, 3), [[1, 2], [3, 5]])
    <IPython.core.display.Image object>
    <IPython.core.display.Markdown object>
    """
    weights = np.asarray(kernel)
    if weights.ndim != 2:
        raise ValueError(
            f"kernel has the shape {weights.shape}; it must have two axes, as [[1, 2], [3, 5]]"
        )
    places = tied_weights(shape, weights.shape)
    outputs, pixels = places.shape
    if pixels > MOST_PIXELS or weights.size > MOST_WEIGHTS:
        raise ValueError(
            f"an input of {shape[0]}×{shape[1]} and a kernel of {weights.shape[0]}×"
            f"{weights.shape[1]} are too large to be read; use at most {MOST_PIXELS} pixels and "
            f"{MOST_WEIGHTS} weights, such as 3×4 and 2×2"
        )
    width = min(MOST_WIDE, 0.43 * pixels + 2.4)
    figure = Figure(figsize=(width, 0.4 * outputs + 1.0), layout="constrained")
    ratios = [1.8 * weights.shape[1], pixels]
    left, right = figure.subplots(1, 2, gridspec_kw={"width_ratios": ratios})
    _draw_weights(left, np.arange(weights.size).reshape(weights.shape), weights.shape, weights)
    left.set_title("kernel", fontsize=11)
    left.set_xticks([])
    left.set_yticks([])
    _draw_weights(right, places, weights.shape)
    _name_rows_and_columns(right, shape, shapes.output_shape(shape, weights.shape))
    show(figure, _description(shape, weights, places))


def _draw_weights(
    axes: Axes,
    places: NDArray[np.int64],
    kernel_shape: tuple[int, ...],
    values: NDArray[Any] | None = None,
) -> None:
    """Colour each entry by the weight it is, and write the weight's place into it."""
    colours = np.array(matplotlib.colormaps[COLOURS](np.arange(MOST_WEIGHTS)))
    cells = np.where(places[:, :, None] < 0, 1.0, colours[np.maximum(places, 0)])
    axes.imshow(cells, aspect="equal" if values is not None else "auto")
    for row, column in np.argwhere(places >= 0):
        u, v = divmod(int(places[row, column]), kernel_shape[1])
        name = f"{u},{v}"
        if values is not None:
            name = f"K[{u},{v}]\n{values[u, v]:.3g}".replace("-", "−")
        axes.text(column, row, name, ha="center", va="center", fontsize=9, color="black")


def _name_rows_and_columns(axes: Axes, shape: tuple[int, int], output: tuple[int, int]) -> None:
    """Write the outputs beside the rows, the pixels above the columns, a line at each new row."""
    for place in range(1, shape[0]):
        axes.axvline(place * shape[1] - 0.5, color="0.6", linewidth=0.8)
    for place in range(1, output[0]):
        axes.axhline(place * output[1] - 0.5, color="0.6", linewidth=0.8)
    axes.set_xticks(range(shape[0] * shape[1]), [f"{r},{c}" for r, c in np.ndindex(shape)])
    axes.set_yticks(range(output[0] * output[1]), [f"Y[{i},{j}]" for i, j in np.ndindex(output)])
    axes.tick_params(
        labelsize=9, length=0, top=True, labeltop=True, bottom=False, labelbottom=False
    )
    axes.set_xlabel("one column for each pixel X[row, column]; blank entries are 0", fontsize=10)


def _description(shape: tuple[int, int], kernel: NDArray[Any], places: NDArray[np.int64]) -> str:
    """Say how many entries there are, how many are not 0, and how many numbers are behind them."""
    outputs, pixels = places.shape
    first = ", ".join(
        f"K[{place // kernel.shape[1]},{place % kernel.shape[1]}] at column {column}"
        for column, place in enumerate(places[0].tolist())
        if place >= 0
    )
    zeros = int((places < 0).sum())
    return (
        f"Left: a kernel of {kernel.shape[0]} × {kernel.shape[1]}, each weight in a colour of its "
        f"own, whatever its sign. Right: the matrix of {outputs} × {pixels} that does the "
        f"same to an input of {shape[0]} × {shape[1]}. Of its {places.size} entries {zeros} are "
        f"blank, that is 0; the other {places.size - zeros} repeat the {kernel.size} weights of "
        "the kernel. Row 0 holds "
        f"{first}; every other row holds the same weights further to the right."
    )
