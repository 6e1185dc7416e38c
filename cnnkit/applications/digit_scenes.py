"""Scenes made of handwritten digits: many things in one picture, and the truth is known.

A digit lies in a square of 28 × 28 pixels, as in `cnnkit.datasets.digits`. Boxes are those of
`cnnkit.applications.detection`: (top, left, bottom, right).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnkit.functional import softmax
from cnnkit.images import ink_box
from cnnkit.layers import Sequential

SIDE = 28
"""Pixels along each side of a digit's square."""

NOTHING = 10
"""The class of a window without a digit in its middle."""

CLOSE, APART = 2, 5
"""Pixels: a window is a digit's if its square is at most so far off, and nobody's from there on."""

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


class WindowsRead(NamedTuple):
    """What a detector says of every window of a picture."""

    boxes: NDArray[np.float64]
    """(windows, 4): the windows, row by row."""
    scores: NDArray[np.float64]
    """(windows,): the probability of a digit, whichever: 1 − p of nothing."""
    digits: NDArray[np.int64]
    """(windows,): the most probable digit of each."""

    def take(self, which: NDArray[Any]) -> "WindowsRead":
        """Return some of the windows, by their places or by a mask.

        Examples
        --------
        >>> read = WindowsRead(np.eye(4), np.array([0.1, 0.9, 0.2, 0.8]), np.arange(4))
        >>> read.take(read.scores > 0.5).digits.tolist()
        [1, 3]
        """
        return WindowsRead(*(part[which] for part in self))


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


def training_windows(
    scenes: Sequence[Scene], rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Cut windows out of scenes for a network to learn from: digits, near misses and nothing.

    A window at most `CLOSE` pixels off a digit's square has that digit's label. One that is at
    least `APART` pixels off all of them, along one axis, has `NOTHING`; those between are left out.

    Returns
    -------
    x : ndarray, (windows, 28, 28, 1)
    y : ndarray, (windows,)
        Labels from 0 to 10.

    Examples
    --------
    >>> from cnnkit import datasets
    >>> from cnnkit.images import to_float
    >>> test, rng = datasets.digits(), np.random.default_rng(0)
    >>> scene = digit_scene(to_float(test.x_test[:4]), test.y_test[:4], rng)
    >>> x, y = training_windows([scene], rng)
    >>> x.shape[1:], sorted(set(y.tolist()) - {NOTHING}) == sorted(set(test.y_test[:4].tolist()))
    ((28, 28, 1), True)
    """
    x, y = [], []
    for scene in scenes:
        wanted = [(square, CLOSE, int(label)) for square, label in _labelled(scene)]
        wanted += [(square, 16, NOTHING) for square in scene.squares]
        wanted += [(square, 6, NOTHING) for square in scene.strangers]
        height, width = scene.image.shape[:2]
        anywhere = (0, 0, SIDE, SIDE)
        wanted += [(np.array(anywhere), max(height, width), NOTHING)] * 2
        for square, shift, label in wanted:
            corner = square[:2].astype(int) + rng.integers(-shift, shift + 1, 2)
            top, left = np.clip(corner, 0, (height - SIDE, width - SIDE))
            off = abs(scene.squares[:, :2] - (top, left)).max(axis=1)
            if label == NOTHING and len(off) and off.min() < APART:
                continue
            x.append(scene.image[top : top + SIDE, left : left + SIDE])
            y.append(label)
    return np.array(x, np.float32), np.array(y, np.int64)


def read_windows(detector: Sequential, image: Images) -> WindowsRead:
    """Ask a fully convolutional detector about every window of a picture, in one pass.

    Parameters
    ----------
    detector : Sequential
        Eleven logits for each window of 28 × 28, the last one for `NOTHING`; from
        `cnnkit.applications.detection.as_convolutions`.
    image : ndarray, (H, W, 1)
        Floats from 0 to 1.

    Returns
    -------
    WindowsRead

    Examples
    --------
    >>> from cnnkit import pretrained
    >>> from cnnkit.applications.detection import as_convolutions
    >>> detector = as_convolutions(pretrained.digit_detector(), (28, 28, 1))
    >>> read = read_windows(detector, np.zeros((40, 56, 1), np.float32))
    >>> read.boxes.shape, bool(read.scores.max() < 0.01)
    ((32, 4), True)
    """
    p = softmax(detector.forward(image[None]))[0].astype(np.float64)
    rows, columns = p.shape[:2]
    down, across = (int(along.jump) for along in detector.views(image.shape))
    corners = np.array([(i * down, j * across) for i in range(rows) for j in range(columns)])
    p = p.reshape(rows * columns, -1)
    return WindowsRead(
        np.hstack([corners, corners + SIDE]).astype(np.float64),
        1 - p[:, NOTHING],
        p[:, :NOTHING].argmax(axis=1),
    )


def _labelled(scene: Scene) -> list[tuple[NDArray[np.float64], np.int64]]:
    return list(zip(scene.squares, scene.labels, strict=True))


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
