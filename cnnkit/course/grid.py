"""Arrays as grids of text: small ones whole, larger ones cut to the cells worth seeing."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.card import Grid
from cnnkit.course.compare import as_numbers, brief, exact, shape_text

MOST_ROWS, MOST_COLUMNS = 8, 12  # shown at once


def grid_of(title: str, value: object, index: tuple[int, ...] | None = None) -> Grid:
    """Lay out any value as a grid, with the element at `index` marked and in view.

    Parameters
    ----------
    title : str
    value : object
        An array of any number of dimensions, a number, or anything else.
    index : tuple of int, optional
        The element to mark. Of arrays with more than two dimensions, the rows and columns (the
        first two axes) through that element are shown.

    Returns
    -------
    Grid

    Examples
    --------
    >>> grid_of("x", [[1, 2], [3, 4]], (0, 1)).rows, grid_of("k", 3).rows
    ((('1', '2'), ('3', '4')), (('3',),))
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
    table, caption = _table(numbers, index)
    focus = (0, index[0]) if numbers.ndim == 1 else (index[0], index[1])
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


def _table(numbers: NDArray[Any], index: tuple[int, ...]) -> tuple[NDArray[Any], str]:
    """Cut an array to two dimensions at `index`, with a caption that says what is shown."""
    if numbers.ndim == 1:
        return numbers[np.newaxis], f"{numbers.size} in a row"
    if numbers.ndim == 2:
        return numbers, shape_text(numbers)
    picked: Any = (slice(None), slice(None), *index[2:])
    place = ", ".join([":", ":", *map(str, index[2:])])
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
