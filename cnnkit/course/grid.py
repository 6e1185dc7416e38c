"""Arrays as grids of text: small ones whole, larger ones cut to the cells worth seeing."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.card import Grid
from cnnkit.course.compare import as_numbers, brief, exact, shape_text

MOST_ROWS, MOST_COLUMNS = 8, 12  # shown at once


def grid_of(
    title: str, value: object, index: tuple[int, ...] | None = None, *, kernel: bool = False
) -> Grid:
    """Lay out any value as a grid, with the element at `index` marked and in view.

    Parameters
    ----------
    title : str
    value : object
        An array of any number of dimensions, a number, or anything else.
    index : tuple of int, optional
        The element to mark. Of arrays with more than two dimensions, the rows and columns through
        that element are shown.
    kernel : bool
        Whether an array of four dimensions is a kernel (rows, columns, C, F); otherwise it is a
        batch of images (N, rows, columns, C).

    Returns
    -------
    Grid

    Examples
    --------
    >>> grid_of("x", [[1, 2], [3, 4]], (0, 1)).rows, grid_of("k", 3).rows
    ((('1', '2'), ('3', '4')), (('3',),))
    >>> grid_of("images", np.zeros((5, 2, 3, 1))).caption
    'the part [0, :, :, 0] of 5 × 2 × 3 × 1'
    """
    numbers = as_numbers(value)
    if numbers is None or numbers.size == 0 or isinstance(value, str):
        empty = numbers is not None and numbers.size == 0
        text = f"empty, shape {shape_text(numbers)}" if numbers is not None and empty else None
        return Grid(title, ((text or plain(value),),))
    if numbers.ndim == 0:
        return Grid(title, ((exact(numbers[()]),),))
    if isinstance(value, tuple) and numbers.ndim == 1 and numbers.size <= MOST_COLUMNS:
        return Grid(title, ((f"({', '.join(map(exact, numbers))})",),))
    if index is not None and (
        len(index) != numbers.ndim or any(i >= n for i, n in zip(index, numbers.shape, strict=True))
    ):
        index = None
    marked = index is not None
    index = index if index is not None else (0,) * numbers.ndim
    first = 1 if numbers.ndim == 4 and not kernel else 0  # the axis of the rows
    table, caption = _table(numbers, index, first)
    focus = (0, index[0]) if numbers.ndim == 1 else (index[first], index[first + 1])
    row_picks = _picks(table.shape[0], focus[0], MOST_ROWS)
    column_picks = _picks(table.shape[1], focus[1], MOST_COLUMNS)
    rows = tuple(
        tuple("…" if r is None or c is None else cell_text(table[r, c]) for c in column_picks)
        for r in row_picks
    )
    place = (row_picks.index(focus[0]), column_picks.index(focus[1])) if marked else None
    return Grid(title, rows, caption, place)


def plain(value: object) -> str:
    """Write a value that is not numbers: a word stays a word.

    Examples
    --------
    >>> plain("positive"), plain(None)
    ('positive', 'None')
    """
    # Subclasses of str may do anything when they are laid out.
    return value if type(value) is str and len(value) <= 40 else brief(value)


def _table(numbers: NDArray[Any], index: tuple[int, ...], first: int) -> tuple[NDArray[Any], str]:
    """Cut an array to two dimensions, from axis `first` on, with a caption that says so."""
    if numbers.ndim == 1:
        return numbers[np.newaxis], f"{numbers.size} in a row"
    if numbers.ndim == 2:
        return numbers, shape_text(numbers)
    before, after = index[:first], index[first + 2 :]
    place = ", ".join([*map(str, before), ":", ":", *map(str, after)])
    picked: Any = (*before, slice(None), slice(None), *after)
    return numbers[picked], f"the part [{place}] of {shape_text(numbers)}"


def _picks(length: int, focus: int, most: int) -> list[int | None]:
    """Choose which rows or columns to show; None stands for those left out."""
    if length <= most:
        return list(range(length))
    start = min(max(focus - most // 2, 0), length - most)
    picks: list[int | None] = list(range(start, start + most))
    return [None] * (start > 0) + picks + [None] * (start + most < length)


def cell_text(number: Any) -> str:
    """Write a number for a cell of a table.

    Examples
    --------
    >>> cell_text(np.float64(2)), cell_text(np.float64(1 / 3)), cell_text(np.bool_(True))
    ('2', '0.3333', 'True')
    """
    value = number.item()
    if isinstance(value, float | complex) and not isinstance(value, bool):
        return f"{value + 0.0:.4g}"
    return str(value)
