"""Scenes made of handwritten digits: many things in one picture, and the truth is known.

A digit lies in a square of 28 × 28 pixels, as in `cnnkit.datasets.digits`. Boxes are those of
`cnnkit.applications.detection`: (top, left, bottom, right).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.images import ink_box

SIDE = 28
"""Pixels along each side of a digit's square."""

Images = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Scene:
    """One picture with digits in it, and where they are.

    Parameters
    ----------
    image : ndarray, (H, W, 1)
        Floats from 0 to 1.
    squares : ndarray, (N, 4)
        The digits' squares.
    labels : ndarray, (N,)
        Which digits they are.
    strangers : ndarray, (M, 4)
        The squares of what is no digit.
    """

    image: NDArray[np.float32]
    squares: NDArray[np.float64]
    labels: NDArray[np.int64]
    strangers: NDArray[np.float64]


def one_digit_each(
    digits: Images, rng: np.random.Generator, *, shape: tuple[int, int] = (40, 56)
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Put each digit somewhere into a picture of its own.

    Parameters
    ----------
    digits : ndarray, (N, 28, 28, 1)
        Floats from 0 to 1.
    rng : numpy.random.Generator
    shape : (int, int)
        Height and width of the pictures.

    Returns
    -------
    images : ndarray, (N, *shape, 1)
    boxes : ndarray, (N, 4)
        The smallest boxes that hold the ink.

    Examples
    --------
    >>> from cnnkit import datasets
    >>> from cnnkit.images import to_float
    >>> images, boxes = one_digit_each(
    ...     to_float(datasets.digits().x_test[:3]), np.random.default_rng(0)
    ... )
    >>> images.shape, boxes.shape
    ((3, 40, 56, 1), (3, 4))
    """
    images = np.zeros((len(digits), *shape, 1), np.float32)
    boxes = np.zeros((len(digits), 4), np.float32)
    for place, digit in enumerate(digits):
        top, left = (int(rng.integers(0, size - SIDE + 1)) for size in shape)
        images[place, top : top + SIDE, left : left + SIDE] = digit
        row, column, height, width = ink_box(digit)
        boxes[place] = (top + row, left + column, top + row + height, left + column + width)
    return images, boxes


def digit_scene(
    digits: Images,
    labels: NDArray[Any],
    rng: np.random.Generator,
    *,
    strangers: Images | None = None,
    shape: tuple[int, int] = (96, 128),
) -> Scene:
    """Put digits, and perhaps strangers, into one picture, nowhere over one another.

    Parameters
    ----------
    digits : ndarray, (N, 28, 28, 1)
        Floats from 0 to 1.
    labels : ndarray, (N,)
        Which digits they are.
    rng : numpy.random.Generator
    strangers : ndarray, (M, 28, 28, 1), optional
        Images of anything else.
    shape : (int, int)
        Height and width of the picture.

    Returns
    -------
    Scene

    Raises
    ------
    ValueError
        If so many squares find no room.

    Examples
    --------
    >>> from cnnkit import datasets
    >>> from cnnkit.images import to_float
    >>> test = datasets.digits()
    >>> scene = digit_scene(to_float(test.x_test[:4]), test.y_test[:4], np.random.default_rng(0))
    >>> scene.image.shape, scene.squares.shape
    ((96, 128, 1), (4, 4))
    """
    things = [*digits, *(() if strangers is None else strangers)]
    corners = _corners(len(things), rng, shape)
    image = np.zeros((*shape, 1), np.float32)
    for thing, (top, left) in zip(things, corners, strict=True):
        image[top : top + SIDE, left : left + SIDE] = thing
    squares = np.array(
        [(top, left, top + SIDE, left + SIDE) for top, left in corners], dtype=np.float64
    ).reshape(-1, 4)
    count = len(digits)
    return Scene(image, squares[:count], np.asarray(labels, np.int64), squares[count:])


def many_scenes(
    count: int,
    data: tuple[Images, NDArray[Any]],
    strangers: Images,
    rng: np.random.Generator,
    *,
    digits: int = 4,
    others: int = 2,
) -> list[Scene]:
    """Make scenes of digits and strangers drawn by lot.

    Parameters
    ----------
    count : int
        How many scenes.
    data : (images, labels)
        Digits to draw from.
    strangers : ndarray, (M, 28, 28, 1)
        What else to draw from.
    rng : numpy.random.Generator
    digits, others : int
        How many of each stand in one scene.

    Examples
    --------
    >>> from cnnkit import datasets
    >>> from cnnkit.images import to_float
    >>> test, clothes = datasets.digits(), datasets.fashion()
    >>> scenes = many_scenes(
    ...     2,
    ...     (to_float(test.x_test), test.y_test),
    ...     to_float(clothes.x_test),
    ...     np.random.default_rng(0),
    ... )
    >>> len(scenes), len(scenes[0].strangers)
    (2, 2)
    """
    images, labels = data
    scenes = []
    for _ in range(count):
        drawn = rng.integers(0, len(images), digits)
        also = strangers[rng.integers(0, len(strangers), others)]
        scenes.append(digit_scene(images[drawn], labels[drawn], rng, strangers=also))
    return scenes


def _corners(count: int, rng: np.random.Generator, shape: tuple[int, int]) -> list[tuple[int, int]]:
    """Draw the corners of squares that do not overlap, beginning anew where one finds no room."""
    for _ in range(100):
        corners: list[tuple[int, int]] = []
        for _ in range(60):
            top, left = (int(rng.integers(0, size - SIDE + 1)) for size in shape)
            if all(max(abs(top - row), abs(left - column)) >= SIDE for row, column in corners):
                corners.append((top, left))
            if len(corners) == count:
                return corners
    raise ValueError(
        f"{count} squares of {SIDE} × {SIDE} find no room in {shape[0]} × {shape[1]} pixels; "
        "use fewer of them or a larger picture"
    )
