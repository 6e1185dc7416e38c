"""Mistakes known in `strongest_place` of notebook 14."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions import what_the_network_sees as solutions

Array = NDArray[Any]
Place = tuple[int, int, int]


def _cell(answers: Array) -> Place:
    """Find the largest number of an array (N, H, W)."""
    image, row, column = map(int, np.unravel_index(answers.argmax(), answers.shape))
    return image, row, column


def cell_for_pixels(maps: Array, channel: int, jump: int, start: int) -> Place:
    """You gave the cell's place in the map, and pixels are asked for.

    Image and cell are found. A map that is four times as coarse as the image has its cell 2 at
    pixel 8 or thereabouts. What did notebook 07 do with the cell's number, the jump and the start?
    """
    return _cell(maps[:, :, :, channel])


def start_forgotten(maps: Array, channel: int, jump: int, start: int) -> Place:
    """You left out the start.

    Cell 0 begins at `start`, which lies before the image where there is padding. Your patches lie
    too far down and to the right. What is the first pixel of cell 0?
    """
    image, row, column = _cell(maps[:, :, :, channel])
    return image, row * jump, column * jump


def jump_forgotten(maps: Array, channel: int, jump: int, start: int) -> Place:
    """You moved by one pixel a cell.

    Neighbouring cells see patches that lie `jump` pixels apart. What does the cell's row have to
    be multiplied by?
    """
    image, row, column = _cell(maps[:, :, :, channel])
    return image, start + row, start + column


def start_multiplied(maps: Array, channel: int, jump: int, start: int) -> Place:
    """You multiplied the start by the jump, and it is counted in pixels already.

    For row 0 the patch begins at `start`; yours begins at start·jump. Only the way from cell to
    cell goes in jumps. What belongs in your brackets?
    """
    image, row, column = _cell(maps[:, :, :, channel])
    return image, (start + row) * jump, (start + column) * jump


def rows_and_columns_swapped(maps: Array, channel: int, jump: int, start: int) -> Place:
    """You have rows and columns exchanged.

    Maps are (N, H, W, C), so that the second index counts rows, from the top. In which order does
    `np.unravel_index` give them?
    """
    image, row, column = solutions.strongest_place(maps, channel, jump, start)
    return image, column, row


def strongest_of_all_channels(maps: Array, channel: int, jump: int, start: int) -> Place:
    """You looked for the strongest cell of all channels.

    One channel is asked for, `channel`; another one may answer more strongly, to something else.
    How do you take a single channel out of (N, H, W, C), before you search?
    """
    return solutions.strongest_place(maps.max(axis=3, keepdims=True), 0, jump, start)


def first_image_only(maps: Array, channel: int, jump: int, start: int) -> Place:
    """You searched the first image only.

    The patch that excites the channel most may be in any of the N images. Which axis have you
    fixed?
    """
    return solutions.strongest_place(maps[:1], channel, jump, start)


def brightest_map(maps: Array, channel: int, jump: int, start: int) -> Place:
    """You took the image whose map is strongest on average, and the best cell in it.

    A single cell that answers loudly in an otherwise dark map is what we look for. What should the
    largest number be compared with: the other images' means, or their largest numbers?
    """
    answers = maps[:, :, :, channel]
    image = int(answers.mean(axis=(1, 2)).argmax())
    _, row, column = solutions.strongest_place(maps[image : image + 1], channel, jump, start)
    return image, row, column


def largest_size(maps: Array, channel: int, jump: int, start: int) -> Place:
    """You looked for the largest number without its sign.

    A strongly negative cell has found the opposite of what the channel looks for. The cell that
    answers most is the largest one, sign included. Which function can go?
    """
    return solutions.strongest_place(np.abs(maps), channel, jump, start)


def widths_as_heights(maps: Array, channel: int, jump: int, start: int) -> Place:
    """You divided the place in the row of numbers by the height, and a row holds W cells.

    On a square map nobody notices. `divmod(place, W)` gives row and column: after how many numbers
    does the next row begin?
    """
    answers = maps[:, :, :, channel]
    image, place = divmod(int(answers.argmax()), answers[0].size)
    row, column = divmod(place, answers.shape[1])
    return image, start + row * jump, start + column * jump


STRONGEST_PLACE = (
    cell_for_pixels,
    start_forgotten,
    jump_forgotten,
    start_multiplied,
    rows_and_columns_swapped,
    strongest_of_all_channels,
    first_image_only,
    brightest_map,
    largest_size,
    widths_as_heights,
)
