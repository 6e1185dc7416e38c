"""Windows of scenes: cut out for a detector to learn from, and read by it all at once."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnkit.applications.digit_scenes import SIDE, Scene
from cnnkit.functional import softmax
from cnnkit.layers import Sequential

NOTHING = 10
"""The class of a window without a digit in its middle."""

CLOSE, APART = 2, 5
"""Pixels: a window is a digit's if its square is at most so far off, and nobody's from there on."""


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
    >>> from cnnkit.applications.digit_scenes import digit_scene
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


def read_windows(detector: Sequential, image: NDArray[Any]) -> WindowsRead:
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
